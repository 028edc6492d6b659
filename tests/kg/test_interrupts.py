"""Ctrl-C ends a command while the engine is busy with a query: at once, as the shell expects it, with nothing half written."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli.interrupts import InterruptibleStore
from kg.errors import QueryError
from kg.store import Store

ROOT = Path(__file__).parents[2]
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
RULE = f"""# Title: a
# 标题: 甲
# Why: b
# 理由: 乙
# Severity: note
# Finding: {{n}}
# 发现: {{n}}
SELECT ?node ?n WHERE {{ BIND(<a:b> AS ?node) {{ {ENDLESS} }} }}
"""
PATIENCE = 60.0


def is_in_a_query(process: subprocess.Popen[bytes]) -> bool:
    """Whether the kernel, not Python, would take a Ctrl-C: not while the program starts, nor between two queries."""
    caught = []
    for _ in range(5):
        status = Path(f"/proc/{process.pid}/status").read_text()
        caught.append(int(status.partition("SigCgt:")[2].split()[0], 16) >> (signal.SIGINT - 1) & 1)
        time.sleep(0.05)
    return not any(caught)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc that tells what a process does")
@pytest.mark.parametrize("command", [["query", "-e", ENDLESS], ["lint", "--rules", "rules", "--rule", "own"]], ids=str)
def test_a_long_query_ends_at_once_and_leaves_no_half_file(command: list[str], store: Store, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.rq").write_text(RULE, encoding="utf-8")
    (tmp_path / "out").write_text("of old")
    program = [sys.executable, "-m", "kg", *command, "--store", str(store.path.absolute()), "-q", "-o", "out"]
    with subprocess.Popen(
        program, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            time.sleep(1)
            end = time.monotonic() + PATIENCE
            while not is_in_a_query(process):
                assert process.poll() is None and time.monotonic() < end, process.communicate()
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=5) == (b"", b"")
        finally:
            process.kill()
    assert process.returncode == -signal.SIGINT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "rules"]
    assert (tmp_path / "out").read_text() == "of old"


def test_between_queries_python_heeds_the_signal(store: Store) -> None:
    asked = InterruptibleStore.open(store.path)
    assert asked.query("ASK { ?s ?p ?o }") is True
    with pytest.raises(QueryError):
        asked.query("SELECT")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_signal_that_is_ignored_stays_so(store: Store) -> None:
    program = [sys.executable, "-m", "kg", "query", "-e", ENDLESS, "--store", str(store.path.absolute()), "-q"]
    start = f"import os, signal; signal.signal(signal.SIGINT, signal.SIG_IGN); os.execv({program[0]!r}, {program!r})"
    with subprocess.Popen([sys.executable, "-c", start], cwd=ROOT) as process:
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        is_running = process.poll() is None
        process.kill()
    assert is_running

"""The two generated pages of ``docs/``: the commands from their help, the queries from their heads."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from kg.catalogue import Query, find, names
from kg.cli import main
from kg.headings import titled

_NOTE = "<!-- Generated: GOVKG_UPDATE=1 pytest tests/test_docs.py writes this page anew. -->"
_COMMON = (Path(__file__).parent / "commands-common.md").read_text(encoding="utf-8")


def commands_page() -> str:
    """``docs/commands.md``."""
    root = click.Context(main, info_name="govkg")
    parts = [f"# Commands\n\n{_NOTE}\n\n{_COMMON.strip()}\n"]
    for name in sorted(main.commands):
        parts.append("\n".join(_command(main.commands[name], click.Context(main.commands[name], root, name))))
    return "\n".join(parts)


def queries_page() -> str:
    """``docs/queries.md``."""
    lead = (
        "`govkg query NAME -p PARAMETER=VALUE` runs one of these, `govkg queries NAME` prints its SPARQL. A parameter that is "
        "not given leaves the query open."
    )
    return "\n".join([f"# Queries\n\n{_NOTE}\n\n{lead}\n", *("\n".join(_query(find(name))) for name in names())])


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## govkg {context.info_name}\n"
    yield f"```\ngovkg {context.info_name} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    yield from map(_paragraph, inspect.cleandoc(command.help or "").split("\n\n"))
    options = [each for each in command.params if isinstance(each, click.Option)]
    records = [option.get_help_record(context) for option in options]
    rows = [record for record in records if record]
    if rows:
        yield "| option | meaning |\n|---|---|"
        yield from (f"| `{_cell(option)}` | {_cell(meaning)} |" for option, meaning in rows)
        yield ""


def _paragraph(text: str) -> str:
    if not text.startswith("\b"):
        return " ".join(text.split()) + "\n"
    return f"```\n{text.removeprefix(chr(8)).strip()}\n```\n"


def _query(query: Query) -> Iterator[str]:
    yield f"## {query.name}\n\n{query.title} · {query.title_zh}\n\n{query.question} {query.question_zh}\n"
    if query.parameters:
        yield "| parameter | type | meaning | 含义 | example |\n|---|---|---|---|---|"
        for each in query.parameters:
            kind, meaning = each.type.replace("one-of:", ""), (each.description, each.description_zh)
            yield f"| {' | '.join(map(_cell, (f'`{each.name}`', kind, *meaning, f'`{each.example}`')))} |"
        yield ""
    columns = [name for name, _ in query.columns]
    kinds = dict(query.columns)
    yield "| column | type | 中文 |\n|---|---|---|"
    for name, heading in zip(columns, titled(columns, "zh", query.name), strict=True):
        yield f"| `{name}` | {kinds[name]} | {heading} |"
    yield f"\n```sh\ngovkg query {query.name}{_given(query)}\n```\n"


def _given(query: Query) -> str:
    return "".join(f" -p {each.name}={each.example}" for each in query.parameters[:1])


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")

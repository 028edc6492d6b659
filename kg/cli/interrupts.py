"""Ctrl-C while the embedded engine answers."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from kg.results import Answer
from kg.store import Store


class InterruptibleStore(Store):
    """A store whose queries Ctrl-C ends, and the process with them, as the shell expects it of any program.

    The engine is native code and gives Python's own handler of the signal no turn before the answer is there. To end at
    once is safe: a query only reads, and commands write once they have all answers.
    """

    def query(self, sparql: str) -> Answer:
        """The answer to ``sparql``.

        Raises:
            QueryError: where ``sparql`` is not valid, or fails while it runs.
        """
        with _ends_at_once():
            return super().query(sparql)


@contextmanager
def _ends_at_once() -> Iterator[None]:
    """Lets the kernel end the process at Ctrl-C. Where the signal is ignored, or heeded in another way, it stays so."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)

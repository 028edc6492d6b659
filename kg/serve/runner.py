"""Bounded work: a few queries run at once, each in a child process; some wait; the rest are told to come again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import TemporaryFile
from typing import IO

from kg.bounded import GRACE, Job, command, environment, late, verdict

_WAITING_FOR_EACH = 8


class BusyError(Exception):
    """So many queries run and wait that this one is not taken."""


class Runner:
    """Runs at most ``workers`` queries at once, and lets a few times as many wait."""

    def __init__(self, workers: int) -> None:
        self._places = asyncio.Semaphore(workers)
        self._most = workers * (1 + _WAITING_FOR_EACH)
        self._taken = 0

    @asynccontextmanager
    async def place(self, patience: float) -> AsyncIterator[None]:
        """Holds the place of one query, after a wait of at most ``patience`` seconds.

        Raises:
            BusyError: where too many wait already, or the wait was in vain.
        """
        if self._taken >= self._most:
            raise BusyError
        self._taken += 1
        try:
            try:
                await asyncio.wait_for(self._places.acquire(), patience)
            except TimeoutError:
                raise BusyError from None
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._taken -= 1

    async def run(self, job: Job) -> tuple[str, IO[bytes]]:
        """Runs ``job``: the kind of its answer, and the file that holds it, to be closed by the caller.

        A child that is no longer waited for is ended.

        Raises:
            BusyError: where there is no place.
            GovkgError: as ``kg.bounded.verdict`` says.
        """
        async with self.place(job.limits.seconds):
            output = TemporaryFile()  # noqa: SIM115  the caller closes it
            try:
                return await _run(job, output), output
            except BaseException:
                output.close()
                raise


async def _run(job: Job, output: IO[bytes]) -> str:
    child = await asyncio.create_subprocess_exec(
        *command(), env=environment(), stdin=asyncio.subprocess.PIPE, stdout=output, stderr=asyncio.subprocess.PIPE
    )
    try:
        _, said = await asyncio.wait_for(child.communicate(job.request()), job.limits.seconds + GRACE)
    except TimeoutError:
        raise late(job.limits) from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    output.seek(0)
    return verdict(job.limits, child.returncode or 0, said)

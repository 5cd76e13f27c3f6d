"""One worker process as the coordinator sees it: starting it, talking to it, ending it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from time import sleep
from typing import IO, NamedTuple

from tapecheck.corpus.workers.outcome import Order, Reply
from tapecheck.corpus.workers.process import Start, Started

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""The processes share the cores already; threads of their libraries would only get in each other's way."""
_TRACE_BYTES = 4000
_SECONDS_TO_SAY_WHERE = 0.5
_SECONDS_TO_END = 2.0


class Received(NamedTuple):
    """A reply and the line that came with it."""

    reply: Reply
    line: bytes


class Worker:
    """A process that is starting, idle, or working on articles; what it prints is kept for the tracebacks of crashes."""

    def __init__(self, factory: str, config: bytes, *, memory: int | None) -> None:
        theirs, self._outgoing = _pipe()
        self.incoming, results = _pipe()
        # Written by the process at its end, wherever that is, so that it can be cut short here.
        self._printed: IO[bytes] = tempfile.TemporaryFile("a+b", buffering=0)  # noqa: SIM115
        program = [
            sys.executable,
            "-P",
            "-m",
            "tapecheck.corpus.workers.process",
        ]  # -P: no modules of the folder we are in
        self._process = subprocess.Popen(  # noqa: S603
            [*program, str(theirs.fileno()), str(results.fileno())],
            pass_fds=(theirs.fileno(), results.fileno()),
            stdin=subprocess.DEVNULL,
            stderr=self._printed,
            env={**os.environ, **_ONE_THREAD, "TOKENIZERS_PARALLELISM": "false"},
        )
        theirs.close()
        results.close()
        self.about: bytes | None = None
        with suppress(OSError):
            start = Start(factory=factory, memory=memory, parent=os.getpid())
            self._outgoing.send_bytes(start.model_dump_json().encode())
            self._outgoing.send_bytes(config)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def started(self) -> Started:
        """What it says when it has loaded all it needs; ``about`` is known then.

        Raises:
            EOFError, OSError: it has ended.
        """
        started = Started.model_validate_json(self.incoming.recv_bytes())
        if started.error is None:
            self.about = self.incoming.recv_bytes()
        return started

    def order(self, task: str, articles: Sequence[bytes]) -> None:
        """Have it do the task for these articles, each a JSON object; it must be idle.

        Raises:
            OSError: it has ended.
        """
        self._printed.truncate(0)
        self._outgoing.send_bytes(Order(task=task, articles=len(articles)).model_dump_json().encode())
        for article in articles:
            self._outgoing.send_bytes(article)

    def received(self) -> Received:
        """The next reply; waits for it.

        Raises:
            EOFError, OSError: it has ended.
        """
        head, _, line = self.incoming.recv_bytes().partition(b"\n")
        return Received(Reply.model_validate_json(head), line)

    def where(self) -> str:
        """Where in the program a process that hangs is."""
        self._printed.truncate(0)
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGUSR1)
        sleep(_SECONDS_TO_SAY_WHERE)
        return self.printed()

    def printed(self) -> str:
        """The end of what it has printed since its last order."""
        size = self._printed.seek(0, os.SEEK_END)
        self._printed.seek(max(0, size - _TRACE_BYTES))
        return self._printed.read(_TRACE_BYTES).decode(errors="replace")

    def end(self, *, ending: bool = False) -> str:
        """Kills it, if need be; in words how it ended. ``ending``: it is about to end by itself, and how is worth waiting for."""
        if ending:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_SECONDS_TO_END)
        self._process.kill()
        status = self._process.wait()
        for connection in (self._outgoing, self.incoming):
            connection.close()
        self._printed.close()
        return _in_words(status)


def _pipe() -> tuple[Connection, Connection]:
    """The reading and the writing end of a pipe."""
    reading, writing = os.pipe()
    return Connection(reading, writable=False), Connection(writing, readable=False)


def _in_words(status: int) -> str:
    """
    >>> _in_words(-11), _in_words(3)
    ('by signal 11 (SIGSEGV)', 'with status 3')
    """
    if status >= 0:
        return f"with status {status}"
    names = {one.value: one.name for one in signal.Signals}
    return f"by signal {-status} ({names.get(-status, 'unnamed')})"

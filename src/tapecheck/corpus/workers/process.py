"""What runs in a worker process: ``python -m tapecheck.corpus.workers.process IN OUT``, two file descriptors.

The first message names the factory of the work and its configuration; then come orders and their articles, and a reply goes back for
each article. Messages are JSON and plain bytes, never pickles. The process ends with the one that started it.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from tapecheck.corpus.runner import attempt
from tapecheck.corpus.workers.outcome import Made, Order, Outcome, Reply, Work
from tapecheck.errors import TapecheckError
from tapecheck.schema.base import Data
from tapecheck.schema.input import ArticleInput

_PR_SET_PDEATHSIG = 1


class Start(Data):
    """The first message: the ``module:name`` of a function from ``config`` to a ``Work``, and the limits of the process.

    ``memory`` is in bytes; ``None``: no limit. ``parent`` is the process that must be alive.
    """

    factory: str
    memory: int | None
    parent: int


class Started(Data):
    """The answer to it: ``error`` and ``message`` if the work can't be done at all. ``about`` of the work follows, a message of its own."""

    error: str | None = None
    message: str = ""


def main() -> None:
    """Work until the other side closes."""
    incoming = Connection(int(sys.argv[1]), writable=False)
    outgoing = Connection(int(sys.argv[2]), readable=False)
    try:
        _serve(incoming, outgoing)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _serve(incoming: Connection, outgoing: Connection) -> None:
    start = Start.model_validate_json(incoming.recv_bytes())
    config = incoming.recv_bytes()
    _prepare(start)
    module, _, name = start.factory.partition(":")
    try:
        work = cast("Work", getattr(import_module(module), name)(config))
    except TapecheckError as error:
        outgoing.send_bytes(_json(Started(error=type(error).__name__, message=str(error))))
        return
    outgoing.send_bytes(_json(Started()))
    outgoing.send_bytes(work.about)
    while True:
        order = Order.model_validate_json(incoming.recv_bytes())
        items = [ArticleInput.model_validate_json(incoming.recv_bytes()) for _ in range(order.articles)]
        for number, item in enumerate(items):
            outgoing.send_bytes(_replied(work, order.task, number, item))


def _replied(work: Work, task: str, number: int, item: ArticleInput) -> bytes:
    try:
        outcome = attempt(lambda given: work.do(task, given), item)
    except TapecheckError as error:
        return _json(Reply(number=number, error=type(error).__name__, message=str(error), stop=True)) + b"\n"
    return _reply(number, outcome)


def _reply(number: int, outcome: Outcome) -> bytes:
    if outcome.rejected is not None:
        why = outcome.rejected
        message, trace = _writable(why.message), _writable(outcome.trace or "")
        return _json(Reply(number=number, error=why.error, message=message, trace=trace or None)) + b"\n"
    made = outcome.made or Made(b"")
    return _json(Reply(number=number, labels=dict(made.labels))) + b"\n" + made.line


def _prepare(start: Start) -> None:
    """Ends with its parent, leaves interrupts to it, writes down where it is when it crashes or is asked, and has a bound for memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    faulthandler.register(signal.SIGUSR1, all_threads=False)
    # What libraries print must not get lost among data.
    os.dup2(2, 1)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != start.parent:
            sys.exit()
        _bound_memory(start.memory)
        # Where memory runs out, the system is to end this process and not the coordinator.
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("900", "ascii")


def _bound_memory(memory: int | None) -> None:
    import resource

    if memory is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))


def _writable(text: str) -> str:
    """What libraries say of a text can hold half of a surrogate pair, which no encoding can write.

    >>> _writable("no \\ud800 here")
    'no \\\\ud800 here'
    """
    return text.encode(errors="backslashreplace").decode()


def _json(data: Data) -> bytes:
    return data.model_dump_json().encode()


if __name__ == "__main__":
    main()

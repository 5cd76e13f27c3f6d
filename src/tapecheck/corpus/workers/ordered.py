"""Work on a stream, a few pieces at a time, given back in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

PieceT = TypeVar("PieceT")
JobT = TypeVar("JobT")
DoneT = TypeVar("DoneT")


def in_order(
    submitted: Iterable[tuple[PieceT, JobT]], finish: Callable[[JobT], DoneT], *, ahead: int
) -> Iterator[tuple[PieceT, DoneT]]:
    """Each piece with what ``finish`` says of its job; ``ahead`` more are submitted meanwhile, and no more than that.

    ``submitted`` is to submit a piece when it is asked for it.
    """
    waiting: deque[tuple[PieceT, JobT]] = deque()
    for one in submitted:
        waiting.append(one)
        if len(waiting) > ahead:
            piece, job = waiting.popleft()
            yield piece, finish(job)
    while waiting:
        piece, job = waiting.popleft()
        yield piece, finish(job)

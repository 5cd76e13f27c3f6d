"""Cutting a long text into windows that a model with a limit can read, so that nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Window(NamedTuple):
    """The half-open range ``[first, last)`` that is read, and the range ``[keep, until)`` whose result counts."""

    first: int
    last: int
    keep: int
    until: int


def windows(lengths: Sequence[int], *, limit: int, overlap: int) -> Iterator[Window]:
    """Windows of at most ``limit`` pieces over sentences of these lengths (in pieces), whole sentences where they fit.

    A sentence longer than ``limit`` is read in windows that overlap by ``overlap`` pieces; the halves of an overlap count
    where they are further from a window's edge. The kept ranges join without gaps.

    >>> list(windows([3, 3, 3], limit=6, overlap=2))
    [Window(first=0, last=6, keep=0, until=6), Window(first=6, last=9, keep=6, until=9)]
    >>> list(windows([10], limit=6, overlap=2))
    [Window(first=0, last=6, keep=0, until=5), Window(first=4, last=10, keep=5, until=10)]
    """
    if not 0 <= overlap < limit:
        raise ValueError(f"an overlap of {overlap} in windows of {limit}")
    start = at = 0
    for length in lengths:
        if at > start and at + length - start > limit:
            yield Window(start, at, start, at)
            start = at
        at += length
        if at - start > limit:
            yield from _overlapping(start, at, limit, overlap)
            start = at
    if at > start:
        yield Window(start, at, start, at)


def _overlapping(start: int, end: int, limit: int, overlap: int) -> Iterator[Window]:
    keep, first = start, start
    while first + limit < end:
        until = first + limit - overlap // 2
        yield Window(first, first + limit, keep, until)
        keep, first = until, first + limit - overlap
    yield Window(first, end, keep, end)

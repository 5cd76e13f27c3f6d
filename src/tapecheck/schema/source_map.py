"""Where each character of a cleaned text came from, run-length encoded."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from tapecheck.schema.base import Data, Span


class Run(NamedTuple):
    """A stretch of text characters and the source characters they stand for.

    ``text_length == source_length`` (and ``verbatim``): character *i* of the run is source character *i*. Otherwise the
    run is one unit: the whole of its text stands for the whole of its source range (``&amp;`` for ``&``, four blanks for one).
    A run with ``source_start == -1`` was added by us and stands for nothing in the source (the blank line between two blocks).
    """

    text_start: int
    text_length: int
    source_start: int
    source_length: int
    verbatim: bool


class SourceMap(Data):
    """The source range of every character of a text; runs are in text order, without gaps or overlaps."""

    runs: tuple[Run, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [run.text_start for run in self.runs]

    def to_source(self, start: int, end: int) -> Span | None:
        """The smallest source range that holds what text ``[start, end)`` stands for.

        ``None`` when the range is empty, lies outside the text, or begins or ends in characters that have no source.
        Characters of the source that were dropped between the two ends are inside the range.
        """
        if not self.runs or start >= end or start < 0:
            return None
        first = self._source_of(start)
        last = self._source_of(end - 1)
        if first is None or last is None:
            return None
        return Span(start=min(first.start, last.start), end=max(first.end, last.end))

    def _source_of(self, position: int) -> Span | None:
        run = self.runs[bisect_right(self._starts, position) - 1]
        within = position - run.text_start
        if run.source_start < 0 or not 0 <= within < run.text_length:
            return None
        if run.verbatim:
            at = run.source_start + within
            return Span(start=at, end=at + 1)
        return Span(start=run.source_start, end=run.source_start + run.source_length)

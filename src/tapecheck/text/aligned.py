"""A text that remembers where in the source each of its characters came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tapecheck.schema.base import Span
from tapecheck.schema.source_map import Run, SourceMap

NOWHERE = -1
"""``Run.source_start`` of characters that were added and stand for nothing in the source."""


@dataclass(frozen=True)
class AlignedText:
    """A text and the source range of every character of it, run-length encoded; never changed in place.

    ``runs`` are in text order, without gaps or overlaps, and cover the whole text. All offsets are half-open.

    >>> page = AlignedText.of("up&nbsp;5%")
    >>> clean = page.replace([(2, 8, " ")])
    >>> clean.text, clean.to_source(0, 2), clean.to_source(2, 3), clean.to_source(3, 5)
    ('up 5%', Span(start=0, end=2), Span(start=2, end=8), Span(start=8, end=10))
    """

    text: str
    runs: tuple[Run, ...] = field(repr=False)

    @classmethod
    def of(cls, source: str) -> AlignedText:
        """The source itself, each character standing for itself."""
        return cls(source, (Run(0, len(source), 0, len(source), True),) if source else ())

    @cached_property
    def source_map(self) -> SourceMap:
        """The map from this text to the source."""
        return SourceMap.model_construct(runs=self.runs)

    @cached_property
    def _starts(self) -> list[int]:
        return [run.text_start for run in self.runs]

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, key: slice) -> AlignedText:
        """The characters ``[start, end)`` with their map; the step must be 1.

        >>> AlignedText.of("Bitcoin fell")[8:].to_source(0, 4)
        Span(start=8, end=12)
        """
        start, end, step = key.indices(len(self.text))
        if step != 1:
            raise ValueError("an aligned text is cut, not sampled: the step must be 1")
        if start == 0 and end == len(self.text):
            return self
        builder = _Builder()
        builder.extend(self._cut(start, max(start, end)))
        return AlignedText(self.text[start : max(start, end)], builder.done())

    def to_source(self, start: int, end: int) -> Span | None:
        """The smallest source range that holds what ``[start, end)`` stands for; ``None`` where it can't be proved."""
        return self.source_map.to_source(start, end)

    def replace(self, edits: Iterable[tuple[int, int, str]]) -> AlignedText:
        """The text with each ``(start, end, new text)`` put in; edits are in order and don't overlap.

        New text stands, as a whole, for all that the replaced characters stood for; text put in between two
        characters (``start == end``) stands for nothing. An edit that overlaps the one before it raises ``ValueError``.
        """
        parts: list[str] = []
        builder = _Builder()
        done = 0
        for start, end, new in edits:
            if not done <= start <= end <= len(self.text):
                raise ValueError(f"edit [{start}, {end}) overlaps the one before it or lies outside the text")
            if start > done:
                parts.append(self.text[done:start])
                builder.extend(self._cut(done, start))
            if new:
                parts.append(new)
                builder.add(len(new), *self._origin(start, end), False)
            done = end
        if not done:
            return AlignedText("".join(parts) + self.text, self._rest(builder, 0)) if parts else self
        parts.append(self.text[done:])
        return AlignedText("".join(parts), self._rest(builder, done))

    def drop(self, spans: Iterable[tuple[int, int]]) -> AlignedText:
        """The text without the characters of these spans, which are in order and don't overlap.

        >>> AlignedText.of("Bit\\u00adcoin").drop([(3, 4)]).to_source(0, 7)
        Span(start=0, end=8)
        """
        return self.replace((start, end, "") for start, end in spans)

    def strip(self) -> AlignedText:
        """The text without the white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : max(start, len(self.text.rstrip()))]

    @staticmethod
    def join(parts: Sequence[AlignedText], separator: str = "") -> AlignedText:
        """The parts one after the other, with ``separator``, which stands for nothing, between each two."""
        builder = _Builder()
        for number, part in enumerate(parts):
            if number and separator:
                builder.add(len(separator), NOWHERE, 0, False)
            builder.extend((run.text_length, *run[2:]) for run in part.runs)
        return AlignedText(separator.join(part.text for part in parts), builder.done())

    def _rest(self, builder: _Builder, start: int) -> tuple[Run, ...]:
        builder.extend(self._cut(start, len(self.text)))
        return builder.done()

    def _cut(self, start: int, end: int) -> Iterator[tuple[int, int, int, bool]]:
        """Length, source start, source length and verbatim of each stretch of ``[start, end)``."""
        if start >= end:
            return
        at = bisect_right(self._starts, start) - 1
        while at < len(self.runs) and self.runs[at].text_start < end:
            run = self.runs[at]
            first = max(start - run.text_start, 0)
            length = min(end - run.text_start, run.text_length) - first
            if run.verbatim:
                yield length, run.source_start + first, length, True
            else:
                yield length, run.source_start, run.source_length, False
            at += 1

    def _origin(self, start: int, end: int) -> tuple[int, int]:
        """Start and length of the source range that ``[start, end)`` stands for as a whole."""
        low, high = -1, -1
        for _, source_start, source_length, _ in self._cut(start, end):
            if source_start != NOWHERE:
                low = source_start if low < 0 else min(low, source_start)
                high = max(high, source_start + source_length)
        return (low, high - low) if low >= 0 else (NOWHERE, 0)


class _Builder:
    """Collects runs in text order and joins verbatim neighbours."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.length = 0

    def add(self, length: int, source_start: int, source_length: int, verbatim: bool) -> None:
        if verbatim and self.runs:
            last = self.runs[-1]
            if last.verbatim and last.source_start + last.source_length == source_start:
                joined = last.text_length + length
                self.runs[-1] = Run(last.text_start, joined, last.source_start, joined, True)
                self.length += length
                return
        self.runs.append(Run(self.length, length, source_start, source_length, verbatim))
        self.length += length

    def extend(self, stretches: Iterable[tuple[int, int, int, bool]]) -> None:
        for stretch in stretches:
            self.add(*stretch)

    def done(self) -> tuple[Run, ...]:
        return tuple(self.runs)

"""Which sentences a model of names has to read: those that may hold a name that no dictionary knows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from tapecheck.mentions.words import rows
from tapecheck.schema.base import Span

_CAPITAL = re.compile(r"(?<![\w’'$#-])(?:@\w{2,}|[a-z]{0,2}[A-ZÀ-ÖØ-Þ][\w&.’'-]*|[^\x00-ɏ\W\d_]{2,}|\d[\dA-Za-z]*[A-Za-z]\w*)")
"""A word that may be (part of) a name: with a capital ("Example", "eToro", "10X"), a handle, a word of another script."""
_OPENS = re.compile(r"(?:^|[.!?…:]|[“\"‘(\[—–-])\s*$|\n\s*$|^[\s“\"‘'(\[•*-]*$")
"""What stands before a word that has a capital only because it begins a sentence."""


def candidates(text: str, sentence: Span, known: Sequence[int]) -> Iterator[str]:
    """Words of the sentence that may belong to a name: capitals that neither a dictionary nor the sentence's start explains.

    ``known`` are the offsets at which dictionary entries (assets, dates) begin, in order.
    """
    ordinary = _ordinary()
    for match in _CAPITAL.finditer(text, sentence.start, sentence.end):
        word = match.group().rstrip(".’'")
        if word in ordinary or _within(known, match.start(), match.end()):
            continue
        yield word


def _within(known: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(known, start)
    return at < len(known) and known[at] < end


def worth_reading(text: str, sentences: Iterable[Span], explained: Iterable[Span]) -> list[Span]:
    """The sentences with at least one candidate, in order.

    >>> text = "Bitcoin fell on Monday. The analyst Ada Example said so. It rose later."
    >>> spans = [Span(start=0, end=23), Span(start=24, end=56), Span(start=57, end=71)]
    >>> [text[s.start : s.end] for s in worth_reading(text, spans, [Span(start=0, end=7)])]
    ['The analyst Ada Example said so.']
    """
    known = sorted(span.start for span in explained)
    return [sentence for sentence in sentences if next(candidates(text, sentence, known), None) is not None]


def _ordinary() -> frozenset[str]:
    return frozenset()

"""Quotations and their speakers against annotated ones: content, and content with the right speaker.

As ``quotes`` of the PolNeAR benchmark counts: a quotation is found when the two ranges share 80 % of their union; its speaker is
right when the last word of the name stands in the annotated source, and where that source is a pronoun when any is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tapecheck.records import Quote
from tapecheck.schema.base import Span

OVERLAP = 0.8
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "his", "her", "their"})
_WORD = re.compile(r"\w+")


@dataclass
class QuoteScore:
    """Counts of quotations: annotated, predicted, found, and found with the right speaker."""

    wanted: int = 0
    predicted: int = 0
    found: int = 0
    attributed: int = 0

    def line(self, hits: int) -> tuple[float, float, float]:
        """Precision, recall and F1, 0 to 1, of so many hits."""
        precision, recall = hits / self.predicted if self.predicted else 0.0, hits / self.wanted if self.wanted else 0.0
        return precision, recall, 2 * hits / (self.predicted + self.wanted) if hits else 0.0


def add(score: QuoteScore, wanted: Sequence[tuple[Span, str]], quotes: Sequence[Quote]) -> None:
    """Count one article: annotated ranges of its source with their source's words, and the quotes found."""
    made = [(f.source, quote.speaker or "") for quote in quotes for f in quote.fragments if f.source is not None]
    score.wanted += len(wanted)
    score.predicted += len(made)
    used: set[int] = set()
    for span, source in wanted:
        for number, (place, speaker) in enumerate(made):
            if number not in used and _overlap(span, place) >= OVERLAP:
                used.add(number)
                score.found += 1
                score.attributed += _agrees(source, speaker)
                break


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start)) if shared > 0 else 0.0


def _agrees(source: str, speaker: str) -> bool:
    wanted, got = _WORD.findall(source.casefold()), _WORD.findall(speaker.casefold())
    return bool(got) and ((len(wanted) == 1 and wanted[0] in _PRONOUNS) or got[-1] in wanted)

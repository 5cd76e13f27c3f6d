"""Superlatives in words: "highest level since April", "a two-month high", "biggest daily drop in over a year", "a five-day losing streak".

Only the words are read here: whether it is a level, a move, a crossing or a streak, and what it is a record over. Of what, when, and
whether it was reached at all, is decided with the article's context in ``records``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tapecheck.mentions.superlatives import heads
from tapecheck.mentions.superlatives.expression import Expression, Over
from tapecheck.mentions.superlatives.over import over
from tapecheck.mentions.superlatives.streaks import streaks
from tapecheck.mentions.superlatives.words import named_metrics

Finder = Callable[[str, int, int], Iterator[Expression]]

_STEMS: dict[Finder, tuple[str, ...]] = {
    heads.highest: ("highest", "lowest"),
    heads.biggest: (
        *("biggest", "largest", "greatest", "steepest", "sharpest", "deepest", "heaviest"),
        *("worst", "best", "strongest", "weakest", "smallest", "most severe"),
    ),
    heads.most: ("the most", "its most"),
    heads.first: (
        *("first time", "first close", "first print", "first candle", "first move", "first trip", "first break"),
        *("first daily", "first weekly", "first monthly"),
    ),
    heads.term: (" high", "-high", " low", "-low", "peak", "bottom", "trough"),
    heads.record: ("record", "all-time", "all time", "lifetime", "historic", "ath", "atl"),
    streaks: ("streak", "skid", "straight", "consecutive", "successive", " run"),
}
"""Finder → what one of stands in every sentence in which it finds anything, in small letters; looking for these first costs little."""


def find(text: str, start: int, end: int) -> list[Expression]:
    """The superlatives of the sentence ``text[start:end]``, in order and without overlaps; the longer of two wins.

    >>> sentence = "It hit its highest level since April and snapped a five-day losing streak."
    >>> [sentence[found.start : found.end] for found in find(sentence, 0, len(sentence))]
    ['highest level since', 'five-day losing streak']
    """
    sentence = text[start:end].lower()
    finders = [finder for finder, stems in _STEMS.items() if any(stem in sentence for stem in stems)]
    found = [each for finder in finders for each in finder(text, start, end)]
    kept: list[Expression] = []
    for each in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


__all__ = ["Expression", "Over", "find", "named_metrics", "over"]

"""Superlatives in words: "highest level since April", "a two-month high", "biggest daily drop in over a year", "a five-day losing streak".

Only the words are read here: whether it is a level, a move, a crossing or a streak, and what it is a record over. Of what, when, and
whether it was reached at all, is decided with the article's context in ``records``.
"""

from __future__ import annotations

import re

from tapecheck.mentions.superlatives import heads
from tapecheck.mentions.superlatives.expression import Expression, Over
from tapecheck.mentions.superlatives.over import over
from tapecheck.mentions.superlatives.streaks import streaks
from tapecheck.mentions.superlatives.words import named_metrics

_CUE = re.compile(
    r"""\b(?:(?P<highest>highest|lowest)|(?P<biggest>biggest|largest|greatest|steepest|sharpest|deepest|heaviest|worst|best|strongest|weakest|smallest|most\ssevere)
    |(?P<most>most)|(?P<first>first)|(?P<streak>streaks?|skid|straight|consecutive|successive|(?<=-day\s)run|(?<=-week\s)run)|(?P<term>highs?|lows?|peaks?|bottoms?|tops?|troughs?)
    |(?P<record>record|ATHs?|ATLs?))\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""A word that every superlative has, by kind: only the patterns of the kinds that a sentence has are tried."""

_FINDERS = {
    "highest": (heads.highest,),
    "biggest": (heads.biggest,),
    "most": (heads.most,),
    "first": (heads.first,),
    "streak": (streaks,),
    "term": (heads.term, heads.record),
    "record": (heads.record,),
}


def find(text: str, start: int, end: int) -> list[Expression]:
    """The superlatives of the sentence ``text[start:end]``, in order and without overlaps; the longer of two wins.

    >>> sentence = "It hit its highest level since April after a five-day losing streak."
    >>> [sentence[found.start : found.end] for found in find(sentence, 0, len(sentence))]
    ['highest level since', 'five-day losing streak']
    """
    cues = dict.fromkeys(match.lastgroup for match in _CUE.finditer(text, start, end))
    finders = dict.fromkeys(finder for cue in cues if cue is not None for finder in _FINDERS[cue])
    found = [each for finder in finders for each in finder(text, start, end)]
    kept: list[Expression] = []
    for each in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


__all__ = ["Expression", "Over", "find", "named_metrics", "over"]

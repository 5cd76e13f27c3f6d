"""Which sentences a model of names has to read: those that hold a word which may be a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

from tapecheck.mentions.words import rows
from tapecheck.schema.base import Span

FORM = re.compile(
    r"(?<![\w’'$#-])(?:@\w{2,}|[a-z]{0,2}[A-ZÀ-ÖØ-Þ][\w&.’'-]*|[^\x00-ÿ\W\d_]\w+|\d[\dA-Za-z]*[A-Za-z]\w*)"
)
"""A word that may be (part of) a name: with a capital ("Example", "eToro", "10X"), a handle, a word of another script."""
_POSSESSIVE = re.compile(r"[’']s?$|\.$")
NOT_NAMES = "data/not_names.txt"


def plain(form: str) -> str:
    """The word without possessive and full stop.

    >>> plain("SEC’s"), plain("U.S."), plain("Analysts’")
    ('SEC', 'U.S', 'Analysts')
    """
    return _POSSESSIVE.sub("", form)


@cache
def not_names() -> frozenset[str]:
    """Words with a capital that are seldom in a name in ``corpora/names`` ("CEO", "Monday"), and openers of sentences.

    ``scripts/annotate words`` writes the list.
    """
    listed = resources.files("tapecheck").joinpath(NOT_NAMES).read_text("utf-8").split()
    return frozenset(listed) | {str(row["word"]) for row in rows("sentence_words") if row["class"] == "starter"}


def candidates(text: str, sentence: Span, known: Sequence[int]) -> Iterator[str]:
    """Words of the sentence that may belong to a name; ``known`` are the offsets, in order, at which assets and dates begin."""
    ordinary = not_names()
    for match in FORM.finditer(text, sentence.start, sentence.end):
        if plain(match.group()) not in ordinary and not _within(known, match.start(), match.end()):
            yield match.group()


def _within(known: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(known, start)
    return at < len(known) and known[at] < end


def worth_reading(text: str, sentences: Iterable[Span], explained: Iterable[Span]) -> list[Span]:
    """The sentences with a candidate that no sentence before had, in order; where else its name stands, ``again`` finds it.

    ``explained`` are the assets and dates that dictionaries found.

    >>> text = "Bitcoin fell on Monday. The analyst Ada Example said so. However, it rose later."
    >>> spans = [Span(start=0, end=23), Span(start=24, end=56), Span(start=57, end=80)]
    >>> [text[s.start : s.end] for s in worth_reading(text, spans, [Span(start=0, end=7)])]
    ['The analyst Ada Example said so.']
    """
    known = sorted(span.start for span in explained)
    read: set[str] = set()
    chosen: list[Span] = []
    for sentence in sentences:
        found = {plain(form) for form in candidates(text, sentence, known)}
        if not found <= read:
            chosen.append(sentence)
            read |= found
    return chosen

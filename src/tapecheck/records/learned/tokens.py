"""An article's words as a model sees them: what is already known (figures, assets, dates, exchanges) stands as its class."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from tapecheck.records.context import Context
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Asset, Date, Money, Numeral, Percent, Provider, Quantity, Venue

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][a-z]{1,2}\b)?|\d+|[^\w\s]")
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|e?s|ly)$")

EDGE = "<s>"
"""Stands beyond either end of a sentence."""


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word as a feature: without capitals, possessive and curly apostrophe.

    >>> plain("Bitcoin’s"), plain("It's"), plain("“")
    ('bitcoin', 'it', '"')
    """
    if word[0].isdigit():
        return "<0>"
    word = word.casefold().replace("’", "'")
    return word.removesuffix("'s") if len(word) > 1 else {"“": '"', "”": '"', "–": "—", "-": "-"}.get(word, word)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without the commonest endings, so that "surged", "surging" and "surges" are alike.

    >>> [stem(word) for word in ("surged", "surging", "surges", "fell", "<coin>")]
    ['surg', 'surg', 'surg', 'fell', '<coin>']
    """
    return _ENDING.sub("", word)


class Tokens:
    """The tokens of the sentences that hold figures, in order, with the place of each figure among them."""

    def __init__(self, context: Context) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        known = _known(context)
        for sentence in context.sentences:
            if context.figures.within(sentence.start, sentence.end):
                self._read(context.text, sentence, known)
        self._first = {start: index for index, start in enumerate(self.starts)}
        self.about = about(context)

    def _read(self, text: str, sentence: Span, known: list[tuple[int, int, str]]) -> None:
        at = sentence.start
        index = bisect_left(known, (sentence.start,))
        while index < len(known) and known[index][0] < sentence.end:
            start, end, name = known[index]
            self._split(text, at, start)
            self._put(start, end, name)
            at = end
            index += 1
        self._split(text, at, sentence.end)

    def _split(self, text: str, start: int, end: int) -> None:
        for match in _TOKEN.finditer(text, start, end):
            self._put(match.start(), match.end(), plain(match.group()))

    def _put(self, start: int, end: int, word: str) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.words.append(word)

    def at(self, span: Span) -> int:
        """Which token begins where ``span`` begins, or the one before that."""
        found = self._first.get(span.start)
        return found if found is not None else max(0, bisect_left(self.starts, span.start + 1) - 1)

    def index(self, position: int) -> int:
        """How many tokens begin before ``position``."""
        return bisect_left(self.starts, position)


_LIQUIDATED = re.compile(r"\bliquidat|\brekt\b|\bsqueeze", re.IGNORECASE)
MOST = 6
"""From so many on, words of a topic are as good as more of them."""


def about(context: Context) -> str:
    """A feature of the whole article: how often it speaks of liquidations."""
    return f"liquidated={min(len(_LIQUIDATED.findall(context.text)), MOST)}"


def _known(context: Context) -> list[tuple[int, int, str]]:
    """The spans that stand as one token each, by position and without overlaps; figures go before everything else."""
    spans = [(rank, span.start, span.end, name) for rank, span, name in _named(context)]
    taken: list[tuple[int, int, str]] = []
    covered: set[int] = set()
    for _, start, end, name in sorted(spans):
        places = range(start, end)
        if covered.isdisjoint(places):
            covered.update(places)
            taken.append((start, end, name))
    return sorted(taken)


def _named(context: Context) -> Iterator[tuple[int, Span, str]]:
    for figure in context.figures:
        yield 0, figure, figure_class(figure)
    spans: tuple[tuple[int, tuple[Span, ...]], ...] = (
        (1, context.assets),
        (2, context.dates),
        (3, context.venues),
        (4, context.providers),
    )
    for rank, mentions in spans:
        for mention in mentions:
            yield rank, mention, _class(mention)


def figure_class(figure: Span) -> str:
    """The class of a figure: its sort, and for money whether it is in millions."""
    match figure:
        case Money():
            return "<sum>" if figure.value >= 1_000_000 else "<money>"
        case Percent():
            return "<percent>"
        case Quantity():
            return "<coins>"
        case _:
            return "<number>"


def _class(mention: Span) -> str:
    match mention:
        case Asset():
            return f"<{mention.asset_class}>" if mention.symbol != "TOTAL" else "<market>"
        case Date():
            return "<window>" if mention.window is not None else "<date>"
        case Venue():
            return "<venue>"
        case Provider():
            return "<provider>"
        case Numeral():
            return "<number>"
        case _:
            return "<name>"

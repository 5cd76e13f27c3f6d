"""Everything a record builder may look at: the article, its sentences, mentions and cues, by position."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from tapecheck.mentions import words
from tapecheck.mentions.words import Words
from tapecheck.records.cues import CueIndex
from tapecheck.schema.article import Article, Block
from tapecheck.schema.base import Span
from tapecheck.schema.mention import (
    Amount,
    Asset,
    Date,
    Mention,
    Money,
    Numeral,
    Percent,
    Provider,
    Quantity,
    Quotation,
    Venue,
)
from tapecheck.schema.record import Provenance

CONTEXT_CHARACTERS = 32
"""Length of a provenance's ``prefix`` and ``suffix``: enough to tell two like figures apart (W3C TextQuoteSelector)."""

REACH = 500
"""How far from a figure, in characters, words can still belong to it; the longest sentences of the development articles fit."""


class Reach(NamedTuple):
    """A half-open range of ``article.text``; a plain tuple, since one is made for every question about a figure."""

    start: int
    end: int


SpanT = TypeVar("SpanT", bound=Span)
Figure = Money | Percent | Quantity | Numeral


class Timeline(tuple[SpanT, ...]):
    """Spans in text order that don't overlap, with look-up by range."""

    _starts: list[int]

    def __new__(cls, spans: Iterable[SpanT]) -> Timeline[SpanT]:
        """Sort the spans by where they start."""
        made = super().__new__(cls, sorted(spans, key=lambda span: (span.start, -span.end)))
        made._starts = [span.start for span in made]
        return made

    def within(self, start: int, end: int) -> tuple[SpanT, ...]:
        """Spans that begin in the half-open range ``[start, end)``."""
        return self[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def at(self, position: int) -> SpanT | None:
        """The last span that begins at or before ``position`` and holds it; ``None`` if none does."""
        index = bisect_right(self._starts, position) - 1
        return self[index] if index >= 0 and position < self[index].end else None

    def last_before(self, position: int) -> SpanT | None:
        """The last span that begins before ``position``."""
        index = bisect_left(self._starts, position) - 1
        return self[index] if index >= 0 else None


@dataclass(frozen=True)
class Context:
    """One article, ready for the record builders; all spans count in ``article.text``.

    ``outside`` are the figures of which no record is made: those in furniture and teasers, and those that are part of a date.
    """

    article: Article
    sentences: Timeline[Span]
    blocks: Timeline[Block]
    mentions: tuple[Mention, ...]
    figures: Timeline[Figure]
    outside: Timeline[Figure]
    assets: Timeline[Asset]
    dates: Timeline[Date]
    venues: Timeline[Venue]
    providers: Timeline[Provider]
    quotations: Timeline[Quotation]
    words: Words
    cues: CueIndex

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def sentence(self, position: int) -> Span:
        """The sentence that holds ``position``; the whole text if segmentation left it out."""
        return self.sentences.at(position) or Span(start=0, end=len(self.text))

    def around(self, figure: Span) -> Reach:
        """The figure's sentence, as far as it lies within reach of the figure: what stands further off says nothing of it.

        Bounds the work on a "sentence" of a hundred thousand characters, which hostile or flattened pages have.
        """
        sentence = self.sentences.at(figure.start)
        first, last = (sentence.start, sentence.end) if sentence is not None else (0, len(self.text))
        return Reach(max(first, figure.start - REACH), max(figure.end, min(last, figure.end + REACH)))

    def block(self, position: int) -> Block | None:
        """The block that holds ``position``."""
        return self.blocks.at(position)

    def content_length(self, start: int, end: int) -> int:
        """How many characters of ``[start, end)`` stand in the article itself, not in furniture or teasers."""
        outside = sum(
            min(end, block.end) - max(start, block.start)
            for block in self.blocks
            if not block.is_content and block.start < end and start < block.end
        )
        return end - start - outside

    def provenance(self, start: int, end: int, rule: str) -> Provenance:
        """Where ``text[start:end]`` stands, in both coordinates."""
        text = self.text
        sentence = self.sentence(start)
        return Provenance(
            text=Span(start=start, end=end),
            source=self.article.source_span(start, end),
            exact=text[start:end],
            prefix=text[max(0, start - CONTEXT_CHARACTERS) : start],
            suffix=text[end : end + CONTEXT_CHARACTERS],
            sentence=Span(start=sentence.start, end=max(sentence.end, end)),
            rule=rule,
        )

    def record_id(self, kind: str, start: int, end: int) -> str:
        """Deterministic id of the record of this kind at ``text[start:end]``."""
        return content_id(self.article.id, kind, str(start), self.text[start:end])


def content_id(*parts: str) -> str:
    """The first 16 hex digits of the SHA-256 of the parts: the same content always has the same id."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def build_context(
    article: Article,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    outside: Sequence[Amount] = (),
    split: Words | None = None,
) -> Context:
    """The context of an article with its sentences, the mentions in its content, the amounts outside it, and its words."""
    dates = Timeline(m for m in mentions if isinstance(m, Date))
    amounts = _without_overlaps(m for m in mentions if isinstance(m, Amount))
    figures = Timeline(figure for figure in amounts if not is_dated(figure, dates))
    dated = [figure for figure in amounts if is_dated(figure, dates)]
    return Context(
        article=article,
        sentences=Timeline(sentences),
        blocks=Timeline(article.blocks),
        mentions=tuple(mentions),
        figures=figures,
        outside=Timeline([*_without_overlaps(outside), *dated]),
        assets=Timeline(m for m in mentions if isinstance(m, Asset)),
        dates=dates,
        venues=Timeline(m for m in mentions if isinstance(m, Venue)),
        providers=Timeline(m for m in mentions if isinstance(m, Provider)),
        quotations=Timeline(m for m in mentions if isinstance(m, Quotation)),
        words=split if split is not None else words.split(article.text),
        cues=CueIndex(article.text, [span for span in sentences if figures.within(span.start, span.end)]),
    )


_YEAR = re.compile(r"(?:19|20)\d\d\s\w+$")
"""A year that reads as an amount: ``in 2020 dollars``."""


def is_dated(figure: Amount, dates: Timeline[Date]) -> bool:
    """Whether its number is a day or year: "on January 14 BTC fell"; a sum of money inside an event's date is none."""
    if isinstance(figure, Quantity):
        return dates.at(figure.start) is not None
    return isinstance(figure, Money) and _YEAR.match(figure.text) is not None


def _rank(figure: Figure) -> int:
    """Money and percent before quantities before bare numbers."""
    return 0 if isinstance(figure, Money | Percent) else 1 if isinstance(figure, Quantity) else 2


def _without_overlaps(amounts: Iterable[Amount]) -> list[Figure]:
    """Each stretch of text as one figure: money and percent before quantities before bare numbers."""
    kept: list[Figure] = []
    taken: set[int] = set()
    figures = [m for m in amounts if isinstance(m, Money | Percent | Quantity | Numeral)]
    for figure in sorted(figures, key=lambda m: (_rank(m), m.start)):
        places = range(figure.start, figure.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(figure)
    return kept

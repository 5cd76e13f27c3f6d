"""Article + sentences → mentions, on our own offsets. One finder a file; this file only puts them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from tapecheck.mentions import (
    amounts,
    assets,
    dates,
    figures,
    multiples,
    naming,
    numbers,
    people,
    quantities,
    quotations,
    venues,
    words,
)
from tapecheck.mentions.names.engines import NameEngine
from tapecheck.mentions.names.reading import worth_reading
from tapecheck.mentions.words import Words
from tapecheck.schema.article import Article
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Amount, Mention


class Found(NamedTuple):
    """The mentions in an article's content, the amounts that stand in its furniture and teasers, each by position, and its words."""

    mentions: tuple[Mention, ...]
    outside: tuple[Amount, ...]
    split: Words


def find(
    article: Article, sentences: Sequence[Span], engine: NameEngine | None = None, *, read_all: bool = False
) -> tuple[Mention, ...]:
    """All mentions in the article's content, by position; spans of different labels may overlap.

    ``engine`` reads the sentences that may hold a name (``read_all``: all); ``None``: names come from patterns and
    dictionaries alone.
    Nothing is found in furniture and teasers of other articles.
    """
    return find_everywhere(article, sentences, engine, read_all=read_all).mentions


def find_everywhere(
    article: Article, sentences: Sequence[Span], engine: NameEngine | None = None, *, read_all: bool = False
) -> Found:
    """What ``find`` gives, and beside it the amounts outside the content, for who has to account for every figure."""
    text = article.text
    named = assets.find(text)
    scanned = figures.scan(text)
    dated = dates.find(text, article.published_at)
    split = words.split(text)
    found: list[Mention] = [
        *amounts.find(text, figures=scanned),
        *multiples.find(text),
        *numbers.find(text, figures=scanned),
        *quantities.find(text, named, figures=scanned),
        *named,
        *dated,
        *_names(article, split, sentences, engine, None if read_all else [*named, *dated]),
        *quotations.find(text, article.blocks),
    ]
    inside = set(map(id, _in_content(article, found)))
    found.sort(key=lambda mention: (mention.start, mention.end, mention.label))
    return Found(
        tuple(mention for mention in found if id(mention) in inside),
        tuple(mention for mention in found if isinstance(mention, Amount) and id(mention) not in inside),
        split,
    )


def _names(
    article: Article,
    split: Words,
    sentences: Sequence[Span],
    engine: NameEngine | None,
    explained: Sequence[Span] | None,
) -> Sequence[Mention]:
    """``explained`` are the assets and dates, which are no names; ``None``: every sentence is read."""
    spoken = people.find(split)
    listed = venues.find(article.text)
    if engine is None:
        return [*spoken, *listed]
    content = list(_in_content(article, sentences))
    read = content if explained is None else worth_reading(article.text, content, explained)
    found = engine.find(article.text, [(span.start, span.end) for span in read])
    return naming.merge(split, found, spoken, listed, read)


SpanT = TypeVar("SpanT", bound=Span)


def _in_content(article: Article, mentions: Iterable[SpanT]) -> Iterable[SpanT]:
    covered = [(block.start, block.end) for block in article.blocks if block.is_content]
    ordered = sorted(mentions, key=lambda mention: mention.start)
    block = 0
    for mention in ordered:
        while block < len(covered) and covered[block][1] <= mention.start:
            block += 1
        if block < len(covered) and covered[block][0] <= mention.start:
            yield mention

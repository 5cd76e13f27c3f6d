"""Article + sentences → mentions, on our own offsets. One finder a file; this file only puts them together."""

from __future__ import annotations

from collections.abc import Iterable

from tapecheck.mentions import amounts, assets, dates, figures, numbers, people, quantities, quotations, venues
from tapecheck.schema.article import Article
from tapecheck.schema.mention import Mention


def find(article: Article) -> tuple[Mention, ...]:
    """All mentions in the article's content, by position; spans of different labels may overlap.

    Nothing is found in furniture and teasers of other articles.
    """
    text = article.text
    named = assets.find(text)
    scanned = figures.scan(text)
    found: list[Mention] = [
        *amounts.find(text, figures=scanned),
        *numbers.find(text, figures=scanned),
        *quantities.find(text, named, figures=scanned),
        *named,
        *dates.find(text, article.published_at),
        *venues.find(text),
        *people.find(text),
        *quotations.find(text, article.blocks),
    ]
    return tuple(sorted(_in_content(article, found), key=lambda mention: (mention.start, mention.end, mention.label)))


def _in_content(article: Article, mentions: Iterable[Mention]) -> Iterable[Mention]:
    covered = [(block.start, block.end) for block in article.blocks if block.is_content]
    ordered = sorted(mentions, key=lambda mention: mention.start)
    block = 0
    for mention in ordered:
        while block < len(covered) and covered[block][1] <= mention.start:
            block += 1
        if block < len(covered) and covered[block][0] <= mention.start:
            yield mention

"""Bylines and date lines as a reader sees them around the headline."""

from __future__ import annotations

from tapecheck.publishers.base import Metadata
from tapecheck.publishers.datelines import read_dateline
from tapecheck.publishers.wording import clean, names_of
from tapecheck.text.html import HtmlBlock, Page

_ABOVE, _BELOW = 6, 14
_AUTHORS = (
    'a[rel~="author"], [class*="byline" i] a[href*="author" i], [class*="author-name" i], [class*="authorName"], [class*="byline-name" i], '
    '[class*="byline" i] [class*="name" i]'
)
_MOST_NAMES = 6
_LONGEST_NAME = 60


def read_visible(page: Page, headline: HtmlBlock | None) -> Metadata:
    """What the lines around the headline say, and the links to authors; nothing where there is no headline."""
    if headline is None:
        return Metadata()
    at = page.blocks.index(headline)
    found = Metadata()
    for block in page.blocks[max(0, at - _ABOVE) : at + _BELOW]:
        line = read_dateline(block.words)
        if line is not None:
            found = found.over(
                Metadata(
                    authors=line.authors,
                    published_at=line.published_at,
                    published_at_zone_assumed=line.zone_assumed,
                    updated_at=line.updated_at,
                    updated_at_zone_assumed=line.updated_zone_assumed,
                )
            )
    names = [clean(page.words(node)) for node in page.tree.css(_AUTHORS)[:_MOST_NAMES]]
    return found.over(Metadata(authors=names_of(name for name in names if 0 < len(name) <= _LONGEST_NAME)))

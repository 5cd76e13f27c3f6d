"""A page, a feed's entry or a pasted text in, an ``Article`` out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from tapecheck.errors import ParseError
from tapecheck.publishers.base import Metadata, assemble
from tapecheck.publishers.feeds import is_feed
from tapecheck.publishers.metadata.wording import clean
from tapecheck.publishers.readers import read_feed, read_html, read_text
from tapecheck.schema.article import Article

__all__ = ["parse"]

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|div|p|h[1-6]|meta|script|section|main|table|ul|br)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_SNIFF_WITHIN = 5000


def parse(
    source: str,
    *,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published_at: datetime | None = None,
    article_id: str | None = None,
    media: Literal["text", "html"] | None = None,
    known: bool = True,
) -> Article:
    """The article in ``source``: pasted text or Markdown, an HTML page, or a feed of one entry.

    What the caller gives wins over what the page says. ``media=None``: HTML if it looks like it. ``known=False``: pages of
    known publishers are read by the general rules too. Offsets of ``source_map`` count in ``source``. Without ``article_id``
    the id is a hash of url and source.

    Raises:
        ParseError: there is no article in it; the message says what it is.

    >>> article = parse("Bitcoin climbs to $97,800\\n\\nBy Sam Sample\\n\\nBitcoin rose 3.5% on Wednesday.")
    >>> article.title, article.authors, article.body
    ('Bitcoin climbs to $97,800', ('Sam Sample',), 'Bitcoin rose 3.5% on Wednesday.')
    """
    given = Metadata(url=url, publisher=publisher, title=clean(title) if title else None, published_at=published_at)
    if media is None:
        media = "html" if looks_like_html(source) else "text"
    if media == "text":
        pieces, metadata = read_text(source, given)
    else:
        pieces, metadata = (read_feed if is_feed(source) else read_html)(source, given, known=known)
    if not pieces:
        raise ParseError("there is no text in the article")
    return assemble(source, pieces, metadata, article_id=article_id)


def looks_like_html(source: str) -> bool:
    """Whether the source is a page rather than a text.

    >>> looks_like_html("<p>Bitcoin rose.</p>"), looks_like_html("Bitcoin < $90,000 > ether")
    (True, False)
    """
    return len(_HTML.findall(source[:_SNIFF_WITHIN])) >= 2 or bool(
        re.match(r"\s{0,100}(?:<!|<\?xml|<[a-z])", source[:200], re.IGNORECASE)
    )

"""A feed (RSS, Atom) → one article for each entry, each with the entry's own XML as its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag

from tapecheck.corpus.reading.files import File, Item, Reading, rejected
from tapecheck.corpus.reading.pages import as_article, decoded, read_whole
from tapecheck.errors import DecodeError
from tapecheck.publishers.feeds import is_feed
from tapecheck.publishers.metadata.wording import clean
from tapecheck.publishers.sites import publisher_at
from tapecheck.schema.input import ArticleInput

MAX_FEED_BYTES = 32 * 1024 * 1024
"""The longest feed. Its characters have to be known before the first entry can be found, so it is held as a whole."""

_MARK = re.compile(r"<!--|<!\[CDATA\[|<(?P<closing>/?)(?P<name>item|entry)(?=[\s>])", re.IGNORECASE)
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_LONGEST_ID = 500


def read_feed(file: File, reading: Reading) -> Iterator[Item]:
    """The entries of a feed, in its order; a feed of one entry is an article as it stands, and so is what is no feed.

    An ``.xml`` file that is no feed holds no article: it is passed over, and rejected if it was named.
    """
    raw = read_whole(file, reading, longest=max(MAX_FEED_BYTES, reading.longest))
    try:
        source = decoded(raw, longest=max(MAX_FEED_BYTES, reading.longest))
    except DecodeError as error:
        yield rejected(file.name, error)
        return
    feed = is_feed(source)
    if not feed and file.name.lower().endswith(".xml"):
        if reading.by_name:
            yield rejected(file.name, "not a feed")
        return
    spans = entry_spans(source) if feed else []
    # What declares entities is refused as a whole, by the parser of feeds: its entries may mean anything.
    if len(spans) > 1 and not _DECLARES.search(source, 0, spans[0][0]):
        yield from _entries(source, spans, file.name, reading.longest)
    else:
        yield as_article(raw, file.name, "html", longest=reading.longest)


def entry_spans(source: str) -> list[tuple[int, int]]:
    """Where the entries stand, half-open, from ``<item`` or ``<entry`` to the end of its closing tag; one left open: to the end.

    >>> entry_spans("<rss><item>A</item><!-- <item> --><item>B")
    [(5, 19), (34, 41)]
    """
    spans: list[tuple[int, int]] = []
    at, start, opened = 0, -1, ""
    while mark := _MARK.search(source, at):
        at, name = mark.end(), mark["name"]
        if name is None:
            end = "-->" if mark[0] == "<!--" else "]]>"
            found = source.find(end, at)
            at = len(source) if found < 0 else found + len(end)
        elif start < 0 and not mark["closing"]:
            start, opened = mark.start(), name.lower()
        elif start >= 0 and mark["closing"] and name.lower() == opened:
            found = source.find(">", at)
            at = len(source) if found < 0 else found + 1
            spans.append((start, at))
            start = -1
    if start >= 0:
        spans.append((start, len(source)))
    return spans


def _entries(source: str, spans: list[tuple[int, int]], name: str, longest: int) -> Iterator[Item]:
    site = _said(_parts(source[: spans[0][0]]), "title")
    line, counted = 1, 0
    for number, (start, end) in enumerate(spans, start=1):
        line += source.count("\n", counted, start)
        counted = start
        if end - start > longest:
            yield rejected(name, f"longer than {longest:,} characters", line=line, part=f"{name}#{number}")
            continue
        parts = _parts(source[start:end])
        link = _link(parts)
        yield ArticleInput(
            id=_said(parts, "guid") or _said(parts, "id") or link or f"{name}#{number}",
            source=source[start:end],
            media="html",
            # The feed's name is the publisher's, where the entry's address does not say whose page it is.
            publisher=None if link and publisher_at(link) else site,
            path=name,
            line=line,
        )


def _parts(xml: str) -> list[Tag]:
    """What stands in a channel's head, or in an entry, whose end may be missing."""
    soup = BeautifulSoup(xml, "xml")
    found = soup.find(["item", "entry", "channel", "feed"])
    return list(found.find_all(recursive=False)) if isinstance(found, Tag) else []


def _said(parts: Iterable[Tag], name: str) -> str | None:
    """The text of the first element of that name."""
    texts = (clean(part.get_text()) for part in parts if part.name == name)
    return next((text for text in texts if 0 < len(text) <= _LONGEST_ID), None)


def _link(parts: Iterable[Tag]) -> str | None:
    """The address of the entry's page: the text of RSS's ``link``, or the ``href`` of Atom's that leads to the page itself."""
    for part in parts:
        if part.name == "link" and part.get("rel", "alternate") == "alternate":
            address = clean(part.get_text()) or str(part.get("href") or "").strip()
            if 0 < len(address) <= _LONGEST_ID:
                return address
    return None

"""The one entry of an RSS or Atom document: its content as a page, and what it says about itself."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning

from tapecheck.errors import ParseError
from tapecheck.publishers.base import Metadata
from tapecheck.publishers.metadata.instants import NO_INSTANT, Instant, read_instant
from tapecheck.publishers.metadata.wording import clean, is_address, names_of
from tapecheck.text.aligned import AlignedText
from tapecheck.text.normalize import decode_references

_FEED = re.compile(
    r"""
    \s{0,100} (?:<\?xml[^<>]{0,200}\?>\s{0,100})? (?:<!--[^<>]{0,500}-->\s{0,100})?
    (?:<!DOCTYPE[^<>\[]{0,300}(?:\[[^\]]{0,5000}\]\s{0,100})?>\s{0,100})?
    <(?:rss|feed|rdf:RDF|item|entry)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENTRY = re.compile(r"<(item|entry)(?=[\s>])", re.IGNORECASE)
# What may hold the article, the fullest first; Atom's content has attributes.
_CONTENT = {
    name: re.compile(rf"<{name}(?:\s[^<>]{{0,300}})?>")
    for name in ("content:encoded", "content", "description", "summary")
}
_CDATA_OPENS, _CDATA_CLOSES = "<![CDATA[", "]]>"
_LONGEST_HEAD = 20_000


def is_feed(source: str) -> bool:
    """Whether the source is an RSS or Atom document, or one entry of such.

    >>> is_feed('<?xml version="1.0"?><rss version="2.0"><channel>'), is_feed("<item><title>"), is_feed("<html>")
    (True, True, False)
    """
    return _FEED.match(source[:_LONGEST_HEAD]) is not None


def read_entry(source: str) -> tuple[AlignedText, Metadata]:
    """The content of the feed's entry, as HTML that knows where it stands, and the entry's metadata.

    Raises:
        ParseError: there is no entry, more than one, or one without content; or the document declares entities of its own.
    """
    if "<!ENTITY" in source or "<!DOCTYPE" in source[:_LONGEST_HEAD]:
        raise ParseError("a feed that declares a document type or entities is not read")
    entries = [match.start() for match in _ENTRY.finditer(_without_cdata(source))]
    if len(entries) != 1:
        raise ParseError(
            f"a feed of {len(entries)} entries: each article has to be an input of its own"
            if entries
            else "a feed without an entry"
        )
    content = _content(source, entries[0])
    if content is None:
        raise ParseError("the feed's entry has no content")
    said = _metadata(source[entries[0] :]).over(_of_feed(source[: entries[0]]))
    return _as_page(AlignedText.of(source)[slice(*content)].strip()), said


def _content(source: str, start: int) -> tuple[int, int] | None:
    """Where the fullest content of the entry at ``start`` stands, between its tags."""
    for name, opening in _CONTENT.items():
        opened = opening.search(source, start)
        end = source.find(f"</{name}>", opened.end()) if opened else -1
        if opened and end >= 0 and source[opened.end() : end].strip():
            return opened.end(), end
    return None


def _without_cdata(source: str) -> str:
    """The source with blanks in place of CDATA, which may hold what looks like an entry."""
    parts: list[str] = []
    at = 0
    while (opening := source.find(_CDATA_OPENS, at)) >= 0:
        closing = source.find(_CDATA_CLOSES, opening)
        end = len(source) if closing < 0 else closing
        parts += [source[at:opening], " " * (end - opening)]
        at = end
    return "".join([*parts, source[at:]])


def _as_page(content: AlignedText) -> AlignedText:
    """The HTML between the tags: in CDATA it stands as it is, else its own tags are written as references."""
    if content.text.startswith(_CDATA_OPENS) and content.text.endswith(_CDATA_CLOSES):
        return content[len(_CDATA_OPENS) : len(content) - len(_CDATA_CLOSES)]
    return decode_references(content)


def _of_feed(head: str) -> Metadata:
    """What a feed says of itself before its first entry: the name of the site, and the language."""
    soup = BeautifulSoup(head, "xml")
    title, language = soup.find("title"), soup.find("language")
    return Metadata(
        publisher=(clean(title.get_text()) or None) if isinstance(title, Tag) else None,
        language=(clean(language.get_text()) or None) if isinstance(language, Tag) else None,
    )


def _metadata(entry: str) -> Metadata:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        item = BeautifulSoup(entry, "xml").find(["item", "entry"])
    if not isinstance(item, Tag):
        return Metadata()
    published = _instant(item, "pubDate", "published", "date", "issued")
    updated = _instant(item, "updated", "modified")
    link = item.find("link")
    address = (link.get("href") or link.get_text(strip=True)) if isinstance(link, Tag) else ""
    authors = [author.find("name") or author for author in item.find_all(["creator", "author"], recursive=False)]
    return Metadata(
        canonical_url=address if isinstance(address, str) and is_address(address) else None,
        title=_text(item, "title"),
        authors=names_of(author.get_text(" ", strip=True) for author in authors if isinstance(author, Tag)),
        published_at=published.at,
        published_at_zone_assumed=published.assumed,
        updated_at=updated.at,
        updated_at_zone_assumed=updated.assumed,
        tags=tuple(
            clean(tag.get_text() or str(tag.get("term") or "")) for tag in item.find_all("category", recursive=False)
        ),
    )


def _text(item: Tag, *names: str) -> str | None:
    found = (item.find(name, recursive=False) for name in names)
    return next((clean(tag.get_text()) for tag in found if isinstance(tag, Tag) and tag.get_text(strip=True)), None)


def _instant(item: Tag, *names: str) -> Instant:
    return read_instant(_text(item, *names) or "") or NO_INSTANT

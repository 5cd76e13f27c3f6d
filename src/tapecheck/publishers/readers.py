"""A page, a feed's entry or a pasted text → its pieces, and what is known about the article from all that says it."""

from __future__ import annotations

from dataclasses import replace

from tapecheck.publishers.base import Metadata, Piece, Stated
from tapecheck.publishers.feeds import read_entry
from tapecheck.publishers.metadata.json_ld import read_article_body
from tapecheck.publishers.metadata.resolve import read_statements, resolve
from tapecheck.publishers.metadata.visible import read_visible, with_captions
from tapecheck.publishers.pages.generic import find_headline, read_generic
from tapecheck.publishers.pages.known import layout_of, read_known, read_shown
from tapecheck.publishers.pages.refusals import has_prose, refuse
from tapecheck.publishers.pages.told import read_told
from tapecheck.publishers.pasted.plain import read_lines, read_plain
from tapecheck.publishers.pasted.titles import same_title
from tapecheck.publishers.sites import publisher_at
from tapecheck.publishers.spec import Publisher
from tapecheck.schema.article import BlockKind, MetadataSource
from tapecheck.text.aligned import AlignedText
from tapecheck.text.html import read_page

Reading = tuple[list[Piece], Metadata]


def read_text(source: str, given: Metadata) -> Reading:
    """The pieces of a pasted text, and its metadata; what is given goes before what the text says."""
    pieces, visible = read_plain(source, Metadata(title=given.title))
    return pieces, resolve([Stated("caller", given), Stated("visible", visible)])


def read_feed(source: str, given: Metadata, *, known: bool = True) -> Reading:
    """The pieces of the article in a feed of one entry (RSS, Atom), and its metadata.

    Raises:
        ParseError: the feed has no entry or several, or the entry has no content.
    """
    content, said = read_entry(source)
    return _read(content, [Stated("caller", given), Stated("feed", said)], known=known)


def read_html(source: str, given: Metadata, *, known: bool = True) -> Reading:
    """The pieces of the article on the page, and its metadata; what is given goes before what the page says.

    ``known=False``: by the general rules, even where the publisher is known.

    Raises:
        ParseError: the page is no article, or more than a page can be.
    """
    return _read(AlignedText.of(source), [Stated("caller", given)], known=known)


def _read(source: AlignedText, stated: list[Stated], *, known: bool) -> Reading:
    page = read_page(source)
    stated = [*stated, *read_statements(page)]
    first = resolve(stated)
    publisher = _publisher(first) if known else None
    day = first.published_at.date() if first.published_at else None
    layout = layout_of(page, publisher, day) if publisher else None
    if layout is None:
        body = read_article_body(page)
        lines = read_generic(page, first.title, told=body)
        if body is not None and not has_prose(lines):
            lines = read_told(page) or lines
        refuse(page, lines, stated)
    else:
        lines = read_known(page, layout)
        stated.append(Stated("publisher", read_shown(page, layout)))
    pieces, found = read_lines(lines, Metadata(title=first.title))
    around = read_visible(page, find_headline(page, first.title))
    visible = replace(found.over(around), title=_shown(pieces, "title"), subtitle=_shown(pieces, "subtitle"))
    metadata = resolve([*stated, Stated("visible", visible)])
    captions = {" ".join(text.text.split()) for kind, text in pieces if kind == "caption"}
    metadata = replace(metadata, images=with_captions(page, metadata.images, captions, metadata.url))
    if publisher is not None and metadata.origins.get("publisher") != "caller":
        origins: dict[str, MetadataSource] = {**metadata.origins, "publisher": "publisher"}
        metadata = replace(metadata, publisher=publisher.name, origins=origins)
    return pieces, _with_headline(pieces, metadata)


def _publisher(metadata: Metadata) -> Publisher | None:
    return publisher_at(metadata.url) if metadata.url else None


def _shown(pieces: list[Piece], kind: BlockKind) -> str | None:
    return next((text.text for found, text in pieces if found == kind), None)


def _with_headline(pieces: list[Piece], metadata: Metadata) -> Metadata:
    """The title in the words of the page's headline, where the page's data give the same in other characters."""
    shown = _shown(pieces, "title")
    same = shown is not None and metadata.title is not None and same_title(shown, metadata.title)
    return replace(metadata, title=shown) if same and metadata.origins.get("title") != "caller" else metadata

"""A page → its pieces and what it says about itself, read by its publisher's layout or by the general rules."""

from __future__ import annotations

from dataclasses import replace

from tapecheck.publishers.base import Metadata, Piece, Stated
from tapecheck.publishers.generic import read_generic
from tapecheck.publishers.known import layout_of, read_known, read_shown
from tapecheck.publishers.metadata import read_statements, resolve
from tapecheck.publishers.plain import read_lines
from tapecheck.publishers.refusals import refuse
from tapecheck.publishers.sites import publisher_at
from tapecheck.publishers.spec import Publisher
from tapecheck.publishers.titles import same_title
from tapecheck.schema.article import BlockKind, MetadataSource
from tapecheck.text.html import read_page


def read_html(source: str, given: Metadata, *, known: bool = True) -> tuple[list[Piece], Metadata]:
    """The pieces of the article on the page, and its metadata; what is given goes before what the page says.

    ``known=False``: by the general rules, even where the publisher is known.

    Raises:
        ParseError: the page is no article, or more than a page can be.
    """
    page = read_page(source)
    stated = [Stated("caller", given), *read_statements(page)]
    first = resolve(stated)
    publisher = _publisher(first) if known else None
    day = first.published_at.date() if first.published_at else None
    layout = layout_of(page, publisher, day) if publisher else None
    if layout is None:
        lines = read_generic(page, first.title)
        refuse(page, lines, stated)
    else:
        lines = read_known(page, layout)
        stated.append(Stated("publisher", read_shown(page, layout)))
    pieces, visible = read_lines(lines, Metadata(title=first.title))
    metadata = resolve(
        [
            *stated,
            Stated("visible", replace(visible, title=_shown(pieces, "title"), subtitle=_shown(pieces, "subtitle"))),
        ]
    )
    if publisher is not None and given.publisher is None:
        origins: dict[str, MetadataSource] = {**metadata.origins, "publisher": "publisher"}
        metadata = replace(metadata, publisher=publisher.name, origins=origins)
    return pieces, metadata if given.title is not None else _with_headline(pieces, metadata)


def _publisher(metadata: Metadata) -> Publisher | None:
    return publisher_at(metadata.url) if metadata.url else None


def _shown(pieces: list[Piece], kind: BlockKind) -> str | None:
    return next((text.text for found, text in pieces if found == kind), None)


def _with_headline(pieces: list[Piece], metadata: Metadata) -> Metadata:
    """The title in the words of the page's headline, where the page's data give the same in other characters."""
    shown = _shown(pieces, "title")
    same = shown is not None and metadata.title is not None and same_title(shown, metadata.title)
    return replace(metadata, title=shown) if same else metadata

"""From pieces of known kind to an ``Article``: the last step of every publisher."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, NamedTuple

from tapecheck.publishers.pasted.signatures import signature
from tapecheck.schema.article import Article, Block, BlockKind, Conflict, Image, MetadataSource, Post
from tapecheck.text.aligned import AlignedText
from tapecheck.text.decode import source_sha256

BETWEEN_BLOCKS = "\n\n"
_BODY: frozenset[BlockKind] = frozenset({"key_point", "heading", "paragraph", "list_item", "quote", "post", "table"})
_ID_DIGITS = 16


class Piece(NamedTuple):
    """A block to be: its kind and its characters, with their places in the source."""

    kind: BlockKind
    text: AlignedText


@dataclass(frozen=True)
class Metadata:
    """What is known about an article beside its text; ``None`` and ``()`` where nothing says it.

    ``origins``: the source that each field was taken from; ``conflicts``: the sources that say otherwise.
    """

    FIELDS: ClassVar = (
        *("url", "canonical_url", "publisher", "title", "subtitle", "authors", "published_at", "updated_at"),
        *("language", "section", "tags", "images"),
    )

    url: str | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    published_at_zone_assumed: bool = False
    updated_at_zone_assumed: bool = False
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    origins: Mapping[str, MetadataSource] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """These data, with ``other``'s where these say nothing."""
        return replace(
            self,
            **{name: getattr(self, name) or getattr(other, name) for name in self.FIELDS},
            published_at_zone_assumed=(self if self.published_at else other).published_at_zone_assumed,
            updated_at_zone_assumed=(self if self.updated_at else other).updated_at_zone_assumed,
        )


class Stated(NamedTuple):
    """What one source says about the article."""

    source: MetadataSource
    said: Metadata


def assemble(source: str, pieces: Sequence[Piece], metadata: Metadata, *, article_id: str | None = None) -> Article:
    """The article made of ``pieces``, in order; empty ones are left out.

    Blocks stand in ``text`` with an empty line between two. ``body`` is the same without title, subtitle, captions,
    furniture and related. Without ``article_id`` the id is a hash of url and source.
    """
    kept = [Piece(kind, text.strip()) for kind, text in pieces]
    kept = [piece for piece in kept if len(piece.text)]
    aligned = AlignedText.join([piece.text for piece in kept], BETWEEN_BLOCKS)
    return Article(
        id=article_id if article_id is not None else default_id(source, metadata.url),
        url=metadata.url,
        publisher=metadata.publisher,
        title=metadata.title,
        subtitle=metadata.subtitle,
        authors=metadata.authors,
        published_at=metadata.published_at,
        canonical_url=metadata.canonical_url,
        updated_at=metadata.updated_at,
        published_at_zone_assumed=metadata.published_at_zone_assumed,
        updated_at_zone_assumed=metadata.updated_at_zone_assumed,
        language=metadata.language,
        section=metadata.section,
        tags=metadata.tags,
        images=metadata.images,
        metadata_from=dict(metadata.origins),
        conflicts=metadata.conflicts,
        text=aligned.text,
        body=BETWEEN_BLOCKS.join(piece.text.text for piece in kept if piece.kind in _BODY),
        source_sha256=source_sha256(source),
        blocks=tuple(_blocks(kept)),
        posts=tuple(_posts(kept)),
        source_map=aligned.source_map,
    )


def _posts(pieces: Sequence[Piece]) -> Iterator[Post]:
    """The posts among the pieces that are signed."""
    at = 0
    for kind, text in pieces:
        signed = signature(text.text) if kind == "post" else None
        if signed is not None:
            yield Post(start=at, end=at + len(text), author=signed.author, handle=signed.handle, posted_on=signed.day)
        at += len(text) + len(BETWEEN_BLOCKS)


def default_id(source: str, url: str | None) -> str:
    """The id of an article that has none: the first 16 hex digits of the sha256 of url and source."""
    digest = hashlib.sha256(f"{url or ''}\0{source}".encode("utf-8", errors="surrogatepass"))
    return digest.hexdigest()[:_ID_DIGITS]


def _blocks(pieces: Sequence[Piece]) -> Iterator[Block]:
    at = 0
    for kind, text in pieces:
        yield Block(kind=kind, start=at, end=at + len(text))
        at += len(text) + len(BETWEEN_BLOCKS)

"""The article: cleaned text in blocks of known kind, and its metadata."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from pydantic import Field

from tapecheck.schema.base import Data, Instant, Span
from tapecheck.schema.source_map import SourceMap

BlockKind = Literal[
    "title",
    "subtitle",
    "key_point",
    "heading",
    "paragraph",
    "list_item",
    "quote",
    "post",
    "caption",
    "table",
    "related",
    "furniture",
]
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)

NOT_CONTENT: frozenset[BlockKind] = frozenset({"related", "furniture"})
"""Kinds that are on the page but not in the article: no record comes from them."""


class Block(Span):
    """One block of ``Article.text`` ``[start, end)``; blocks are in order and never overlap."""

    kind: BlockKind

    @property
    def is_content(self) -> bool:
        """Whether the block belongs to the article itself."""
        return self.kind not in NOT_CONTENT


class Post(Span):
    """An embedded post, ``[start, end)`` of ``Article.text``, and what its signature says; ``posted_on``: a day, in no stated zone."""

    author: str
    handle: str
    posted_on: date | None = None


class Image(Data):
    """A picture of the article: its address, and the words under it (``None``: none)."""

    url: str
    caption: str | None = None


MetadataSource = Literal[
    "caller",
    "feed",
    "json_ld",
    "microdata",
    "open_graph",
    "meta",
    "publisher",
    "link",
    "time",
    "visible",
    "title_tag",
    "address",
]
METADATA_SOURCES: tuple[MetadataSource, ...] = get_args(MetadataSource)
"""Where a page says what it is, the one that is believed first first.

``publisher``: the selectors of a known site; ``visible``: headline, byline and date line as a reader sees them; ``address``: a day
in the address of the page.
"""


class Conflict(Data):
    """Two sources of an article's metadata that don't agree: what was taken and from where, and what the other says."""

    field: str
    chosen: str
    chosen_from: MetadataSource
    other: str
    other_from: MetadataSource


class Article(Data):
    """A cleaned article.

    ``text`` is the only thing the language code sees; every offset of a mention or record counts in it. ``source_map``
    leads from there to the decoded input. ``published_at`` is ``None`` when neither the caller nor the page gives it;
    ``published_at_zone_assumed`` says that the page gave a time without a zone, or a day without a time, and UTC was taken;
    ``updated_at_zone_assumed`` likewise. ``url`` is the caller's address, else ``canonical_url``, which the page gives itself.
    ``language`` is a BCP 47 tag as the page has it. ``metadata_from`` says which source each of these is from, ``conflicts``
    which other sources disagree.
    """

    id: str
    url: str | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published_at: Instant | None = None
    updated_at: Instant | None = None
    published_at_zone_assumed: bool = False
    updated_at_zone_assumed: bool = False
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    metadata_from: dict[str, MetadataSource] = Field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    text: str
    body: str
    source_sha256: str
    blocks: tuple[Block, ...]
    posts: tuple[Post, ...] = ()
    source_map: SourceMap = Field(default=SourceMap(), exclude=True, repr=False)

    def source_span(self, start: int, end: int) -> Span | None:
        """Source range of ``text[start:end]``; ``None`` where it can't be proved."""
        return self.source_map.to_source(start, end)

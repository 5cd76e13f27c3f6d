"""The article: cleaned text in blocks of known kind, and its metadata."""

from __future__ import annotations

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


class Article(Data):
    """A cleaned article.

    ``text`` is the only thing the language code sees; every offset of a mention or record counts in it. ``source_map``
    leads from there to the decoded input. ``published_at`` is ``None`` when neither the caller nor the page gives it;
    ``published_at_zone_assumed`` says that the page gave a time without a zone and UTC was taken.
    """

    id: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published_at: Instant | None = None
    updated_at: Instant | None = None
    published_at_zone_assumed: bool = False
    text: str
    body: str
    source_sha256: str
    blocks: tuple[Block, ...]
    source_map: SourceMap = Field(default=SourceMap(), exclude=True, repr=False)

    def source_span(self, start: int, end: int) -> Span | None:
        """Source range of ``text[start:end]``; ``None`` where it can't be proved."""
        return self.source_map.to_source(start, end)

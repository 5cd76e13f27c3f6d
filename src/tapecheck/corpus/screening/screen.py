"""What a worker finds out about an article for the run: its language and its signature."""

from __future__ import annotations

from base64 import b64decode, b64encode

from tapecheck.corpus.screening.language import language_of
from tapecheck.corpus.screening.signatures import signature as signature_of
from tapecheck.schema.article import Article, BlockKind
from tapecheck.schema.base import Data

_AROUND_BODY: frozenset[BlockKind] = frozenset({"title", "subtitle", "caption"})
"""What records come from and ``Article.body`` is without."""


class Screened(Data):
    """What was asked for. ``language``: ISO 639-1, ``None`` where it can't be told. ``signature``: base64, ``None``: too short."""

    language: str | None = None
    signature: str | None = None

    @property
    def signed(self) -> bytes | None:
        """The signature as bytes."""
        return None if self.signature is None else b64decode(self.signature, validate=True)


def screen(article: Article, *, language: bool, signature: bool) -> Screened:
    """The article's language and signature, both by its body; what is not asked for is ``None``.

    The figures of headline, deck and captions count in the signature too: records come from there as well.

    Raises:
        ConfigError: what it takes is not installed.
    """
    signed = signature_of(article.body, around=_around_body(article)) if signature else None
    return Screened(
        language=language_of(article.body) if language else None,
        signature=None if signed is None else b64encode(signed).decode("ascii"),
    )


def _around_body(article: Article) -> str:
    return "\n".join(article.text[block.start : block.end] for block in article.blocks if block.kind in _AROUND_BODY)

"""One file, one article: a page or a text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from tapecheck.corpus.reading.files import File, Item, Reading, rejected
from tapecheck.errors import ArticleError, DecodeError
from tapecheck.schema.input import ArticleInput, Media
from tapecheck.text.decode import decode


def read_page(file: File, reading: Reading) -> Iterator[Item]:
    """The one article of an HTML file."""
    yield as_article(read_whole(file, reading, longest=reading.longest), file.name, "html", longest=reading.longest)


def read_text(file: File, reading: Reading) -> Iterator[Item]:
    """The one article of a file of text or Markdown."""
    yield as_article(read_whole(file, reading, longest=reading.longest), file.name, "text", longest=reading.longest)


def read_whole(file: File, reading: Reading, *, longest: int) -> bytes:
    """The file's bytes, at most one more than ``longest``.

    Raises:
        OSError: it can't be read.
    """
    with file.open() as stream:
        raw = stream.read(longest + 1)
    reading.meter.add(len(raw))
    return raw


def as_article(raw: bytes, name: str, media: Media | None, *, longest: int) -> Item:
    """The article that the bytes are, or why they are none."""
    try:
        source = decoded(raw, longest=longest)
    except ArticleError as error:
        return rejected(name, error)
    return ArticleInput(id=name, source=source, media=media, path=name)


def decoded(raw: bytes, *, longest: int, charset: str | None = None) -> str:
    """The characters of an article's bytes; an unknown ``charset`` is as good as none.

    Raises:
        DecodeError: there are too many, none but blanks, or no characters.
    """
    if len(raw) > longest:
        raise DecodeError(f"longer than {longest:,} bytes")
    source = decode(raw, charset=charset if charset and _is_known(charset) else None)
    if not source.strip():
        raise DecodeError("empty")
    return source


def _is_known(charset: str) -> bool:
    try:
        codecs.lookup(charset)
    except (LookupError, ValueError):
        return False
    return True

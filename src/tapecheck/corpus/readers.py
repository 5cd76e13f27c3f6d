"""Files, folders and standard input → a stream of article inputs; what can't be read is in the stream as rejected.

Memory holds one article at a time, whatever the size of the corpus.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from tapecheck.corpus.jsonl import read_line
from tapecheck.corpus.raw_lines import SUFFIXES, RawLine, buffered, file_lines, is_packed_lines, stream_lines
from tapecheck.errors import ArticleError, ConfigError, DecodeError
from tapecheck.schema.input import ArticleInput, Media, RejectedInput
from tapecheck.text.decode import decode

MAX_ARTICLE_BYTES = 8 * 1024 * 1024
"""The longest file or JSON line that is taken for an article; a longer one is rejected, and the rest goes on."""

ARTICLE_SUFFIXES: dict[str, Media] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".rss", ".atom"), "html"),
    **dict.fromkeys((".txt", ".md"), "text"),
}
CORPUS_SUFFIXES = SUFFIXES
_WEB_ARCHIVES = (".warc", ".warc.gz")

Item = ArticleInput | RejectedInput


def read_inputs(inputs: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """The articles of all inputs, in order: files, folders (sorted, with subfolders; other files are passed over), ``"-"``.

    All paths are looked at before the first article is read. An article's id is its ``id`` field, or its path as given.

    Raises:
        ConfigError: a path does not exist or is of a kind that can't be read.
    """
    for given in inputs:
        if given != "-":
            _check(Path(given))
    return _read_all(inputs, stdin)


def _check(path: Path) -> None:
    if not path.exists():
        raise ConfigError(f"{path}: no such file or folder")
    if path.is_dir() or is_packed_lines(path) or path.suffix.lower() in ARTICLE_SUFFIXES:
        return
    if path.name.lower().endswith(_WEB_ARCHIVES):
        raise ConfigError(f"{path}: web archives (.warc) are not supported yet")
    supported = ", ".join([*ARTICLE_SUFFIXES, *CORPUS_SUFFIXES])
    raise ConfigError(f"{path}: not a kind of file that holds articles; these are: {supported}")


def _read_all(inputs: Sequence[str], stdin: BinaryIO | None) -> Iterator[Item]:
    for given in inputs:
        if given == "-":
            yield from _read_stdin(stdin or sys.stdin.buffer)
        else:
            yield from _read_path(Path(given))


def _read_path(path: Path) -> Iterator[Item]:
    if path.is_dir():
        for child in sorted(path.iterdir()):
            if child.is_dir() or is_packed_lines(child) or child.suffix.lower() in ARTICLE_SUFFIXES:
                yield from _read_path(child)
    elif is_packed_lines(path):
        yield from _articles(file_lines(path, longest=MAX_ARTICLE_BYTES))
    else:
        yield _read_article(path)


def _read_article(path: Path) -> Item:
    name = path.as_posix()
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_ARTICLE_BYTES + 1)
    except OSError as error:
        return RejectedInput(id=name, error="DecodeError", message=error.strerror or str(error), path=name)
    return _article(raw, name, ARTICLE_SUFFIXES[path.suffix.lower()])


def _article(raw: bytes, name: str, media: Media | None) -> Item:
    try:
        if len(raw) > MAX_ARTICLE_BYTES:
            raise DecodeError(f"longer than {MAX_ARTICLE_BYTES:,} bytes")
        source = decode(raw)
        if not source.strip():
            raise DecodeError("empty")
    except ArticleError as error:
        return RejectedInput(id=name, error=type(error).__name__, message=str(error), path=name)
    return ArticleInput(id=name, source=source, media=media, path=name)


def _read_stdin(stream: BinaryIO) -> Iterator[Item]:
    """Standard input is JSONL if its first line begins with ``{``, else one article."""
    buffer = buffered(stream)
    if buffer.peek(1).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _articles(stream_lines(buffer, "-", longest=MAX_ARTICLE_BYTES))
    else:
        yield _article(buffer.read(MAX_ARTICLE_BYTES + 1), "-", None)


def _articles(lines: Iterator[RawLine | RejectedInput]) -> Iterator[Item]:
    for line in lines:
        yield line if isinstance(line, RejectedInput) else read_line(line.raw, path=line.path, line=line.line)

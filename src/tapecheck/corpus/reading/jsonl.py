"""JSON lines → article inputs: one line, one article, or why it isn't one."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tapecheck.corpus.reading.files import File, Item, Reading
from tapecheck.corpus.reading.raw_lines import RawLine, stream_lines
from tapecheck.corpus.reading.rows import read_row
from tapecheck.corpus.reading.unpacking import unpacked
from tapecheck.errors import DecodeError
from tapecheck.schema.input import ArticleInput, RejectedInput

Row = dict[str, object]


def read_jsonl(file: File, reading: Reading) -> Iterator[Item]:
    """The articles of a file of JSON lines, packed or not."""
    with reading.meter.reading(file) as packed, unpacked(packed, file.name) as stream:
        yield from read_lines(stream_lines(stream, file.name, longest=reading.longest))


def read_lines(lines: Iterator[RawLine | RejectedInput]) -> Iterator[Item]:
    """The articles of JSON lines; a line that could not be read stays as it is."""
    for line in lines:
        yield line if isinstance(line, RejectedInput) else read_line(line.raw, path=line.path, line=line.line)


def read_line(raw: bytes, *, path: str, line: int) -> ArticleInput | RejectedInput:
    """The article of one line, as UTF-8 JSON: ``{"id", "text" or "html", "url"?, "title"?, "publisher"?, "published_at"?}``.

    Where both are given, ``text`` is taken. Other keys are ignored, a missing ``id`` becomes ``path:line``. A
    ``published_at`` without a zone is UTC.

    >>> read_line(b'{"id": "a", "text": "Bitcoin rose."}', path="in.jsonl", line=1).source
    'Bitcoin rose.'
    >>> read_line(b'{"id": "a"}', path="in.jsonl", line=2).message
    'neither "text" nor "html"'
    """
    try:
        row = _parse(raw)
    except DecodeError as error:
        name = f"{path}:{line}"
        return RejectedInput(id=name, error=type(error).__name__, message=str(error), path=path, line=line)
    return read_row(row, path=path, line=line)


def _parse(raw: bytes) -> Row:
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DecodeError(f"not UTF-8 text (byte {error.start + 1} of the line)") from None
    except json.JSONDecodeError as error:
        raise DecodeError(f"not JSON: {error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError) as error:
        raise DecodeError(f"not JSON that can be read: {error}") from None
    if not isinstance(row, dict):
        raise DecodeError("not a JSON object")
    return row

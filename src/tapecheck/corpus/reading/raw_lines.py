"""Lines of files that may be packed, one at a time and bounded in length; what can't be read is in the stream as rejected."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from tapecheck.corpus.reading.unpacking import BROKEN_STREAM, unpacked
from tapecheck.schema.input import RejectedInput


class RawLine(NamedTuple):
    """A line as it stands in its file, with its place; ``id`` names the place (``path:line``)."""

    id: str
    path: str
    line: int
    raw: bytes


def file_lines(path: Path, *, longest: int) -> Iterator[RawLine | RejectedInput]:
    """The lines of a file, unpacked if its name ends in ``.gz`` or ``.zst``; see ``stream_lines``."""
    name = path.as_posix()
    try:
        stream = path.open("rb")
    except OSError as error:
        yield RejectedInput(id=name, error="DecodeError", message=error.strerror or str(error), path=name)
        return
    with stream, unpacked(stream, name) as lines:
        yield from stream_lines(lines, name, longest=longest)


def stream_lines(stream: BinaryIO, name: str, *, longest: int) -> Iterator[RawLine | RejectedInput]:
    """The lines that are not blank; rejected: one of more than ``longest`` bytes, a stream that breaks off or is empty."""
    number, found = 0, False
    while True:
        number += 1
        try:
            raw = stream.readline(longest + 1)
            too_long = len(raw) > longest
            if too_long:
                skip_line(stream, raw, longest)
        except BROKEN_STREAM as error:
            yield _rejected(name, number, f"the file can't be read further: {error}")
            return
        if not raw:
            break
        if not raw.strip():
            continue
        found = True
        if too_long:
            yield _rejected(name, number, f"longer than {longest:,} bytes")
        else:
            yield RawLine(f"{name}:{number}", name, number, raw)
    if not found:
        yield RejectedInput(id=name, error="DecodeError", message="empty", path=name)


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """The stream with ``peek``."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))


def skip_line(stream: BinaryIO, raw: bytes, longest: int) -> None:
    """Reads on to the end of the line that ``raw`` is the beginning of."""
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(longest)


def _rejected(name: str, line: int, message: str) -> RejectedInput:
    return RejectedInput(id=f"{name}:{line}", error="DecodeError", message=message, path=name, line=line)

"""Lines → a file or standard output, as JSONL, one JSON array, or Parquet.

A file appears under its name only when it is complete: it is written beside it and renamed at the end.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from pydantic import BaseModel

from tapecheck.corpus.sinks.flat import write_parquet
from tapecheck.errors import ConfigError, ExportError

Format = Literal["jsonl", "json", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write(lines: Iterable[BaseModel], path: Path | None, format_: Format) -> None:
    """Write all lines to the file, or to standard output if there is no path. An old file of that name is replaced.

    Raises:
        ConfigError: Parquet without a file name.
        ExportError: the file can't be written, or Parquet's library is missing.
    """
    writer = _WRITERS[format_]
    if path is None:
        if format_ == "parquet":
            raise ConfigError("Parquet needs a file to write to: add -o NAME.parquet")
        writer(lines, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    with replacing(path) as stream:
        writer(lines, stream)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file when the block ends; if it ends with an error, nothing changes.

    What is no ordinary file (a pipe, a device) is written to directly.

    Raises:
        ExportError: the file can't be written.
    """
    special = path.exists() and not path.is_file()
    target = path if special else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with target.open("wb") as stream:
            yield stream
        if not special:
            target.replace(path)
    except OSError as error:
        raise ExportError(f"can't write {path}: {error.strerror or error}") from error
    finally:
        if not special:
            target.unlink(missing_ok=True)


def format_of(path: Path | None) -> Format:
    """The format that a file's name asks for: ``.json``, ``.parquet``, else (and for standard output) JSONL.

    >>> format_of(Path("out.parquet")), format_of(None)
    ('parquet', 'jsonl')
    """
    suffix = "" if path is None else path.suffix.lower()
    formats: dict[str, Format] = {".json": "json", ".parquet": "parquet"}
    return formats.get(suffix, "jsonl")


def _write_jsonl(lines: Iterable[BaseModel], stream: BinaryIO) -> None:
    for line in lines:
        stream.write(line.model_dump_json().encode() + b"\n")


def _write_json(lines: Iterable[BaseModel], stream: BinaryIO) -> None:
    before = b"[\n"
    for line in lines:
        stream.write(before + line.model_dump_json().encode())
        before = b",\n"
    stream.write(b"[]\n" if before == b"[\n" else b"\n]\n")


_WRITERS: dict[Format, Callable[[Iterable[BaseModel], BinaryIO], None]] = {
    "jsonl": _write_jsonl,
    "json": _write_json,
    "parquet": write_parquet,
}

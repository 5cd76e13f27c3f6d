"""Lines → a file, standard output or a database: JSONL, one JSON array, Parquet, a DuckDB file, PostgreSQL.

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

from tapecheck.corpus.sinks.database import is_duckdb, is_postgresql, load_results, opened
from tapecheck.corpus.sinks.flat import write_parquet
from tapecheck.errors import ConfigError, ExportError

Format = Literal["jsonl", "json", "parquet", "duckdb", "postgresql"]
FORMATS: tuple[Format, ...] = get_args(Format)
OF_RESULTS: frozenset[Format] = frozenset({"parquet", "duckdb", "postgresql"})
"""Formats of tables, which only the results of ``extract`` can be written in."""


def write(lines: Iterable[BaseModel], target: Path | str | None, format_: Format) -> None:
    """Write all lines to the file or database, or to standard output if there is no target or it is ``-``.

    An old file of that name is replaced; in PostgreSQL the articles that are there already are.

    Raises:
        ConfigError: a table without a file name, or an address that doesn't go with the format.
        ExportError: the target can't be written, or the library of the format is missing.
    """
    if target is not None and str(target) == "-":
        target = None
    if (target is not None and is_postgresql(str(target))) != (format_ == "postgresql"):
        raise ConfigError(
            "PostgreSQL needs an address (-o postgresql://…), and an address needs no --format: leave it out"
        )
    if format_ == "postgresql":
        with opened(str(target)) as database:
            load_results(lines, database)
    elif target is not None:
        _write_file(lines, Path(target), format_)
    elif format_ in OF_RESULTS:
        named = "Parquet" if format_ == "parquet" else "DuckDB"
        raise ConfigError(f"{named} needs a file to write to: add -o NAME.{format_}")
    else:
        _WRITERS[format_](lines, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _write_file(lines: Iterable[BaseModel], path: Path, format_: Format) -> None:
    if format_ == "duckdb":
        from tapecheck.corpus.sinks.duckdb_file import DuckDbFile

        with _beside(path) as part, DuckDbFile.opened(part) as database:
            load_results(lines, database)
        return
    with replacing(path) as stream:
        _WRITERS[format_](lines, stream)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file when the block ends; if it ends with an error, nothing changes.

    What is no ordinary file (a pipe, a device) is written to directly.

    Raises:
        ExportError: the file can't be written.
    """
    with _beside(path) as part, part.open("wb") as stream:
        yield stream


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A name for a file that takes the place of ``path`` when the block ends; if it ends with an error, nothing changes."""
    special = path.exists() and not path.is_file()
    part = path if special else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if not special:
            part.unlink(missing_ok=True)
        yield part
        if not special:
            part.replace(path)
    except OSError as error:
        fix = "" if path.parent.is_dir() else f"; make the folder {path.parent} first"
        raise ExportError(f"can't write {path}: {error.strerror or error}{fix}") from error
    finally:
        if not special:
            part.unlink(missing_ok=True)
            # What DuckDB leaves beside a file that it did not close in order.
            part.with_name(f"{part.name}.wal").unlink(missing_ok=True)


_TABLE, _PAGE = "tapecheck query FILE.jsonl 'FROM records'", "tapecheck report FILE.jsonl"
_ELSEWHERE = {".csv": _TABLE, ".html": _PAGE, ".htm": _PAGE}
"""Ending → the command that writes such a file from results."""


def format_of(target: Path | str | None) -> Format:
    """The format that a target's name asks for: ``.json``, ``.parquet``, ``.duckdb``, an address, else (and for standard output) JSONL.

    Raises:
        ConfigError: the name is that of a table or page, which JSON lines are not; the message says how to get one.

    >>> format_of(Path("out.parquet")), format_of("postgresql://localhost/news"), format_of(None)
    ('parquet', 'postgresql', 'jsonl')
    """
    if target is None:
        return "jsonl"
    if is_postgresql(str(target)):
        return "postgresql"
    if fix := _ELSEWHERE.get(Path(target).suffix.lower()):
        raise ConfigError(
            f"-o {target}: only .jsonl, .json, .parquet, .duckdb are written; write .jsonl, then: {fix} -o {target}"
        )
    formats: dict[str, Format] = {".json": "json", ".parquet": "parquet"}
    return "duckdb" if is_duckdb(str(target)) else formats.get(Path(target).suffix.lower(), "jsonl")


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

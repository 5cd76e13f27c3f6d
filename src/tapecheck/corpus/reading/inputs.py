"""Files, folders, patterns, addresses and standard input → a stream of articles; what can't be read is in it as rejected.

Memory holds one article at a time, whatever the size of the corpus.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tapecheck.corpus.reading.cloud import Cloud, is_address
from tapecheck.corpus.reading.columns import ColumnMap
from tapecheck.corpus.reading.files import MAX_ARTICLE_BYTES, File, Item, Reading, local_file, rejected
from tapecheck.corpus.reading.jsonl import read_lines
from tapecheck.corpus.reading.kinds import check_file, kind_of, read_file
from tapecheck.corpus.reading.meter import Meter
from tapecheck.corpus.reading.pages import as_article
from tapecheck.corpus.reading.raw_lines import buffered, stream_lines
from tapecheck.corpus.reading.walking import Disk, is_pattern, split_pattern, walk
from tapecheck.errors import ConfigError
from tapecheck.schema.input import RejectedInput

STDIN = "-"


def read_inputs(
    inputs: Sequence[str] | str,
    *,
    stdin: BinaryIO | None = None,
    columns: ColumnMap | None = None,
    meter: Meter | None = None,
) -> Iterator[Item]:
    """The articles of all inputs, in order: files, folders (sorted, with subfolders; other files are passed over), ``"-"``.

    A single string is one input. An input may be a pattern (``news/2026-*/**/*.html``; a file of that very name goes first) or an address
    (``s3://bucket/news/``). All inputs are looked at before the first article is read. An article's id is its ``id`` field, or
    its path as given. ``columns``: which columns of Parquet and CSV files are what; ``None``: those called like the fields.
    ``meter`` is told of the bytes read.

    Raises:
        ConfigError: a path does not exist or is of a kind that can't be read, a pattern matches nothing, a table that was
            named lacks a column, or a package is missing.
    """
    inputs = (inputs,) if isinstance(inputs, str) else inputs
    reading = Reading(columns or ColumnMap(), meter or Meter(), MAX_ARTICLE_BYTES)
    given = [_Input(path, reading) for path in inputs if path != STDIN]
    reading.meter.expect(lambda: None if STDIN in inputs else sum(one.size() for one in given))
    return _read_all(inputs, given, stdin, reading)


def _read_all(inputs: Sequence[str], given: list[_Input], stdin: BinaryIO | None, reading: Reading) -> Iterator[Item]:
    others = iter(given)
    for path in inputs:
        yield from _read_stdin(stdin or sys.stdin.buffer, reading) if path == STDIN else next(others).read()


class _Input:
    """One path, pattern or address as given, which was looked at and found readable."""

    def __init__(self, path: str, reading: Reading) -> None:
        self._reading = reading
        self._pattern: tuple[str, ...] | None = None
        self._only: File | None = None
        tree, kind = (Cloud(path), None) if is_address(path) else (Disk(), _kind(path))
        self._tree: Cloud | Disk = tree
        self._root = path if isinstance(tree, Cloud) else Path(path).as_posix()
        if isinstance(tree, Cloud):
            try:
                kind = tree.kind(path)
            except OSError as error:
                raise ConfigError(f"{path}: can't be reached: {' '.join(str(error).split())}") from error
        if kind == "file":
            self._only = tree.file(path) if isinstance(tree, Cloud) else local_file(path)
            check_file(self._only, reading)
        elif kind is None and is_pattern(path):
            self._root, self._pattern = split_pattern(path)
            if not any(isinstance(found, File) for found in self._found()):
                raise ConfigError(f"{path}: no file that holds articles matches")
        elif kind is None:
            raise ConfigError(f"{path}: no such file or folder")

    def read(self) -> Iterator[Item]:
        """The articles."""
        by_name = replace(self._reading, by_name=self._only is not None)
        for found in self._found():
            kind = None if isinstance(found, RejectedInput) else kind_of(found.name)
            if isinstance(found, RejectedInput):
                yield found
            elif kind is not None:
                yield from read_file(found, kind, by_name)

    def size(self) -> int:
        """The bytes of all its files."""
        return sum(_size(found) for found in self._found() if isinstance(found, File))

    def _found(self) -> Iterator[File | RejectedInput]:
        return walk(self._tree, self._root, self._pattern) if self._only is None else iter((self._only,))


def _kind(path: str) -> str | None:
    try:
        there, folder = Path(path).exists(), Path(path).is_dir()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    return None if not there else "folder" if folder else "file"


def _size(file: File) -> int:
    try:
        return file.size() or 0
    except OSError:
        return 0


def _read_stdin(stream: BinaryIO, reading: Reading) -> Iterator[Item]:
    """Standard input is JSONL if its first line begins with ``{``, else one article."""
    buffer = buffered(stream)
    try:
        if buffer.peek(1).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            yield from read_lines(stream_lines(buffer, STDIN, longest=reading.longest))
        else:
            yield as_article(buffer.read(reading.longest + 1), STDIN, None, longest=reading.longest)
    except OSError as error:
        yield rejected(STDIN, error)

"""CSV and TSV files → one article a row, with a column map; rows that can't be read are rejected one by one."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from tapecheck.corpus.reading.files import File, Item, Reading, rejected
from tapecheck.corpus.reading.raw_lines import skip_line
from tapecheck.corpus.reading.rows import read_row
from tapecheck.corpus.reading.unpacking import BROKEN_STREAM, unpacked
from tapecheck.errors import DecodeError

Row = dict[str, object]


def check_csv(file: File, reading: Reading) -> None:
    """Nothing comes out.

    Raises:
        ConfigError: the header lacks a column.
    """
    try:
        with file.open() as packed, unpacked(packed, file.name) as stream:
            _Table(stream, file.name, reading)
    except (*BROKEN_STREAM, DecodeError):
        return


def read_csv(file: File, reading: Reading) -> Iterator[Item]:
    """The articles of a table whose first row is the header, in UTF-8; an empty cell is as good as none.

    Cells may hold line breaks and quotation marks as RFC 4180 has them. Columns are parted by commas, in ``.tsv`` by tabs, and by
    semicolons where the header has semicolons and no comma. A row of more or fewer cells than the header is rejected: a comma
    that was not quoted has cut the text.

    Raises:
        ConfigError: the header lacks a column.
    """
    with reading.meter.reading(file) as packed, unpacked(packed, file.name) as stream:
        line = 1
        try:
            for line, row in _Table(stream, file.name, reading).rows():
                if isinstance(row, str):
                    yield rejected(file.name, row, line=line)
                else:
                    yield read_row(row, path=file.name, line=line)
        except BROKEN_STREAM as error:
            yield rejected(file.name, f"the file can't be read further: {error}", line=line)
        except DecodeError as error:
            yield rejected(file.name, error)


class _Table:
    """A table whose header has been read.

    Raises:
        DecodeError: there is no header that can be read.
        ConfigError: it lacks a column.
    """

    def __init__(self, stream: BinaryIO, name: str, reading: Reading) -> None:
        self._longest = reading.longest
        self._lines = _Lines(stream, reading.longest)
        first = self._lines.peek()
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise DecodeError("the table is in UTF-16: save it as UTF-8")
        semicolons = b";" in first and b"," not in first
        delimiter = "\t" if ".tsv" in name.lower()[-8:] else ";" if semicolons else ","
        self._reader = csv.reader(self._lines, delimiter=delimiter, strict=True)
        header = self._next_row()
        if header is None:
            raise DecodeError("empty")
        if isinstance(header, str):
            raise DecodeError(f"the header can't be read: {header}")
        self._width = len(header)
        self._places = reading.columns.resolve(header, name)

    def rows(self) -> Iterator[tuple[int, Row | str]]:
        """The rows as fields of an article, each with the line that it begins in, or why it can't be read."""
        while (cells := self._next_row()) is not None:
            line = self._lines.first
            if isinstance(cells, str):
                yield line, cells
            elif cells:
                yield line, self._row(cells)

    def _row(self, cells: list[str]) -> Row | str:
        if len(cells) != self._width:
            return f"{len(cells)} cells, but the header has {self._width}"
        return {field: cells[place] or None for field, place in self._places.items()}

    def _next_row(self) -> list[str] | str | None:
        """The next row's cells, or why it can't be read; ``None`` at the end."""
        self._lines.next_row()
        try:
            cells = _next(self._reader, self._longest)
        except StopIteration:
            return None
        except csv.Error as error:
            problem = f"not CSV: {error}"
        except _TooLong:
            problem = f"longer than {self._longest:,} bytes"
            if len(self._lines.row) > 1:
                problem += ", as nothing closes a quotation mark"
        else:
            return cells if self._lines.whole else "not UTF-8 text"
        self._lines.keep_first()
        return problem


def _next(reader: Iterator[list[str]], longest: int) -> list[str]:
    # The longest cell is one setting of the whole process: whoever else reads tables in it must not be told ours.
    before = csv.field_size_limit(longest)
    try:
        return next(reader)
    finally:
        csv.field_size_limit(before)


class _TooLong(Exception):
    pass


class _Lines:
    """The file's lines, and those of the row under way, which may have to be read anew. ``None``: a line that is too long."""

    def __init__(self, stream: BinaryIO, longest: int) -> None:
        self._stream = stream
        self._longest = longest
        self._again: deque[bytes | None] = deque()
        self._length = 0
        self.row: list[bytes | None] = []
        self.first = 1
        self.whole = True

    def peek(self) -> bytes:
        """The first line, without a byte order mark."""
        first = self._read()
        first = first and first.removeprefix(codecs.BOM_UTF8)
        self._again.append(first)
        return first or b""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._again.popleft() if self._again else self._read()
        if raw == b"":
            raise StopIteration
        self.row.append(raw)
        self._length += self._longest + 1 if raw is None else len(raw)
        if raw is None or self._length > self._longest:
            raise _TooLong
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self.whole = False
            return raw.decode(errors="replace")

    def next_row(self) -> None:
        """The lines so far are done with."""
        self.first += len(self.row)
        self.row, self._length, self.whole = [], 0, True

    def keep_first(self) -> None:
        """Only the first line is done with: a quotation mark in it that nothing closes must not take the others along."""
        self._again.extendleft(reversed(self.row[1:]))
        del self.row[1:]

    def _read(self) -> bytes | None:
        raw = self._stream.readline(self._longest + 1)
        if len(raw) <= self._longest:
            return raw
        skip_line(self._stream, raw, self._longest)
        return None

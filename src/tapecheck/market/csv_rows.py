"""The header of a CSV file, and its rows one by one with their line numbers."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO, AnyStr, NamedTuple

from tapecheck.market.sources.exchange import KLINE_COLUMNS, is_kline_name
from tapecheck.market.sources.layout import BadRow, Row

_DELIMITERS = (",", ";", "\t", "|")
_MOST_COLUMNS = 500
_LONGEST_HEADER = 64 * 1024
_LONGEST_LINE = 1 << 20


class Header(NamedTuple):
    """Column names, the delimiter, and how many lines come before the first row (0: the file names no columns)."""

    columns: tuple[str, ...]
    delimiter: str
    lines: int


def read_header(path: Path, name: str) -> Header:
    """The header of a CSV file that is called ``name``.

    Raises:
        ValueError: an empty file, or a header with an empty or a repeated name.
        UnicodeDecodeError: not UTF-8.
    """
    with path.open("rt", encoding="utf-8-sig", newline="") as file:
        first = file.readline(_LONGEST_HEADER)
        # CryptoDataDownload's first line is its address.
        lines = 2 if first.lower().startswith(("http://", "https://", "www.")) else 1
        line = first if lines == 1 else file.readline(_LONGEST_HEADER)
    delimiter = max(_DELIMITERS, key=line.count)
    cells = tuple(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), ()))
    if not any(cells):
        raise ValueError("the file is empty, or its first line is")
    # Binance's older public files have no header line.
    if is_kline_name(name) and cells[0].isdigit():
        if len(cells) != len(KLINE_COLUMNS):
            raise ValueError(f"line 1: {len(cells)} columns, a kline file has {len(KLINE_COLUMNS)}")
        return Header(KLINE_COLUMNS, delimiter, 0)
    return Header(checked(cells, f"line {lines}"), delimiter, lines)


def checked(cells: tuple[str, ...], place: str) -> tuple[str, ...]:
    """The cells of a header as column names; an empty first one is taken for the date.

    Raises:
        ValueError: too many columns; an empty, a repeated or an unprintable name.
    """
    names = (cells[0] or "Date", *cells[1:])
    if len(names) > _MOST_COLUMNS:
        raise ValueError(f"{place}: {len(names)} columns, more than {_MOST_COLUMNS}")
    if not all(name.isprintable() for name in names):
        raise ValueError(f"{place}: the header has a name with a line end or a control character")
    if not {"_row", "_bad"}.isdisjoint(name.casefold() for name in names):
        raise ValueError(f"{place}: a column may not be called _row or _bad")
    if "" in names or len({name.casefold() for name in names}) != len(names):
        raise ValueError(f"{place}: the header has an empty or a repeated column name: {', '.join(cells)[:200]}")
    return names


def number_lines(path: Path, header: Header, target: IO[bytes]) -> bool:
    """Whether each line is a row, because the file has no quotes; ``target`` then has the lines, before each its number and,
    if it has another length, what is wrong with it in the place of its cells.

    Raises:
        ValueError: a line that is too long.
    """
    mark, width = header.delimiter.encode(), len(header.columns)
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            if number <= header.lines:
                continue
            line = line.rstrip(b"\r\n") if number > 1 else line.rstrip(b"\r\n").removeprefix(codecs.BOM_UTF8)
            if b'"' in line or b"\r" in line:
                return False
            found = line.count(mark) + 1
            if found == width:
                target.write(b"%d%s%s%s\n" % (number, mark, mark, line))
            elif line.strip(mark + b" \t"):
                cause = f"{found} columns rather than {width}".encode()
                target.write(b"%d%s%s%s\n" % (number, mark, cause, mark * width))
    return True


def rows(path: Path, header: Header) -> Iterator[tuple[int, Row]]:
    """Line number and cells of each row; blank lines are passed over, a row of another length is bad.

    Raises:
        csv.Error: quotes that never close.
        ValueError: a line that is too long.
        UnicodeDecodeError: not UTF-8.
    """
    width = len(header.columns)
    with path.open("rt", encoding="utf-8-sig", newline="") as file:
        for _ in range(header.lines):
            file.readline()
        reader = csv.reader(_lines(file), delimiter=header.delimiter)
        line = header.lines + 1
        for cells in reader:
            if len(cells) == width:
                yield line, [cell.strip() or None for cell in cells]
            elif any(cell.strip() for cell in cells):
                yield line, BadRow(f"{len(cells)} columns rather than {width}")
            line = header.lines + reader.line_num + 1


def _lines(file: IO[AnyStr]) -> Iterator[AnyStr]:
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise ValueError(f"a line is longer than {_LONGEST_LINE:,} characters")
        yield line

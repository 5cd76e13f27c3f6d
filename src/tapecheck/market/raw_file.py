"""A CSV or Parquet file as a table of text cells with row numbers, ready to be read by a layout."""

from __future__ import annotations

import csv
import gzip
import hashlib
from pathlib import Path
from typing import NamedTuple

import duckdb

from tapecheck.errors import MarketDataError
from tapecheck.market.sources.exchange import KLINE_COLUMNS, is_kline_name

_CSV_SUFFIXES = (".csv", ".csv.gz")
_CHUNK = 1 << 20


class RawFile(NamedTuple):
    """A file to import. ``first_line``: the line number of its first row in an editor (1 for Parquet, which has no header)."""

    path: Path
    sha256: str
    columns: tuple[str, ...]
    first_line: int

    def place(self, row: int) -> str:
        """File and row in words; ``row`` counts from 1."""
        unit = "row" if self.path.suffix == ".parquet" else "line"
        return f"{self.path}: {unit} {row - 1 + self.first_line}"


def open_raw(connection: duckdb.DuckDBPyConnection, path: Path) -> RawFile:
    """The file's hash and columns; its cells as text in the temporary table ``raw``, numbered from 1 in ``_row``.

    Raises:
        MarketDataError: missing, neither CSV nor Parquet, empty, or unreadable.
    """
    if not path.is_file():
        raise MarketDataError(f"{path}: no such file")
    try:
        if path.suffix == ".parquet":
            return _open_parquet(connection, path)
        if path.name.endswith(_CSV_SUFFIXES):
            return _open_csv(connection, path)
    except duckdb.Error as error:
        raise MarketDataError(f"{path}: can't be read: {_first_line(error)}") from error
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise MarketDataError(f"{path}: can't be read: {error}") from error
    raise MarketDataError(f"{path}: not a .csv, .csv.gz or .parquet file")


def _open_parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> RawFile:
    rows = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    columns = tuple(row[0] for row in rows)
    cells = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT file_row_number + 1 AS _row, {cells} "  # noqa: S608
        "FROM read_parquet(?, file_row_number = true)",
        [str(path)],
    )
    return RawFile(path, _sha256(path), columns, first_line=1)


def _open_csv(connection: duckdb.DuckDBPyConnection, path: Path) -> RawFile:
    columns, has_header = _csv_header(path)
    types = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in columns)
    cells = ", ".join(f"nullif(trim({quoted(name)}), '') AS {quoted(name)}" for name in columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT row_number() OVER () AS _row, {cells} "  # noqa: S608
        f"FROM read_csv(?, auto_detect = false, delim = ',', quote = '\"', escape = '\"', header = {has_header}, "
        f"columns = {{{types}}})",
        [str(path)],
    )
    return RawFile(path, _sha256(path), columns, first_line=2 if has_header else 1)


def _csv_header(path: Path) -> tuple[tuple[str, ...], bool]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
        cells = tuple(cell.strip() for cell in next(csv.reader(lines), ()))
    if not any(cells):
        raise MarketDataError(f"{path}: the file is empty, or its first line is")
    # Binance's older public files have no header line.
    if is_kline_name(path.name) and cells[0].isdigit():
        if len(cells) != len(KLINE_COLUMNS):
            raise MarketDataError(f"{path}: line 1: {len(cells)} columns, a kline file has {len(KLINE_COLUMNS)}")
        return KLINE_COLUMNS, False
    if "" in cells or len({cell.casefold() for cell in cells}) != len(cells):
        raise MarketDataError(f"{path}: line 1: the header has an empty or a repeated column name: {', '.join(cells)}")
    return cells, True


def quoted(name: str) -> str:
    """A column name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as data:
        while chunk := data.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]

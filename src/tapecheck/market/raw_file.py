"""A market data file as a table of text cells with row numbers, ready to be read by a layout."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np

from tapecheck.errors import MarketDataError
from tapecheck.market import csv_rows, documents
from tapecheck.market.sources.cells import printable
from tapecheck.market.sources.layout import BadRow, FileFacts, Flattened, Row, Shape, Told
from tapecheck.market.sources.names import told_by_name
from tapecheck.market.sources.sql import literal, quoted
from tapecheck.market.unpacked import Unpacked, unpacked

_CSV_SUFFIXES = (".csv", ".csv.gz", ".zip")
_KNOWN = ".csv, .csv.gz, .zip, .parquet, .json or .html"
_AT_ONCE = 20_000


class Numbering(NamedTuple):
    """From row ``first`` on, a row is called ``place`` with its number counted from ``base``."""

    first: int
    place: str
    base: int


class RawFile(NamedTuple):
    """A file to import; its cells lie in the temporary table ``raw``."""

    path: Path
    sha256: str
    facts: FileFacts
    numbering: tuple[Numbering, ...]

    def place(self, row: int) -> str:
        """File and row in words."""
        part = max((part for part in self.numbering if part.first <= row), key=lambda part: part.first)
        return f"{self.path}: {part.place.format(row - part.first + part.base)}"


def open_raw(connection: duckdb.DuckDBPyConnection, path: Path, told: Told) -> RawFile:
    """The file's hash and columns; its cells as text in the temporary table ``raw``, their number in ``_row``.

    A row without cells has the reason in ``_bad``. ``told`` goes before what the file's name tells, and must not
    contradict what the document says.

    Raises:
        MarketDataError: missing, of no known format, empty, or unreadable.
    """
    if not path.is_file():
        raise MarketDataError(f"{path}: no such file")
    suffix = path.suffix.lower()
    try:
        with unpacked(path) as plain:
            if suffix == ".parquet":
                return _open_parquet(connection, path, plain, told)
            if path.name.lower().endswith(_CSV_SUFFIXES):
                return _open_csv(connection, path, plain, told)
            if suffix == ".json":
                return _open_document(connection, path, plain, told, documents.read_json(path))
            if suffix in (".html", ".htm"):
                return _open_document(connection, path, plain, told, documents.read_html(path))
    except duckdb.Error as error:
        raise MarketDataError(f"{path}: can't be read: {_first_line(error)}") from error
    except UnicodeDecodeError as error:
        raise MarketDataError(f"{path}: can't be read: not UTF-8 at byte {error.start}") from error
    except (OSError, csv.Error) as error:
        raise MarketDataError(f"{path}: can't be read: {error}") from error
    except ValueError as error:
        raise MarketDataError(f"{path}: {printable(str(error))}") from error
    raise MarketDataError(f"{path}: not a {_KNOWN} file")


def _open_parquet(connection: duckdb.DuckDBPyConnection, path: Path, plain: Unpacked, told: Told) -> RawFile:
    rows = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    columns = csv_rows.checked(tuple(row[0] for row in rows), "the file")
    cells = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT file_row_number + 1 AS _row, NULL::VARCHAR AS _bad, {cells} "  # noqa: S608
        "FROM read_parquet(?, file_row_number = true)",
        [str(path)],
    )
    return RawFile(path, plain.sha256, _facts(path, plain.name, columns, told), (Numbering(1, "row {}", 1),))


def _open_csv(connection: duckdb.DuckDBPyConnection, path: Path, plain: Unpacked, told: Told) -> RawFile:
    header = csv_rows.read_header(plain.path, plain.name)
    if not _read_quickly(connection, plain, header) and not _read_numbered(connection, plain.path, header):
        _fill(connection, header.columns, csv_rows.rows(plain.path, header))
    facts = _facts(path, plain.name, header.columns, told, has_header=header.lines > 0)
    return RawFile(path, plain.sha256, facts, (Numbering(0, _inside(path, plain) + "line {}", 0),))


def _inside(path: Path, plain: Unpacked) -> str:
    return f"{printable(plain.name)}: ".replace("{", "{{").replace("}", "}}") if path.suffix.lower() == ".zip" else ""


def _read_quickly(connection: duckdb.DuckDBPyConnection, plain: Unpacked, header: csv_rows.Header) -> bool:
    """Whether DuckDB could read the whole file, each line a row, so that a row's number tells its line.

    It reads ten times as fast as Python does, but gives no line numbers, and no rows at all where one line is odd.
    """
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header.columns)
    cells = ", ".join(f"nullif(trim({quoted(name)}), '') AS {quoted(name)}" for name in header.columns)
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE raw AS SELECT row_number() OVER () + {header.lines} AS _row, "  # noqa: S608
            f"NULL::VARCHAR AS _bad, {cells} FROM read_csv(?, auto_detect = false, delim = {literal(header.delimiter)}, "
            f"quote = '\"', escape = '\"', header = false, skip = {header.lines}, columns = {{{types}}})",
            [str(plain.path)],
        )
    except duckdb.Error:
        return False
    row = connection.execute("SELECT count(*) FROM raw").fetchone()
    assert row is not None
    # The last line may lack its line end.
    return row[0] - (plain.lines - header.lines) in (0, 1)


def _read_numbered(connection: duckdb.DuckDBPyConnection, path: Path, header: csv_rows.Header) -> bool:
    """Whether the file could be read once its lines are numbered, those of a wrong length set apart: odd lines in a long
    file should not make it a slow one.
    """
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in ("_row", "_bad", *header.columns))
    cells = ", ".join(f"nullif(trim({quoted(name)}), '') AS {quoted(name)}" for name in ("_bad", *header.columns))
    with tempfile.TemporaryDirectory(prefix="tapecheck-") as folder:
        numbered = Path(folder) / "numbered.csv"
        with numbered.open("wb") as target:
            if not csv_rows.number_lines(path, header, target):
                return False
        try:
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE raw AS SELECT CAST(_row AS BIGINT) AS _row, {cells} FROM read_csv(?, "  # noqa: S608
                f"auto_detect = false, delim = {literal(header.delimiter)}, header = false, columns = {{{types}}})",
                [str(numbered)],
            )
        except duckdb.Error:
            return False
    return True


def _open_document(
    connection: duckdb.DuckDBPyConnection, path: Path, plain: Unpacked, told: Told, found: Flattened
) -> RawFile:
    for name in ("symbol", "venue", "timeframe"):
        said, option = getattr(found.told, name), getattr(told, name)
        if said and option and said != option:
            raise ValueError(f"says {name} {said[:40]}, --{name} says {option}")
    numbering: list[Numbering] = []
    _fill(connection, found.columns, _numbered(found, numbering))
    facts = _facts(path, path.name, found.columns, found.told.or_else(told), shape=found.shape)
    return RawFile(path, plain.sha256, facts, tuple(numbering))


def _numbered(found: Flattened, numbering: list[Numbering]) -> Iterator[tuple[int, Row]]:
    number = 1
    for section in found.sections:
        numbering.append(Numbering(number, section.place, 0))
        for row in section.rows:
            if row:
                yield number, row
            number += 1


def _fill(connection: duckdb.DuckDBPyConnection, columns: tuple[str, ...], rows: Iterable[tuple[int, Row]]) -> None:
    """Rows from Python into the table ``raw``, some thousand at a time."""
    names = ", ".join(f"{quoted(name)} VARCHAR" for name in columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE raw (_row BIGINT, _bad VARCHAR, {names})")
    left, empty = iter(rows), [None] * len(columns)
    while part := list(islice(left, _AT_ONCE)):
        whole = [
            (number, row.cause, *empty) if isinstance(row, BadRow) else (number, None, *row) for number, row in part
        ]
        arrays = {f"c{at}": _array(values) for at, values in enumerate(zip(*whole, strict=True))}
        connection.register("part", arrays)
        connection.execute("INSERT INTO raw SELECT * FROM part")
        connection.unregister("part")


def _array(values: tuple[object, ...]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _facts(
    path: Path,
    name: str,
    columns: tuple[str, ...],
    told: Told,
    *,
    shape: Shape = "table",
    has_header: bool = True,
) -> FileFacts:
    return FileFacts(
        name=name,
        columns=columns,
        told=told.or_else(told_by_name(name)).or_else(told_by_name(path.name)),
        shape=shape,
        folder=path.absolute().parent.as_posix().lower(),
        has_header=has_header,
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]

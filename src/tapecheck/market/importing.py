"""Import of market data files: detect the layout, check every row, merge with what is there, report what happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from tapecheck.errors import MarketDataError
from tapecheck.market.raw_file import RawFile, open_raw
from tapecheck.market.sources import detect
from tapecheck.market.sources.cells import printable
from tapecheck.market.sources.column_map import ColumnMap
from tapecheck.market.sources.layout import NOTHING, Extract, FileFacts, Layout, Told
from tapecheck.market.staging import stage
from tapecheck.market.tables import TIME_COLUMN, Table

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. ``rows_read`` counts rows of the file; the other counts are rows of the store (one row of a
    wide file can be several there). ``conflicts`` differ from what an earlier file said and were left out (or, with
    ``replace``, put in its place); ``examples`` tells the first five. ``bad`` counts rows of the file that were left
    out, wholly or in part, because something in them is wrong; ``bad_examples`` tells the first five, with their place.
    Times: first and last moment of what was taken, UTC.
    """

    name: str
    sha256: str
    layout: str
    rows_read: int
    new: int
    unchanged: int
    conflicts: int
    first: datetime
    last: datetime
    examples: tuple[str, ...] = ()
    bad: int = 0
    bad_examples: tuple[str, ...] = ()
    already_imported: bool = False


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import. ``replace``: where a file differs from what is stored, take the file's; ``strict``: a bad row is an
    error and nothing of its file is taken; ``told``: what a file doesn't say of itself; ``columns``: how to read a file
    that is in none of the known layouts.
    """

    replace: bool = False
    strict: bool = False
    told: Told = NOTHING
    columns: ColumnMap | None = None


@dataclass(slots=True)
class _Counts:
    new: int = 0
    unchanged: int = 0
    conflicts: int = 0
    first: datetime | None = None
    last: datetime | None = None
    examples: tuple[str, ...] = ()


def import_into(connection: duckdb.DuckDBPyConnection, path: Path, options: ImportOptions) -> ImportReport:
    """Report of importing one file into an open, writable store; on an error nothing of it is stored.

    The same content twice changes nothing. Rows that overlap with an earlier file merge; where the two differ the
    earlier stays, unless ``replace`` is set. Bad rows are left out and counted, unless ``strict`` is set.

    Raises:
        MarketDataError: unknown layout, a file without rows, without a good row, or, with ``strict``, with a bad one.
    """
    try:
        # Before the transaction, because a line that DuckDB can't read would end it.
        file = open_raw(connection, path, options.told)
        connection.execute("BEGIN")
        try:
            report = _import(connection, file, options)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    finally:
        for table in ("raw", "stage", "bad", "twice", "torn"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
    return report


def _import(connection: duckdb.DuckDBPyConnection, file: RawFile, options: ImportOptions) -> ImportReport:
    path = file.path
    layout = _layout(file, options.columns)
    rows_read = _scalar(connection, "SELECT count(*) FROM raw")
    if rows_read == 0:
        raise MarketDataError(f"{path}: no rows")
    known = connection.execute("SELECT id FROM datasets WHERE sha256 = ?", [file.sha256]).fetchone()
    dataset = known[0] if known else _scalar(connection, "SELECT coalesce(max(id), 0) + 1 FROM datasets")
    counts = _Counts()
    connection.execute("CREATE OR REPLACE TEMP TABLE bad AS SELECT _row, _bad AS cause FROM raw WHERE _bad IS NOT NULL")
    for extract in _extracts(layout, file.facts, path):
        table = stage(connection, extract)
        _merge(connection, table, dataset, options.replace, counts)
    bad, examples = _bad_rows(connection, file)
    if bad and (options.strict or counts.first is None):
        raise MarketDataError(examples[0] + (f" (and {bad - 1:,} more bad rows)" if bad > 1 else ""))
    if counts.first is None or counts.last is None:
        raise MarketDataError(f"{path}: no row has a value")
    if not known:
        about = [dataset, file.sha256, path.name, layout.source, layout.name, file.facts.timeframe]
        connection.execute(
            "INSERT INTO datasets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*about, rows_read, counts.first, counts.last],
        )
    report = _report(file, layout, rows_read, counts, already_imported=known is not None)
    return replace(report, bad=bad, bad_examples=examples)


def _layout(file: RawFile, columns: ColumnMap | None) -> Layout:
    if columns is None:
        return detect(file.facts)
    have = {name.casefold() for name in file.facts.columns}
    missing = [name for name in columns.layout.columns if name.casefold() not in have]
    if missing:
        found = ", ".join(file.facts.columns)[:500]
        raise MarketDataError(f"{file.path}: --columns names {missing[0]!r}, which it lacks; columns found: {found}")
    return columns.layout


def _bad_rows(connection: duckdb.DuckDBPyConnection, file: RawFile) -> tuple[int, tuple[str, ...]]:
    """How many rows of the file are bad, and the first of them in words."""
    first = connection.execute(
        f"SELECT _row, first(cause) FROM bad GROUP BY _row ORDER BY _row LIMIT {_SHOWN}"  # noqa: S608
    ).fetchall()
    count = _scalar(connection, "SELECT count(DISTINCT _row) FROM bad")
    return count, tuple(f"{file.place(row)}: {printable(cause)}" for row, cause in first)


def _extracts(layout: Layout, facts: FileFacts, path: Path) -> tuple[Extract, ...]:
    try:
        return layout.extracts(facts)
    except ValueError as error:
        raise MarketDataError(f"{path}: layout {layout.name}: {printable(str(error))}") from error


def _report(file: RawFile, layout: Layout, rows: int, counts: _Counts, *, already_imported: bool) -> ImportReport:
    assert counts.first is not None
    assert counts.last is not None
    return ImportReport(
        name=file.path.name,
        sha256=file.sha256,
        layout=layout.name,
        rows_read=rows,
        new=counts.new,
        unchanged=counts.unchanged,
        conflicts=counts.conflicts,
        first=counts.first.replace(tzinfo=UTC),
        last=counts.last.replace(tzinfo=UTC),
        examples=counts.examples[:_SHOWN],
        already_imported=already_imported,
    )


def _merge(connection: duckdb.DuckDBPyConnection, table: Table, dataset: int, replacing: bool, counts: _Counts) -> None:
    when, keys = TIME_COLUMN[table.name], " AND ".join(f"s.{key} = t.{key}" for key in table.keys)
    differs = " OR ".join(f"s.{value} IS DISTINCT FROM t.{value}" for value in table.values)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE merge AS SELECT s.*, t.dataset AS old, "  # noqa: S608
        f"t.dataset IS NOT NULL AND ({differs}) AS conflict "
        f"FROM stage s LEFT JOIN {table.name} t ON {keys}"
    )
    new, unchanged, conflicts, first, last = _row(
        connection,
        "SELECT count(*) FILTER (old IS NULL), count(*) FILTER (old IS NOT NULL AND NOT conflict), "  # noqa: S608
        f"count(*) FILTER (conflict), min({when}), max({when}) FROM merge",
    )
    counts.new += new
    counts.unchanged += unchanged
    counts.conflicts += conflicts
    counts.first = min(filter(None, (counts.first, first)), default=None)
    counts.last = max(filter(None, (counts.last, last)), default=None)
    if conflicts:
        counts.examples += _examples(connection, table, keys)
        if replacing:
            connection.execute(f"DELETE FROM {table.name} t USING merge s WHERE s.conflict AND {keys}")  # noqa: S608
    kept = "old IS NULL OR conflict" if replacing else "old IS NULL"
    columns = ", ".join(table.columns)
    connection.execute(
        f"INSERT INTO {table.name} ({columns}, dataset) SELECT {columns}, {dataset} FROM merge "  # noqa: S608
        f"WHERE {kept} ORDER BY {table.order}"
    )
    connection.execute("DROP TABLE merge")


def _examples(connection: duckdb.DuckDBPyConnection, table: Table, keys: str) -> tuple[str, ...]:
    names = [key for key in table.keys if key != TIME_COLUMN[table.name]]
    label = " || ' ' || ".join([*(f"s.{name}" for name in names), f"CAST(s.{TIME_COLUMN[table.name]} AS VARCHAR)"])
    parts = ", ".join(
        f"CASE WHEN s.{v} IS DISTINCT FROM t.{v} THEN '{v} ' || {_shown('t', v)} || ' is now ' || {_shown('s', v)} END"
        for v in table.values
    )
    rows = connection.execute(
        f"SELECT {label} || ': ' || concat_ws(', ', {parts}) FROM merge s JOIN {table.name} t ON {keys} "  # noqa: S608
        f"WHERE s.conflict ORDER BY s._row LIMIT {_SHOWN}"
    ).fetchall()
    return tuple(row[0] for row in rows)


def _shown(alias: str, value: str) -> str:
    # Trailing zeros of the stored scale say nothing to a reader.
    return rf"coalesce(regexp_replace(CAST({alias}.{value} AS VARCHAR), '(\.\d*?)0+$', '\1'), 'nothing')"


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, int, int, datetime | None, datetime | None]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0], row[1], row[2], row[3], row[4]


def _scalar(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])

"""From text cells to typed rows: one temporary table per extract, checked row by row before anything is stored."""

from __future__ import annotations

import duckdb

from tapecheck.errors import MarketDataError
from tapecheck.market.raw_file import RawFile, quoted
from tapecheck.market.sources.layout import Column, Extract
from tapecheck.market.tables import NUMBER, TABLES, TIME_COLUMN, Table
from tapecheck.market.timeframes import TIMEFRAMES, seconds

# Digits alone are seconds, milliseconds or microseconds since 1970, told apart by their number (until the year 2286).
_TIME_SQL = (
    "CASE WHEN regexp_full_match({0}, '[0-9]{{9,10}}') THEN make_timestamp(CAST({0} AS BIGINT) * 1000000)"
    " WHEN regexp_full_match({0}, '[0-9]{{12,13}}') THEN make_timestamp(CAST({0} AS BIGINT) * 1000)"
    " WHEN regexp_full_match({0}, '[0-9]{{15,16}}') THEN make_timestamp(CAST({0} AS BIGINT))"
    " ELSE make_timestamp(epoch_us(TRY_CAST({0} AS TIMESTAMPTZ))) END"
)
_LENGTHS = " ".join(f"WHEN '{name}' THEN {seconds(name)}" for name in TIMEFRAMES)
LENGTH_SQL = f"CASE timeframe {_LENGTHS} END"
"""SQL for the length in seconds of a row's timeframe; NULL if it is unknown."""

_KNOWN = ", ".join(TIMEFRAMES)
_CHECKS: dict[str, tuple[tuple[str, str], ...]] = {
    "candles": (
        (f"{LENGTH_SQL} IS NULL", f"'column timeframe: ' || timeframe || ' is not one of {_KNOWN}'"),
        ("least(open, high, low, close) <= 0", "'a price is not above zero'"),
        ("high < low", "'column high: ' || CAST(high AS VARCHAR) || ' is below low ' || CAST(low AS VARCHAR)"),
        ("greatest(open, close) > high", "'column high: below open or close'"),
        ("least(open, close) < low", "'column low: above open or close'"),
        ("volume < 0", "'column volume: below zero'"),
        (
            f"epoch_us(open_time) % (CAST({LENGTH_SQL} AS BIGINT) * 1000000) <> 0",
            "'column open_time: ' || CAST(open_time AS VARCHAR) || ' is not where a ' || timeframe || ' candle begins'",
        ),
    ),
    "liquidations": (
        (f"{LENGTH_SQL} IS NULL", f"'column timeframe: ' || timeframe || ' is not one of {_KNOWN}'"),
        ("long_usd < 0 OR short_usd < 0", "'a liquidation is below zero'"),
        (
            f"epoch_us(open_time) % (CAST({LENGTH_SQL} AS BIGINT) * 1000000) <> 0",
            "'column open_time: ' || CAST(open_time AS VARCHAR) || ' is not where a ' || timeframe || ' interval begins'",
        ),
    ),
    "series": (),
}


def stage(connection: duckdb.DuckDBPyConnection, file: RawFile, extract: Extract) -> Table:
    """The table that the extract fills; its checked rows lie in the temporary table ``stage``.

    Raises:
        MarketDataError: a bad row, named by file, row, column and cause; nothing has been stored.
    """
    table = TABLES[extract.table]
    cells = ", ".join(
        f"{_value_sql(extract.columns[name]) if name in extract.columns else 'NULL'} AS {name}"
        for name in table.columns
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE stage AS SELECT _row, {cells} FROM raw")  # noqa: S608
    if extract.skip_empty is not None:
        raw = quoted(extract.columns[extract.skip_empty].raw)
        connection.execute(f"DELETE FROM stage WHERE _row IN (SELECT _row FROM raw WHERE {raw} IS NULL)")  # noqa: S608
    _check_cells(connection, file, extract)
    _check_values(connection, file, table)
    _check_repeats(connection, file, table)
    return table


def _value_sql(column: Column) -> str:
    if column.kind == "constant":
        text = "'" + column.raw.replace("'", "''") + "'"
        return column.sql.format(text) if column.sql else text
    cell = quoted(column.raw)
    if column.kind == "time":
        return _TIME_SQL.format(cell)
    if column.kind == "number":
        parsed = f"TRY_CAST({cell} AS {NUMBER})"
        return f"CAST({column.sql.format(parsed)} AS {NUMBER})" if column.sql else parsed
    return column.sql.format(cell) if column.sql else cell


_WHAT = {"number": "a number", "time": "a time", "text": "a known name", "constant": "a known name"}


def _check_cells(connection: duckdb.DuckDBPyConnection, file: RawFile, extract: Extract) -> None:
    causes = []
    for name, column in extract.columns.items():
        if column.kind == "constant":
            causes.append(f"WHEN stage.{name} IS NULL THEN 'its name: no known symbol in {column.raw}'")
            continue
        cell, label = f"raw.{quoted(column.raw)}", f"column {column.raw}: ".replace("'", "''")
        if not column.optional:
            causes.append(f"WHEN {cell} IS NULL THEN '{label}empty'")
        unreadable = f"'{label}''' || {cell} || ''' is not {_WHAT[column.kind]}'"
        causes.append(f"WHEN {cell} IS NOT NULL AND stage.{name} IS NULL THEN {unreadable}")
    case = f"CASE {' '.join(causes)} END"
    _raise_first(connection, file, f"SELECT stage._row, {case} AS cause FROM stage JOIN raw ON stage._row = raw._row")  # noqa: S608


def _check_values(connection: duckdb.DuckDBPyConnection, file: RawFile, table: Table) -> None:
    checks = _CHECKS[table.name]
    if checks:
        case = " ".join(f"WHEN {condition} THEN {cause}" for condition, cause in checks)
        _raise_first(connection, file, f"SELECT _row, CASE {case} END AS cause FROM stage")  # noqa: S608


def _check_repeats(connection: duckdb.DuckDBPyConnection, file: RawFile, table: Table) -> None:
    """A file may repeat a row, but not say two things about one moment."""
    keys, when = ", ".join(table.keys), TIME_COLUMN[table.name]
    facts = ", ".join(table.values)
    _raise_first(
        connection,
        file,
        f"SELECT max(_row) AS _row, 'column {when}: another row says otherwise for ' || CAST({when} AS VARCHAR) AS cause "  # noqa: S608
        f"FROM stage GROUP BY {keys} HAVING count(DISTINCT ROW({facts})) > 1",
    )


def _raise_first(connection: duckdb.DuckDBPyConnection, file: RawFile, query: str) -> None:
    row = connection.execute(
        f"SELECT _row, cause FROM ({query}) WHERE cause IS NOT NULL ORDER BY _row LIMIT 1"  # noqa: S608
    ).fetchone()
    if row is not None:
        raise MarketDataError(f"{file.place(row[0])}: {row[1]}")

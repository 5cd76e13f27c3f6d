"""From text cells to typed rows: one temporary table per extract, each row checked before anything is stored."""

from __future__ import annotations

import duckdb

from tapecheck.market.sources.layout import Column, Extract
from tapecheck.market.sources.sql import literal, quoted
from tapecheck.market.tables import (
    NOT_NEGATIVE,
    NUMBER,
    SERIES_UNITS,
    TABLES,
    TEXTS,
    TIME_COLUMN,
    UP_TO_100,
    Table,
)
from tapecheck.market.timeframes import TIMEFRAMES, seconds

# Digits alone are seconds, milliseconds or microseconds since 1970, told apart by their number (until the year 2286).
_TIME_SQL = (
    "CASE WHEN regexp_full_match({0}, '[0-9]{{9,10}}') THEN make_timestamp(CAST({0} AS BIGINT) * 1000000)"
    " WHEN regexp_full_match({0}, '[0-9]{{12,13}}') THEN make_timestamp(CAST({0} AS BIGINT) * 1000)"
    " WHEN regexp_full_match({0}, '[0-9]{{15,16}}') THEN make_timestamp(CAST({0} AS BIGINT))"
    " WHEN {0} LIKE '____-__-__%' THEN make_timestamp(epoch_us(TRY_CAST({0} AS TIMESTAMPTZ)))"
    " WHEN regexp_full_match({0}, '[0-9]{{1,2}} [A-Za-z]{{3}} [0-9]{{4}}') THEN try_strptime({0}, '%d %b %Y') END"
)
# An underscore between digits would pass as a number.
_NUMBER_SQL = f"TRY_CAST(CASE WHEN NOT contains({{0}}, '_') THEN {{0}} END AS {NUMBER})"
# "1,373.8" and "(95.1)", an outflow
_ACCOUNTING_SQL = _NUMBER_SQL.format(
    r"CASE WHEN regexp_full_match({0}, '\(?-?([0-9]+|[0-9]{{1,3}}(,[0-9]{{3}})+)(\.[0-9]*)?(e[-+]?[0-9]+)?\)?')"
    r" THEN regexp_replace(replace({0}, ',', ''), '^\((.*)\)$', '-\1') END"
)
_NONE = "'-', '–', '—'"

_LENGTHS = " ".join(f"WHEN '{name}' THEN {seconds(name)}" for name in TIMEFRAMES)
LENGTH_SQL = f"CASE timeframe {_LENGTHS} END"
"""SQL for the length in seconds of a row's timeframe; NULL if it is unknown."""

_KNOWN = ", ".join(TIMEFRAMES)
_UNITS = "CASE name " + " ".join(f"WHEN '{name}' THEN '{unit}'" for name, unit in SERIES_UNITS.items()) + " END"
_BEGINS = (
    f"epoch_us(open_time) % (CAST({LENGTH_SQL} AS BIGINT) * 1000000) <> 0",
    "'column open_time: ' || CAST(open_time AS VARCHAR) || ' is not where a ' || timeframe || ' candle begins'",
)
_LENGTH = (f"{LENGTH_SQL} IS NULL", f"'column timeframe: ' || timeframe || ' is not one of {_KNOWN}'")
_CHECKS: dict[str, tuple[tuple[str, str], ...]] = {
    "candles": (
        _LENGTH,
        ("least(open, high, low, close) <= 0", "'a price is not above zero'"),
        ("high < low", "'column high: ' || CAST(high AS VARCHAR) || ' is below low ' || CAST(low AS VARCHAR)"),
        ("greatest(open, close) > high", "'column high: below open or close'"),
        ("least(open, close) < low", "'column low: above open or close'"),
        ("volume < 0", "'column volume: below zero'"),
        _BEGINS,
    ),
    "liquidations": (_LENGTH, ("long_usd < 0 OR short_usd < 0", "'a liquidation is below zero'"), _BEGINS),
    "series": (
        (f"unit <> {_UNITS}", f"'column unit: ' || unit || ' is not ' || {_UNITS} || ', the unit of ' || name"),
        (f"value < 0 AND name IN {tuple(sorted(NOT_NEGATIVE))}", "'column value: below zero'"),
        ("value = 0 AND name = 'price'", "'column value: a price is not above zero'"),
        (f"value > 100 AND name IN {tuple(sorted(UP_TO_100))}", "'column value: above 100'"),
    ),
}
_LONGEST_TEXT = 200
_WHAT = {"number": "a number", "accounting": "a number", "time": "a time", "text": "a known name"}


def stage(connection: duckdb.DuckDBPyConnection, extract: Extract) -> Table:
    """The table that the extract fills; its rows, each moment once, lie in the temporary table ``stage``.

    Rows that are wrong are left out of it; the temporary table ``bad`` has their number and the cause.
    """
    table = TABLES[extract.table]
    cells = ", ".join(
        f"{_value_sql(extract.columns[name]) if name in extract.columns else 'NULL'} AS {name}"
        for name in table.columns
    )
    raws = "".join(f", {_cell(column)} AS _{name}" for name, column in extract.columns.items() if not _fixed(column))
    wanted = "_bad IS NULL"
    if extract.skip_empty is not None:
        wanted += f" AND {_cell(extract.columns[extract.skip_empty])} IS NOT NULL"
    if extract.leave_out:
        wanted += f" AND NOT coalesce({extract.leave_out}, false)"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE stage AS SELECT _row, {', '.join(table.columns)}, "  # noqa: S608
        f"CASE {_causes(extract, table)} END AS _cause FROM (SELECT _row, {cells}{raws} FROM raw WHERE {wanted})"
    )
    connection.execute("INSERT INTO bad SELECT _row, _cause FROM stage WHERE _cause IS NOT NULL")
    connection.execute("DELETE FROM stage WHERE _cause IS NOT NULL")
    _check_repeats(connection, table)
    return table


def _fixed(column: Column) -> bool:
    return column.kind == "constant"


def _cell(column: Column) -> str:
    cell = quoted(column.raw)
    return f"CASE WHEN {cell} NOT IN ({_NONE}) THEN {cell} END" if column.kind == "accounting" else cell


def _value_sql(column: Column) -> str:
    if _fixed(column):
        text = literal(column.raw)
        return column.sql.format(text) if column.sql else text
    cell = quoted(column.raw)
    if column.kind == "time":
        return _TIME_SQL.format(cell)
    if column.kind in ("number", "accounting"):
        parsed = (_NUMBER_SQL if column.kind == "number" else _ACCOUNTING_SQL).format(cell)
        return f"TRY(CAST({column.sql.format(parsed)} AS {NUMBER}))" if column.sql else parsed
    return column.sql.format(cell) if column.sql else cell


def _causes(extract: Extract, table: Table) -> str:
    """What can be wrong with a row, the first cause first."""
    causes = []
    for name, column in extract.columns.items():
        if _fixed(column):
            causes.append(f"WHEN {name} IS NULL THEN {literal(f'its name: no known symbol in {column.raw}')}")
            continue
        label = f"column {column.raw}: "
        if not column.optional:
            causes.append(f"WHEN _{name} IS NULL THEN {literal(label + 'empty')}")
        shown = f"regexp_replace(left(_{name}, 40), '[[:cntrl:]]', '?', 'g')"
        unreadable = f"{literal(label)} || '''' || {shown} || ''' is not {_WHAT[column.kind]}'"
        causes.append(f"WHEN _{name} IS NOT NULL AND {name} IS NULL THEN {unreadable}")
    for name in sorted(set(extract.columns) & TEXTS):
        odd = f"length({name}) > {_LONGEST_TEXT} OR regexp_matches({name}, '[[:cntrl:]]')"
        causes.append(f"WHEN {odd} THEN 'column {name}: longer than {_LONGEST_TEXT} characters, or not printable'")
    when = TIME_COLUMN[table.name]
    far = f"'column {when}: ' || CAST({when} AS VARCHAR) || ' is not between 1900 and 2100'"
    checks = ((f"year({when}) NOT BETWEEN 1900 AND 2099", far), *_CHECKS[table.name])
    return " ".join((*causes, *(f"WHEN {condition} THEN {cause}" for condition, cause in checks)))


def _check_repeats(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """A file may repeat a row, but where it says two things about one moment neither can be believed."""
    keys, when = ", ".join(table.keys), TIME_COLUMN[table.name]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE twice AS SELECT _row, {', '.join(table.columns)} FROM stage "  # noqa: S608
        f"WHERE ({keys}) IN (SELECT ({keys}) FROM stage GROUP BY {keys} HAVING count(*) > 1)"
    )
    row = connection.execute("SELECT count(*) FROM twice").fetchone()
    if row is None or not row[0]:
        return
    facts = ", ".join(table.values)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE torn AS SELECT _row, {when} AS moment FROM twice WHERE ({keys}) IN "  # noqa: S608
        f"(SELECT ({keys}) FROM twice GROUP BY {keys} HAVING count(DISTINCT ROW({facts})) > 1)"
    )
    connection.execute(
        f"INSERT INTO bad SELECT _row, 'column {when}: another row says otherwise for ' || CAST(moment AS VARCHAR) "  # noqa: S608
        "FROM torn"
    )
    connection.execute(
        f"DELETE FROM stage WHERE _row IN (SELECT _row FROM torn) OR _row IN "  # noqa: S608
        f"(SELECT _row FROM twice QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY _row) > 1)"
    )

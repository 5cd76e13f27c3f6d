"""SQL over the tables of a run: one reading statement at a time, and whatever is wrong with it in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

import duckdb

from tapecheck.corpus.answers.answer import Answer, Cell, Column, Row, iso
from tapecheck.corpus.sinks.columns import TABLES
from tapecheck.errors import ConfigError

_ROWS_AT_A_TIME = 2_000
_AS_THEY_ARE = ("BOOLEAN", "VARCHAR", "FLOAT", "DOUBLE", "DECIMAL")


class TableShape(NamedTuple):
    """A table with its columns in order and its number of rows."""

    name: str
    columns: tuple[Column, ...]
    rows: int


class Tables:
    """The tables of a run, open for reading, as ``opening.opened`` gives them; not for sharing between threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, market: bool) -> None:
        self._connection = connection
        self.market = market

    def ask(self, sql: str, given: Mapping[str, str | None] | None = None) -> Answer:
        """The answer to one SELECT (or FROM, VALUES, DESCRIBE, SUMMARIZE); ``given`` are the values of its ``$name`` parameters.

        Raises:
            ConfigError: it is not one reading statement, a parameter is missing or unknown, or DuckDB can't answer it; also
                while the rows are read.
        """
        statement = self._statement(sql)
        values = _bound(statement.named_parameters, given or {})
        # As a part of our own SELECT it can't be a statement that changes something: those are allowed on the outside only.
        asked = f"({statement.query.strip().rstrip(';')}\n) AS answer"
        columns = self._columns(asked, values)
        names = ", ".join(f"c{index}" for index in range(len(columns)))
        shown = ", ".join(_shown(column, index) for index, column in enumerate(columns))
        return Answer(columns, self._rows(f"SELECT {shown} FROM {asked}({names})", values, columns))  # noqa: S608

    def shapes(self) -> tuple[TableShape, ...]:
        """The tables in order."""
        found = []
        for table in TABLES:
            columns = self._columns(table, {})
            count = next(self.ask(f"SELECT count(*) FROM {table}").rows)[0]  # noqa: S608 — a name of ours
            found.append(TableShape(table, columns, cast("int", count)))
        return tuple(found)

    def _statement(self, sql: str) -> duckdb.Statement:
        try:
            statements = self._connection.extract_statements(sql)
        except duckdb.Error as error:
            raise ConfigError(one_line(error)) from error
        if len(statements) != 1:
            raise ConfigError(f"one SELECT at a time, not {len(statements)} statements")
        (statement,) = statements
        if statement.type != duckdb.StatementType.SELECT:
            raise ConfigError(f"only reading statements can be asked (SELECT …), not {statement.type.name}")
        return statement

    def _columns(self, asked: str, values: dict[str, str | None]) -> tuple[Column, ...]:
        try:
            described = self._connection.execute(f"DESCRIBE FROM {asked}", values).fetchall()
        except duckdb.Error as error:
            raise ConfigError(one_line(error)) from error
        return tuple(Column(row[0], row[1]) for row in described)

    def _rows(self, sql: str, values: dict[str, str | None], columns: tuple[Column, ...]) -> Iterator[Row]:
        times = [index for index, column in enumerate(columns) if column.type.startswith("TIMESTAMP")]
        cursor = self._connection.cursor()
        try:
            cursor.execute(sql, values)
            while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
                yield from (_with_iso(row, times) if times else row for row in rows)
        except duckdb.Error as error:
            raise ConfigError(one_line(error)) from error
        finally:
            cursor.close()


def one_line(error: Exception) -> str:
    """What DuckDB says is wrong, without the lines that draw where.

    >>> one_line(ValueError('Binder Error: no column "a"\\nCandidates: "b"\\n\\nLINE 1: SELECT a\\n               ^'))
    'Binder Error: no column "a" Candidates: "b"'
    """
    said = str(error).split("\n\nLINE ")[0]
    return " ".join(said.split())


def _bound(named: set[str], given: Mapping[str, str | None]) -> dict[str, str | None]:
    """The values for the parameters of a statement, each there."""
    unknown = sorted(set(given) - named)
    if unknown:
        there = ", ".join(sorted(named)) or "none"
        raise ConfigError(f"--set {unknown[0]}: the question has no such parameter; it has: {there}")
    missing = sorted(named - set(given))
    if missing:
        raise ConfigError(f"the question has a parameter ${missing[0]}: add --set {missing[0]}=VALUE")
    return dict(given)


def _shown(column: Column, index: int) -> str:
    """The column as it is fetched: what Python holds exactly as it is, all else as DuckDB writes it."""
    if column.is_nested:
        return f"to_json(c{index})::VARCHAR"
    if column.type.startswith(_AS_THEY_ARE) or column.type.endswith("INT") or column.type.endswith("INTEGER"):
        return f"c{index}"
    return f"c{index}::VARCHAR"


def _with_iso(row: Row, times: list[int]) -> Row:
    cells: list[Cell] = list(row)
    for index in times:
        cell = cells[index]
        cells[index] = iso(cell) if isinstance(cell, str) else cell
    return tuple(cells)

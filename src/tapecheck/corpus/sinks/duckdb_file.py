"""The typed tables in a DuckDB file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import duckdb

from tapecheck.corpus.sinks.columns import TableName, Type
from tapecheck.corpus.sinks.database import Part, check_columns, last_of_each
from tapecheck.corpus.sinks.merging import ALL_TABLES, ColumnTypes, Dialect, columns_of, create, is_loaded, mark, merge
from tapecheck.corpus.sinks.rows import DIGITS_AFTER, DIGITS_BEFORE
from tapecheck.corpus.sinks.typed import SPAN_FIELDS
from tapecheck.errors import ExportError
from tapecheck.market.sources.sql import quoted

if TYPE_CHECKING:
    import pyarrow as pa

# Nothing here may reach the network.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_TYPES: dict[Type, str] = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "instant": "TIMESTAMP WITH TIME ZONE",
    "decimal": f"DECIMAL({DIGITS_BEFORE + DIGITS_AFTER},{DIGITS_AFTER})",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "mapping": "MAP(VARCHAR, VARCHAR)",
    "instants": "MAP(VARCHAR, TIMESTAMP WITH TIME ZONE)",
    "spans": f"STRUCT({', '.join(f'{name} BIGINT' for name in SPAN_FIELDS)})[]",
}
_DIALECT = Dialect(_TYPES, table=quoted, staged=lambda name: quoted(f"staged_{name}"), parameter="?")
_ADVICE = "write to a new file and load the results there"


def column_types(table: TableName) -> ColumnTypes:
    """The columns of a table with DuckDB's names of their types, in order."""
    return columns_of(table, _DIALECT)


class DuckDbFile:
    """An open file; only one process at a time can write to it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[Self]:
        """The file, made if it is missing, with all tables.

        Raises:
            ExportError: it can't be opened, or its tables have other columns.
        """
        try:
            connection = duckdb.connect(str(path), config=_CONFIG)
        except duckdb.Error as error:
            raise ExportError(f"{path}: can't be opened as a DuckDB file: {_first_line(error)}") from error
        with connection:
            file = cls(connection, path)
            file._prepare()
            yield file

    def is_loaded(self, part: Part) -> bool:
        """Whether the part's rows are there, as its key has them and no other part has replaced them."""
        return self._connection.execute(is_loaded(_DIALECT), list(part)).fetchone() is not None

    def load(self, tables: Mapping[TableName, pa.Table], part: Part | None = None) -> None:
        """Put the articles with all their rows into the tables, in one transaction, and mark the ``part`` as loaded.

        Raises:
            ExportError: the rows can't be written; then none of them are.
        """
        for name, table in last_of_each(tables):
            self._connection.register(f"staged_{name}", table)
        with self._transaction():
            for statement in merge(_DIALECT):
                self._connection.execute(statement)
            if part is not None:
                for statement, parameters in mark(_DIALECT):
                    self._connection.execute(statement, [getattr(part, name) for name in parameters])
        for name in tables:
            self._connection.unregister(f"staged_{name}")

    def _prepare(self) -> None:
        with self._transaction():
            for table in ALL_TABLES:
                found = self._columns(table)
                if found:
                    check_columns(str(self._path), table, found, columns_of(table, _DIALECT), _ADVICE)
                else:
                    self._connection.execute(create(table, _DIALECT))

    def _columns(self, table: str) -> ColumnTypes:
        rows = self._connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = current_database() "
            "AND schema_name = current_schema() AND table_name = ?",
            [table],
        ).fetchall()
        return tuple((str(name), str(type_)) for name, type_ in rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.begin()
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()
        except duckdb.Error as error:
            raise ExportError(f"can't write {self._path}: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__

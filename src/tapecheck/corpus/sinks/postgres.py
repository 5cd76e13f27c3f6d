"""The typed tables in PostgreSQL, through psycopg 3 (extra ``postgres``).

Rows are copied in binary into temporary tables and merged from there. Loaders that work at the same time wait for each other only while
they merge: one lock for each schema, held to the end of the transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from tapecheck.corpus.sinks.columns import COLUMNS, TABLES, TableName, Type
from tapecheck.corpus.sinks.database import Part, check_columns, last_of_each
from tapecheck.corpus.sinks.libraries import library
from tapecheck.corpus.sinks.merging import ALL_TABLES, ColumnTypes, Dialect, columns_of, create, is_loaded, mark, merge
from tapecheck.corpus.sinks.postgres_values import converter
from tapecheck.corpus.sinks.rows import DIGITS_AFTER, DIGITS_BEFORE
from tapecheck.errors import ConfigError, ExportError
from tapecheck.market.sources.sql import quoted

if TYPE_CHECKING:
    import pyarrow as pa

_TYPES: dict[Type, str] = {
    "text": "text",
    "texts": "text[]",
    "instant": "timestamp with time zone",
    "decimal": f"numeric({DIGITS_BEFORE + DIGITS_AFTER},{DIGITS_AFTER})",
    "integer": "bigint",
    "boolean": "boolean",
    "mapping": "jsonb",
    "instants": "jsonb",
    "spans": "jsonb",
}
# What psycopg knows the types by.
_COPIED_AS: dict[Type, str] = {
    **_TYPES,
    "instant": "timestamptz",
    "decimal": "numeric",
    "integer": "int8",
    "boolean": "bool",
}
_ADVICE = "load into another schema (--schema-name NAME), or drop the table and load the results again"
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tapecheck ' || %s, 0))"
_COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
    WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
_SECONDS_TO_CONNECT = 10


class Postgres:
    """A connection, and the schema with the tables."""

    def __init__(self, connection: Any, place: str, schema_name: str) -> None:
        self._connection = connection
        self._place = place
        self._schema = schema_name
        self._dialect = Dialect(
            _TYPES,
            table=lambda name: f"{quoted(schema_name)}.{quoted(name)}",
            staged=lambda name: f"pg_temp.{quoted(f'staged_{name}')}",
            parameter="%s",
        )

    @classmethod
    @contextmanager
    def opened(cls, address: str, *, schema_name: str) -> Iterator[Self]:
        """A connection to the server, with all tables in the schema; both are made if they are missing.

        Raises:
            ConfigError: the address can't be understood.
            ExportError: the server can't be reached or refuses, psycopg is not installed, or its tables have other columns.
        """
        psycopg = library("psycopg", "postgres")
        parameters = _parameters(address)
        place = _place(parameters)
        try:
            connection = psycopg.connect(**{"connect_timeout": _SECONDS_TO_CONNECT, **parameters})
        except psycopg.Error as error:
            raise ExportError(f"can't reach {place}: {_told(error, parameters)}") from error
        with connection:
            server = cls(connection, place, schema_name)
            server._prepare()
            yield server

    def is_loaded(self, part: Part) -> bool:
        """Whether the part's rows are there, as its key has them and no other part has replaced them."""
        with self._transaction():
            return self._connection.execute(is_loaded(self._dialect), part).fetchone() is not None

    def load(self, tables: Mapping[TableName, pa.Table], part: Part | None = None) -> None:
        """Put the articles with all their rows into the tables, in one transaction, and mark the ``part`` as loaded.

        Raises:
            ExportError: the rows can't be written; then none of them are.
        """
        with self._transaction():
            for name, table in last_of_each(tables):
                self._stage(name, table)
            self._lock()
            for statement in merge(self._dialect):
                self._connection.execute(statement)
            if part is not None:
                for statement, parameters in mark(self._dialect):
                    self._connection.execute(statement, [getattr(part, name) for name in parameters])

    def _stage(self, name: TableName, table: pa.Table) -> None:
        columns = COLUMNS[name]
        names = ", ".join(quoted(column.name) for column in columns)
        cells = [map(converter(column.type), table.column(column.name).to_pylist()) for column in columns]
        statement = f"COPY {self._dialect.staged(name)} ({names}) FROM STDIN (FORMAT BINARY)"
        with self._connection.cursor().copy(statement) as copy:
            copy.set_types([_COPIED_AS[column.type] for column in columns])
            for row in zip(*cells, strict=True):
                copy.write_row(row)

    def _prepare(self) -> None:
        with self._transaction():
            self._lock()
            # A role that may only write to tables that are there need not be allowed to make any.
            if self._connection.execute("SELECT to_regnamespace(%s)", [quoted(self._schema)]).fetchone() == (None,):
                self._connection.execute(f"CREATE SCHEMA {quoted(self._schema)}")
            for table in ALL_TABLES:
                found = self._columns(table)
                if found:
                    check_columns(self._place, table, found, columns_of(table, self._dialect), _ADVICE)
                else:
                    self._connection.execute(create(table, self._dialect))
            for name in TABLES:
                like = f"(LIKE {self._dialect.table(name)}) ON COMMIT DELETE ROWS"
                self._connection.execute(f"CREATE TEMPORARY TABLE {quoted(f'staged_{name}')} {like}")

    def _columns(self, table: str) -> ColumnTypes:
        return tuple(self._connection.execute(_COLUMNS, [self._dialect.table(table)]).fetchall())

    def _lock(self) -> None:
        self._connection.execute(_LOCK, [self._schema])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        psycopg = library("psycopg", "postgres")
        try:
            with self._connection.transaction():
                yield
        except psycopg.Error as error:
            raise ExportError(f"can't write to {self._place}: {_told(error, {})}") from error


def _parameters(address: str) -> dict[str, Any]:
    psycopg = library("psycopg", "postgres")
    conninfo = library("psycopg.conninfo", "postgres")
    try:
        parameters: dict[str, Any] = conninfo.conninfo_to_dict(address)
    except psycopg.Error:
        parameters = {}
    # A password with an "@", "/" or ":" in it is taken for host, port or database, which are shown; what libpq says of such an address
    # would repeat it too.
    port, (_, _, rest) = str(parameters.get("port", "")), address.partition("?")[0].partition("@")
    if not parameters or "@" in rest or "@" in str(parameters.get("dbname", "")) or not set(port) <= set("0123456789,"):
        raise ConfigError(
            "the PostgreSQL address can't be understood: write postgresql://USER@HOST:PORT/DATABASE; @ and / in a name are %40 and %2F"
        )
    return parameters


def _place(parameters: Mapping[str, Any]) -> str:
    """The address without user, password and options."""
    host, port = parameters.get("host", ""), parameters.get("port")
    return f"postgresql://{host}{f':{port}' if port else ''}/{parameters.get('dbname', '')}"


def _told(error: Exception, parameters: Mapping[str, Any]) -> str:
    line = next(iter(str(error).splitlines()), "") or type(error).__name__
    secret = parameters.get("password")
    return line.replace(secret, "…") if secret else line

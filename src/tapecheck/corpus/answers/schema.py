"""The typed tables as DuckDB has them."""

from __future__ import annotations

from tapecheck.corpus.sinks.columns import COLUMNS, TableName, Type
from tapecheck.corpus.sinks.rows import DIGITS_AFTER, DIGITS_BEFORE

_TYPES: dict[Type, str] = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "instant": "TIMESTAMPTZ",
    "decimal": f"DECIMAL({DIGITS_BEFORE + DIGITS_AFTER},{DIGITS_AFTER})",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "mapping": "MAP(VARCHAR, VARCHAR)",
    "instants": "MAP(VARCHAR, TIMESTAMPTZ)",
    "spans": "STRUCT(text_start BIGINT, text_end BIGINT, source_start BIGINT, source_end BIGINT)[]",
}


def ddl(table: TableName) -> str:
    """The columns of a table for ``CREATE TABLE``."""
    return ", ".join(f'"{column.name}" {_TYPES[column.type]}' for column in COLUMNS[table])


def empty(table: TableName) -> str:
    """A SELECT that gives the table's columns, its month, and no row."""
    columns = (f'CAST(NULL AS {_TYPES[column.type]}) AS "{column.name}"' for column in COLUMNS[table])
    return f"SELECT {', '.join(columns)}, CAST(NULL AS VARCHAR) AS month WHERE false"

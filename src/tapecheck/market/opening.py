"""How the file of a store is opened, and how a new one is made."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tapecheck.errors import MarketDataError
from tapecheck.market.tables import DDL, FORMAT

# Nothing here may reach the network, and one thread makes ties between equal highs come out the same everywhere.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
}


def opened(path: Path, *, create: bool) -> duckdb.DuckDBPyConnection:
    """A connection to a store's file; ``create`` opens it for writing and makes it if it is missing.

    Raises:
        MarketDataError: missing file, not a store, or in use by a process that writes to it.
    """
    exists = path.is_file()
    if not exists and not create:
        raise MarketDataError(
            f"{path}: no such market store; make one with: tapecheck market import FILE… --market {path}"
        )
    try:
        connection = duckdb.connect(str(path), read_only=not create, config=_CONFIG)
    except duckdb.Error as error:
        raise MarketDataError(f"{path}: can't be opened as a market store: {_why(error, path)}") from error
    try:
        _prepare(connection, str(path), new=not exists)
    except BaseException:
        connection.close()
        raise
    return connection


def new_in_memory() -> duckdb.DuckDBPyConnection:
    """A connection to an empty store that is gone when closed."""
    connection = duckdb.connect(":memory:", config=_CONFIG)
    _prepare(connection, ":memory:", new=True)
    return connection


def _prepare(connection: duckdb.DuckDBPyConnection, name: str, *, new: bool) -> None:
    connection.execute("SET TimeZone = 'UTC'")
    if new:
        connection.execute("BEGIN")
        connection.execute(DDL)
        connection.execute("COMMIT")
        return
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except duckdb.Error as error:
        raise MarketDataError(f"{name}: a DuckDB file, but not a market store") from error
    if row is None or row[0] != FORMAT:
        found = row[0] if row else "none"
        raise MarketDataError(
            f"{name}: market store format {found}, this version reads {FORMAT}; import the files anew"
        )


def _why(error: Exception, path: Path) -> str:
    """DuckDB's first line; of another kind of file (a CSV, say) what to do instead, as DuckDB says something else about it."""
    try:
        with path.open("rb") as file:
            other = file.read(12)[8:] != b"DUCK"
    except OSError:
        other = False
    if not other:
        return _first_line(error)
    return f"not a DuckDB file; market files are read by: tapecheck market import {path} --market STORE"


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]

"""A run, an export or a loaded file → its tables, locked down.

Nothing that is asked can write, reach the network, load an extension or read a file that is not the run's own: DuckDB is closed to the
outside before the first question, and can't be opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tapecheck.corpus.answers.macros import MACROS
from tapecheck.corpus.answers.run_folder import finished_files, is_run_folder, tables_of
from tapecheck.corpus.answers.tables import Tables, one_line
from tapecheck.corpus.sinks.columns import TABLES, TableName
from tapecheck.errors import ConfigError
from tapecheck.market.sources.sql import literal

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
}
_DATABASE = ".duckdb"


@contextmanager
def opened(path: Path, *, market: Path | None = None) -> Iterator[Tables]:
    """The tables of a run's folder, of a JSONL export (packed or not), or of a ``.duckdb`` file that ``tapecheck load`` wrote.

    An export is loaded into a temporary file first. ``market``: a store that questions may read as ``market.candles``,
    ``market.liquidations`` and ``market.series``.

    Raises:
        ConfigError: there is nothing of the kind at the path, or no finished shard.
        ExportError: a package is missing that loading an export needs.
    """
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="tapecheck-query-")))
        connection = duckdb.connect(":memory:", config=_CONFIG)
        stack.callback(connection.close)
        connection.execute("SET TimeZone = 'UTC'")
        for macro in MACROS:
            connection.execute(macro)
        connection.execute(f"SET temp_directory = {literal(str(scratch / 'spill'))}")
        files = _fill(connection, path, scratch)
        if market is not None:
            _attach(connection, market, "market", "a market store")
        _lock(connection, files)
        yield Tables(connection, market=market is not None)


def _fill(connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path) -> list[Path]:
    """Make the tables; gives the files that questions have to read."""
    if path.is_dir():
        return _run_folder(connection, path, scratch)
    if not path.is_file():
        raise ConfigError(f"{path}: no such run, export or .duckdb file")
    if path.name.lower().endswith(_DATABASE):
        _attach_tables(connection, path)
    else:
        _load(connection, path, scratch)
    return []


def _run_folder(connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path) -> list[Path]:
    if not is_run_folder(path):
        raise ConfigError(f"{path}: not the folder of a run: it has no markers of finished shards")
    files = finished_files(path)
    tables = tables_of(files, path)
    if any(tables.values()):
        for table, parts in tables.items():
            _view(connection, table, parts)
        return [part for parts in tables.values() for part in parts]
    _load(connection, path, scratch)
    return []


def _view(connection: duckdb.DuckDBPyConnection, table: TableName, parts: list[Path]) -> None:
    if not parts:
        connection.execute(f"CREATE VIEW {table} AS {_empty(table)}")
        return
    names = ", ".join(literal(str(part)) for part in parts)
    read = f"read_parquet([{names}], hive_partitioning = true, hive_types = {{'month': VARCHAR}})"
    try:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {read}")  # noqa: S608 — names are quoted
    except duckdb.Error as error:
        raise ConfigError(f"{parts[0].parent}: {one_line(error)}") from error


def _empty(table: TableName) -> str:
    from tapecheck.corpus.sinks.duckdb_file import column_types

    columns = (f'CAST(NULL AS {type_}) AS "{name}"' for name, type_ in (*column_types(table), ("month", "VARCHAR")))
    return f"SELECT {', '.join(columns)} WHERE false"


def _load(connection: duckdb.DuckDBPyConnection, source: Path, scratch: Path) -> None:
    """Into a temporary file, a batch of articles at a time: memory does not grow with the corpus."""
    from tapecheck.corpus.sinks.loading import Loaded, load

    class _Silent:
        def part(self, loaded: Loaded) -> None: ...

    path = scratch / "tables.duckdb"
    load([str(source)], str(path), _Silent())
    _attach_tables(connection, path)


def _attach_tables(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    _attach(connection, path, "run", "a file that tapecheck load wrote")
    there = {
        row[0]
        for row in connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'run'").fetchall()
    }
    missing = [table for table in TABLES if table not in there]
    if missing:
        raise ConfigError(f"{path}: not a file that tapecheck load wrote: it has no table {missing[0]}")
    for table in TABLES:
        connection.execute(f"CREATE VIEW {table} AS {_with_month(connection, table)}")


def _with_month(connection: duckdb.DuckDBPyConnection, table: TableName) -> str:
    """The rows of a table of the attached file, with the month of their article as in the folder of a run."""
    columns = {row[0] for row in connection.execute(f"DESCRIBE run.{table}").fetchall()}
    if "month" in columns:
        return f"SELECT * FROM run.{table}"  # noqa: S608 — a name of ours
    month = "coalesce(strftime(a.published_at, '%Y-%m'), 'unknown') AS month"
    if table == "articles":
        return f"SELECT a.*, {month} FROM run.articles a"  # noqa: S608
    return f"SELECT t.*, {month} FROM run.{table} t LEFT JOIN run.articles a USING (article_id)"  # noqa: S608


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, what: str) -> None:
    try:
        connection.execute(f"ATTACH {literal(str(path))} AS {name} (READ_ONLY)")
    except duckdb.Error as error:
        raise ConfigError(f"{path}: can't be opened as {what}: {one_line(error)}") from error


def _lock(connection: duckdb.DuckDBPyConnection, files: Iterable[Path]) -> None:
    """Close DuckDB to everything outside but these files; what was attached stays readable."""
    names = ", ".join(literal(str(file)) for file in files)
    connection.execute(f"SET allowed_paths = [{names}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")

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

from tapecheck.corpus.answers.run_folder import TABLES, finished_files, is_run_folder, tables_of
from tapecheck.corpus.answers.tables import Tables, one_line
from tapecheck.corpus.raw_lines import is_packed_lines
from tapecheck.errors import ConfigError

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
}


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
        connection.execute(f"SET temp_directory = {_text(scratch / 'spill')}")
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
    if is_packed_lines(path):
        _load(connection, [path], scratch)
    else:
        _attach_tables(connection, path)
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
    lines = [file for file in files if is_packed_lines(file) and file.parent.name == "results"]
    if not lines:
        raise ConfigError(f"{path}: its finished shards have no results")
    _load(connection, lines, scratch)
    return []


def _view(connection: duckdb.DuckDBPyConnection, table: str, parts: list[Path]) -> None:
    if not parts:
        connection.execute(f"CREATE VIEW {table} AS {_empty(table)}")
        return
    names = ", ".join(map(_text, parts))
    read = f"read_parquet([{names}], hive_partitioning = true, hive_types = {{'month': VARCHAR}})"
    connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {read}")  # noqa: S608 — names quoted by _text

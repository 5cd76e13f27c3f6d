"""The typed tables in a database: a DuckDB file (``….duckdb``) or PostgreSQL (``postgresql://…``).

Articles are loaded a batch at a time, each in one transaction: a load that breaks off leaves whole batches behind. An article that is
there already is replaced with all its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from tapecheck.corpus.sinks.columns import KEYS, TABLES, TableName
from tapecheck.corpus.sinks.libraries import library
from tapecheck.corpus.sinks.merging import ColumnTypes
from tapecheck.corpus.sinks.typed import typed_tables
from tapecheck.errors import ConfigError, ExportError

if TYPE_CHECKING:
    import pyarrow as pa

ARTICLES_PER_BATCH = 256
_SCHEMES = ("postgresql://", "postgres://")
_ENDING = ".duckdb"


class Part(NamedTuple):
    """A piece of an export: a name that it keeps when it is made anew, and a key that changes with its content."""

    name: str
    key: str


class Database(Protocol):
    """An open database with the five tables."""

    def is_loaded(self, part: Part) -> bool:
        """Whether the part's rows are there, as its key has them and no other part has replaced them."""

    def load(self, tables: Mapping[TableName, pa.Table], part: Part | None = None) -> None:
        """Put the articles with all their rows into the tables, in one transaction, and mark the ``part`` as loaded.

        Raises:
            ExportError: the rows can't be written; then none of them are.
        """


def is_postgresql(target: str) -> bool:
    """Whether a target is the address of a PostgreSQL server.

    >>> is_postgresql("postgresql://localhost/news"), is_postgresql("news.duckdb")
    (True, False)
    """
    return target.startswith(_SCHEMES)


def is_duckdb(target: str) -> bool:
    """Whether a target is the name of a DuckDB file."""
    return target.lower().endswith(_ENDING)


def opened(target: str, *, schema_name: str | None = None) -> AbstractContextManager[Database]:
    """The database open for loading, its tables made if they are missing; closed when the block ends.

    ``schema_name``: where the tables are, PostgreSQL only; ``None``: public.

    Raises:
        ConfigError: the target is neither a DuckDB file nor a PostgreSQL address.
        ExportError: it can't be opened, or its tables have other columns.
    """
    if is_postgresql(target):
        from tapecheck.corpus.sinks.postgres import Postgres

        return Postgres.opened(target, schema_name=schema_name or "public")
    if not is_duckdb(target):
        raise ConfigError(f"{target}: not a database: give a file name that ends in {_ENDING}, or postgresql://…")
    if schema_name is not None:
        raise ConfigError("--schema-name is for PostgreSQL only: leave it out")
    from tapecheck.corpus.sinks.duckdb_file import DuckDbFile

    return DuckDbFile.opened(Path(target))


def load_results(results: Iterable[Any], database: Database) -> None:
    """Load results as they come, so many at a time.

    Raises:
        ExportError: the rows can't be written, or the lines are not results of ``extract``.
    """
    results = iter(results)
    while batch := list(islice(results, ARTICLES_PER_BATCH)):
        database.load(typed_tables(batch))


def last_of_each(tables: Mapping[TableName, pa.Table]) -> Iterator[tuple[TableName, pa.Table]]:
    """The tables with one row for each key: the last, where an article came twice."""
    pyarrow = library("pyarrow")
    for name in TABLES:
        table = tables[name]
        keys = zip(*(table.column(key).to_pylist() for key in KEYS[name]), strict=True)
        last = {key: index for index, key in enumerate(keys)}
        same = len(last) == table.num_rows
        yield name, table if same else table.take(pyarrow.array(sorted(last.values()), pyarrow.int64()))


def check_columns(place: str, table: str, found: ColumnTypes, wanted: ColumnTypes, advice: str) -> None:
    """Nothing, if a table that is there already has the columns that are to be written, in any order.

    Raises:
        ExportError: it has others; the message names them.
    """
    if set(found) == set(wanted):
        return
    missing = [f"{name} {type_}" for name, type_ in wanted if (name, type_) not in found]
    unknown = [f"{name} {type_}" for name, type_ in found if (name, type_) not in wanted]
    differences = [f"{what} {', '.join(names)}" for what, names in (("lacks", missing), ("has", unknown)) if names]
    raise ExportError(f"{place}: its table {table} is not this version's ({'; '.join(differences)}): {advice}")

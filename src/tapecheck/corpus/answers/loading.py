"""JSONL exports → a DuckDB file with the typed tables, in batches, so that memory doesn't grow with the corpus."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

import duckdb

from tapecheck.corpus.answers.schema import ddl
from tapecheck.corpus.exports import read_results
from tapecheck.corpus.sinks.typed import TABLES, typed_tables

ARTICLES_AT_A_TIME = 500


def load(paths: Iterable[Path], connection: duckdb.DuckDBPyConnection) -> None:
    """Make the five tables in the connection's database and fill them from the exports, in order.

    Raises:
        ConfigError: a file can't be read, or a line is not a result; the message names it.
        ExportError: pyarrow is not installed.
    """
    for table in TABLES:
        connection.execute(f"CREATE TABLE {table} ({ddl(table)})")
    results = chain.from_iterable(map(read_results, paths))
    while batch := list(islice(results, ARTICLES_AT_A_TIME)):
        for table, rows in typed_tables(batch).items():
            connection.register("batch", rows)
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM batch")  # noqa: S608 — a name of ours
            connection.unregister("batch")

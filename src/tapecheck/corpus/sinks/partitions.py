"""Typed tables ↔ a shard's Parquet files: for each table one file a publication month, ``records/month=2026-01/00007.parquet``.

The same rows always give the same bytes, so that a shard that is made anew can be told from another by its hash. The month is that of
``published_at`` in UTC, ``month=unknown`` without one: a plain word, as readers make different things of Hive's marker for null.
A table without rows in a month has no file there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tapecheck.corpus.sinks.columns import TABLES, TableName
from tapecheck.corpus.sinks.libraries import library
from tapecheck.corpus.sinks.typed import schema
from tapecheck.errors import ExportError, InvariantError

if TYPE_CHECKING:
    import pyarrow as pa

NO_MONTH = "unknown"


def shard_files(tables: Mapping[TableName, pa.Table], shard: str) -> Iterator[tuple[str, bytes]]:
    """Relative path → bytes of each Parquet file of a shard: zstd, one row group; by table, then by month.

    Rows go by the month of their article, in the order they have.

    Raises:
        ExportError: pyarrow is not installed.
    """
    articles = tables["articles"]
    months: dict[str, str] = {}
    for article_id, published in zip(_ids(articles), articles.column("published_at").to_pylist(), strict=True):
        months.setdefault(article_id, _month(published))
    for name in TABLES:
        rows: dict[str, list[int]] = {}
        for index, article_id in enumerate(_ids(tables[name])):
            rows.setdefault(months[article_id], []).append(index)
        for month in sorted(rows):
            yield f"{name}/month={month}/{shard}.parquet", _parquet(_taken(tables[name], rows[month]))


def read_shard(files: Mapping[str, bytes]) -> dict[TableName, pa.Table]:
    """The five tables of what ``shard_files`` gave, month by month; a table without files is empty.

    Raises:
        ExportError: pyarrow is not installed, or a file is not one of these or has other columns.
    """
    pyarrow = library("pyarrow")
    parts: dict[TableName, list[Any]] = {name: [schema(name).empty_table()] for name in TABLES}
    for path in sorted(files):
        name = next((name for name in TABLES if path.startswith(f"{name}/")), None)
        if name is None:
            raise ExportError(f"{path}: not a file of one of the tables {', '.join(TABLES)}")
        parts[name].append(_read(path, files[path], name))
    return {name: pyarrow.concat_tables(parts[name]).combine_chunks() for name in TABLES}


def replaced(
    old: Mapping[TableName, pa.Table], new: Mapping[TableName, pa.Table], order: Sequence[str]
) -> dict[TableName, pa.Table]:
    """``old`` with the rows of the articles in ``new`` in place of its own, all in the order of the article ids given.

    Raises:
        InvariantError: an article is not in ``order``.
    """
    pyarrow = library("pyarrow")
    positions = {article_id: index for index, article_id in reversed(list(enumerate(order)))}
    anew = set(_ids(new["articles"]))
    tables: dict[TableName, pa.Table] = {}
    for name in TABLES:
        kept = [index for index, article_id in enumerate(_ids(old[name])) if article_id not in anew]
        both = pyarrow.concat_tables([_taken(old[name], kept), new[name]])
        ids = _ids(both)
        if strange := set(ids) - positions.keys():
            raise InvariantError(f"article {min(strange)} is not in the order given")
        # sorted() is stable: the rows of an article stay in the order of its text.
        tables[name] = _taken(both, sorted(range(len(ids)), key=lambda index: positions[ids[index]]))
    return tables


def _ids(table: pa.Table) -> list[str]:
    ids: list[str] = table.column("article_id").to_pylist()
    return ids


def _taken(table: pa.Table, rows: Sequence[int]) -> pa.Table:
    pyarrow = library("pyarrow")
    # In one piece: how the rows came together must not show in the bytes of a file.
    return table.take(pyarrow.array(rows, pyarrow.int64())).combine_chunks()


def _month(published: datetime | None) -> str:
    return NO_MONTH if published is None else f"{published.year:04}-{published.month:02}"


def _parquet(table: pa.Table) -> bytes:
    stream = BytesIO()
    library("pyarrow.parquet").write_table(table, stream, compression="zstd", row_group_size=max(1, table.num_rows))
    return stream.getvalue()


def _read(path: str, content: bytes, name: TableName) -> pa.Table:
    pyarrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    try:
        table = parquet.ParquetFile(pyarrow.BufferReader(content)).read()
    except (pyarrow.ArrowException, OSError) as error:
        raise ExportError(f"{path}: not a Parquet file that can be read: {error}") from error
    if not table.schema.equals(schema(name)):
        raise ExportError(f"{path}: its columns are those of another version of tapecheck: extract the articles again")
    return table

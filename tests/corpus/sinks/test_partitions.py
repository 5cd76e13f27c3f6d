from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pytest

from tapecheck.corpus.sinks.columns import TABLES
from tapecheck.corpus.sinks.partitions import read_shard, replaced, shard_files
from tapecheck.corpus.sinks.typed import schema, typed_tables
from tapecheck.errors import ExportError, InvariantError
from tapecheck.records import Result

pa = pytest.importorskip("pyarrow")

Make = Callable[..., Result]
JANUARY, FEBRUARY = datetime(2026, 1, 31, 23, 59, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def results(result: Make) -> list[Result]:
    """Articles of three partitions, not in the order of their months."""
    return [
        result("b", published_at=FEBRUARY),
        result("x", published_at=None),
        result("a", published_at=JANUARY),
        result("c", [], published_at=FEBRUARY),
    ]


@pytest.fixture
def folder(results: list[Result], tmp_path: Path) -> Path:
    """The same, as files, in two shards."""
    for shard in (results[:2], results[2:]):
        for name, content in shard_files(typed_tables(shard), shard[0].article.id):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return tmp_path


def test_there_is_a_file_for_each_table_and_month(results: list[Result]) -> None:
    names = [name for name, _ in shard_files(typed_tables(results), "00007")]
    months = ("2026-01", "2026-02", "unknown")
    assert names == [f"{table}/month={month}/00007.parquet" for table in TABLES for month in months]


def test_a_table_without_rows_has_no_file(result: Make) -> None:
    names = [name for name, _ in shard_files(typed_tables([result("a", [])]), "00007")]
    assert names == ["articles/month=2026-01/00007.parquet"]
    assert list(shard_files(typed_tables([]), "00007")) == []


def test_the_month_is_that_of_utc(result: Make) -> None:
    # Midnight has passed in Tokyo, but not in UTC.
    published = datetime(2026, 2, 1, 8, tzinfo=timezone(timedelta(hours=9)))
    (name, _), *_ = shard_files(typed_tables([result("a", published_at=published)]), "00007")
    assert name == "articles/month=2026-01/00007.parquet"


def test_the_same_rows_are_the_same_bytes_however_they_came_together(results: list[Result]) -> None:
    files = dict(shard_files(typed_tables(results), "00007"))
    pieces = [typed_tables([each]) for each in results]
    together = {table: pa.concat_tables([piece[table] for piece in pieces]) for table in TABLES}
    assert dict(shard_files(together, "00007")) == files
    assert dict(shard_files(read_shard(files), "00007")) == files


def test_files_have_one_group_packed_with_zstd(results: list[Result]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for _, content in shard_files(typed_tables(results), "00007"):
        about = parquet.ParquetFile(pa.BufferReader(content)).metadata
        assert about.num_row_groups == 1
        assert about.row_group(0).column(0).compression == "ZSTD"


def test_what_was_written_is_read_again(results: list[Result]) -> None:
    tables = typed_tables(results)
    back = read_shard(dict(shard_files(tables, "00007")))
    assert back["articles"].column("article_id").to_pylist() == ["a", "b", "c", "x"]
    order = [each.article.id for each in results]
    nothing = {table: schema(table).empty_table() for table in TABLES}
    assert replaced(back, nothing, order) == tables


@pytest.mark.parametrize("again", [["a"], ["b", "x"], ["b", "x", "a", "c"]])
def test_articles_that_were_done_again_stand_where_they_would_have_stood(
    results: list[Result], result: Make, again: list[str]
) -> None:
    wanted = dict(shard_files(typed_tables(results), "00007"))
    before = [result(each.article.id, [], published_at=None) if each.article.id in again else each for each in results]
    old = read_shard(dict(shard_files(typed_tables(before), "00007")))
    new = typed_tables([each for each in results if each.article.id in again])
    order = [each.article.id for each in results]
    assert dict(shard_files(replaced(old, new, order), "00007")) == wanted


def test_an_article_that_has_no_place_is_a_bug(results: list[Result]) -> None:
    tables = typed_tables(results)
    with pytest.raises(InvariantError, match="article c is not in the order"):
        replaced(tables, typed_tables([]), ["a", "b", "x"])


def test_duckdb_reads_the_folder(folder: Path) -> None:
    found = duckdb.sql(
        f"SELECT month, count(*), max(value), max(readings['now']) FROM read_parquet('{folder}/records/*/*.parquet', "
        "hive_partitioning = true) GROUP BY month ORDER BY month"
    ).fetchall()
    assert found == [("2026-01", 2, 97000, "0.9"), ("2026-02", 2, 97000, "0.9"), ("unknown", 2, 97000, "0.9")]


def test_pyarrow_reads_the_folder(folder: Path) -> None:
    dataset = pytest.importorskip("pyarrow.dataset")
    data = dataset.dataset(folder / "records", partitioning="hive")
    assert data.schema.field("month").type == pa.string()
    assert data.to_table(filter=dataset.field("month") == "2026-01").column("article_id").to_pylist() == ["a", "a"]


def test_polars_reads_the_folder(folder: Path) -> None:
    polars = pytest.importorskip("polars")
    data = polars.scan_parquet(folder / "records", hive_partitioning=True)
    months = data.group_by("month").len().sort("month").collect()
    assert months.rows() == [("2026-01", 2), ("2026-02", 2), ("unknown", 2)]


def test_what_is_none_of_the_files_is_told(results: list[Result]) -> None:
    files = dict(shard_files(typed_tables(results), "00007"))
    name = "articles/month=2026-01/00007.parquet"
    with pytest.raises(ExportError, match=r"other/00007\.parquet: not a file of one of the tables"):
        read_shard({"other/00007.parquet": files[name]})
    with pytest.raises(ExportError, match=r"articles/.*: not a Parquet file that can be read"):
        read_shard({name: files[name][:-10]})
    with pytest.raises(ExportError, match=r"records/.*: its columns are those of another version"):
        read_shard({"records/month=2026-01/00007.parquet": files[name]})

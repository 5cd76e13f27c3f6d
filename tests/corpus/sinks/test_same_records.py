"""The same records whatever they are written to: the examples, checked, through every sink."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tapecheck.corpus.exports import read_results
from tapecheck.corpus.sinks.columns import COLUMNS, KEYS, TABLES, Type
from tapecheck.corpus.sinks.flat import to_arrow, write_parquet
from tapecheck.corpus.sinks.loading import load
from tapecheck.corpus.sinks.partitions import read_shard, shard_files
from tapecheck.corpus.sinks.stream import format_of, write
from tapecheck.corpus.sinks.typed import typed_tables
from tapecheck.records import Result

pytest.importorskip("pyarrow")

Rows = dict[str, list[tuple[Any, ...]]]
Ways = Callable[[list[Result], Path, pytest.FixtureRequest], Rows]


def plain(value: Any, type_: Type) -> Any:
    """A value as every library gives it: name → text as a dict, a moment in UTC."""
    if value is None:
        return None
    if type_ in ("mapping", "instants"):
        pairs = value.items() if isinstance(value, dict) else value
        return {name: plain(each, "instant" if type_ == "instants" else "text") for name, each in pairs}
    if type_ == "instant":
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)
    return value


def sorted_rows(table: str, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    columns = COLUMNS[table]
    keys = [index for index, column in enumerate(columns) if column.name in KEYS[table]]
    values = [tuple(plain(value, column.type) for value, column in zip(row, columns, strict=True)) for row in rows]
    return sorted(values, key=lambda row: [row[index] for index in keys])


def of_arrow(tables: Any) -> Rows:
    return {name: sorted_rows(name, [list(row.values()) for row in tables[name].to_pylist()]) for name in TABLES}


def of_query(ask: Callable[[str], list[tuple[Any, ...]]]) -> Rows:
    names = {table: ", ".join(f'"{column.name}"' for column in COLUMNS[table]) for table in TABLES}
    return {table: sorted_rows(table, ask(f"SELECT {names[table]} FROM {table}")) for table in TABLES}


def of_duckdb(path: Path) -> Rows:
    with duckdb.connect(str(path)) as connection:
        return of_query(lambda query: connection.execute(query).fetchall())


def of_postgres(address: str) -> Rows:
    import psycopg

    with psycopg.connect(address) as connection:
        return of_query(lambda query: connection.execute(query).fetchall())


class Nobody:
    """Watches nothing."""

    def part(self, loaded: object) -> None:
        pass


def through_jsonl(results: list[Result], folder: Path, request: pytest.FixtureRequest) -> Rows:
    write(results, folder / "out.jsonl", "jsonl")
    return of_arrow(typed_tables(read_results(folder / "out.jsonl")))


def through_parquet(results: list[Result], folder: Path, request: pytest.FixtureRequest) -> Rows:
    return of_arrow(read_shard(dict(shard_files(typed_tables(results), "00000"))))


def through_duckdb(results: list[Result], folder: Path, request: pytest.FixtureRequest) -> Rows:
    path = folder / "out.duckdb"
    write(results, path, format_of(path))
    assert [each.name for each in folder.iterdir()] == ["out.duckdb"]
    return of_duckdb(path)


def through_jsonl_into_duckdb(results: list[Result], folder: Path, request: pytest.FixtureRequest) -> Rows:
    write(results, folder / "out.jsonl", "jsonl")
    load([str(folder / "out.jsonl")], str(folder / "out.duckdb"), Nobody())
    return of_duckdb(folder / "out.duckdb")


def through_postgres(results: list[Result], folder: Path, request: pytest.FixtureRequest) -> Rows:
    address: str = request.getfixturevalue("postgres")
    write(results, address, format_of(address))
    return of_postgres(address)


def through_jsonl_into_postgres(results: list[Result], folder: Path, request: pytest.FixtureRequest) -> Rows:
    address: str = request.getfixturevalue("postgres")
    write(results, folder / "out.jsonl", "jsonl")
    load([str(folder / "out.jsonl")], address, Nobody())
    return of_postgres(address)


@pytest.mark.parametrize(
    "through",
    [
        through_jsonl,
        through_parquet,
        through_duckdb,
        through_jsonl_into_duckdb,
        through_postgres,
        through_jsonl_into_postgres,
    ],
)
def test_every_sink_has_the_same_rows(
    examples: list[Result], tmp_path: Path, request: pytest.FixtureRequest, through: Ways
) -> None:
    wanted = of_arrow(typed_tables(examples))
    assert all(wanted[table] for table in TABLES)
    assert {row[2] for row in wanted["verdicts"]} == {"SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"}
    assert through(examples, tmp_path, request) == wanted


def test_the_flat_table_has_the_same_records(examples: list[Result]) -> None:
    """The columns that both have, with the same values, from results and from their lines."""
    parquet = pytest.importorskip("pyarrow.parquet")
    again = [Result.model_validate_json(each.to_json()) for each in examples]
    stream = io.BytesIO()
    write_parquet(again, stream)
    assert parquet.read_table(stream) == to_arrow(examples)
    flat = {(row["article_id"], row["record_id"]): row for row in to_arrow(examples).to_pylist()}
    typed = typed_tables(examples)
    for row in typed["records"].to_pylist():
        other = flat.pop((row["article_id"], row["record_id"]))
        both = row.keys() & other.keys()
        assert len(both) > 25
        assert {name: row[name] for name in both} == {name: other[name] for name in both}
        assert (row["fact_id"], row["source_name"]) == (other["fact"], other["source"])
    assert list(flat) == [("bad", None)]
    labels = {(row["article_id"], row["record_id"]): row for row in typed["verdicts"].to_pylist()}
    for row in to_arrow(examples).to_pylist():
        verdict = labels.get((row["article_id"], row["record_id"]))
        assert row["verdict"] == (verdict and verdict["label"])
        assert json.loads(row["observed"] or "[]") == (dict(verdict["observed"]) if verdict else [])

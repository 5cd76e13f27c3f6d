from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.corpus.answers.opening import opened
from tapecheck.corpus.answers.tables import Tables
from tapecheck.errors import ConfigError

Corpus = Any


@pytest.fixture(params=["file", "folder"])
def tables(corpus: Corpus, request: pytest.FixtureRequest) -> Iterator[Tables]:
    words = "Bitcoin is at $0.000000000000000001."
    corpus.tell("one.example", "2026-01-14", words, "$0.000000000000000001", kind="price", value="0.000000000000000001")
    with opened(corpus.written() if request.param == "file" else corpus.as_run()) as tables:
        yield tables


def rows(tables: Tables, sql: str, **given: str) -> list[tuple[object, ...]]:
    return list(tables.ask(sql, given).rows)


@pytest.mark.parametrize(
    ("sql", "cells"),
    [
        ("SELECT value FROM records", (Decimal("0.000000000000000001"),)),
        ("SELECT published_at, published_at::DATE FROM articles", ("2026-01-14T09:30:00Z", "2026-01-14")),
        (
            "SELECT TIMESTAMP '2026-01-14 09:30:00.000001', TIMESTAMPTZ 'infinity'",
            ("2026-01-14T09:30:00.000001", "infinity"),
        ),
        ("SELECT [1, 2], {'a': 1.50}, MAP {'b': 'x'}", ("[1,2]", '{"a":1.5}', '{"b":"x"}')),
        ("SELECT true, NULL, 1.5::DOUBLE, 'a'", (True, None, 1.5, "a")),
        ("SELECT 170141183460469231731687303715884105727::HUGEINT", (170141183460469231731687303715884105727,)),
        ("SELECT 1 AS a, 2 AS a -- and a comment", (1, 2)),
        ("WITH one AS (SELECT 1) FROM one;", (1,)),
    ],
)
def test_exactly_what_is_asked(tables: Tables, sql: str, cells: tuple[object, ...]) -> None:
    assert rows(tables, sql) == [cells]


def test_the_order_is_that_of_the_question(tables: Tables) -> None:
    asked = "SELECT hash(i) AS h, now() FROM range(100000) t(i) ORDER BY h"
    told = [row[0] for row in rows(tables, asked)]
    assert told == sorted(told)


def test_parameters(tables: Tables) -> None:
    assert rows(tables, "SELECT $least::BIGINT + 1, $name", least="2", name="'; DROP") == [(3, "'; DROP")]
    with pytest.raises(ConfigError, match="the question has a parameter \\$least: add --set least=VALUE"):
        rows(tables, "SELECT $least")
    with pytest.raises(ConfigError, match="--set most: the question has no such parameter; it has: least"):
        rows(tables, "SELECT $least", least="1", most="2")
    with pytest.raises(ConfigError, match="Could not convert string 'many' to INT64"):
        rows(tables, "SELECT $least::BIGINT", least="many")


@pytest.mark.parametrize(
    "sql",
    [
        "COPY articles TO '{folder}/stolen.csv'",
        "WITH x AS (COPY articles TO '{folder}/stolen.csv') SELECT 1",
        "SELECT 1) AS answer; COPY articles TO '{folder}/stolen.csv'; SELECT (1",
        "WITH x AS (INSERT INTO run.articles (article_id) VALUES ('x') RETURNING *) SELECT * FROM x",
        "INSERT INTO articles (article_id) VALUES ('x')",
        "DROP VIEW articles",
        "CREATE TABLE x AS SELECT 1",
        "ATTACH '{folder}/other.duckdb'",
        "SET enable_external_access = true",
        "SET threads = 1",
        "INSTALL httpfs",
        "LOAD httpfs",
        "EXPLAIN ANALYZE SELECT 1",
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('{folder}/secret.txt')",
        "FROM '{folder}/secret.parquet'",
        "FROM glob('{folder}/*')",
        "FROM 'https://data.example/x.parquet'",
        "FROM secret",
        "SELECT 1; SELECT 2",
        "",
    ],
)
def test_nothing_outside_and_nothing_written(tables: Tables, tmp_path: Path, sql: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    secret = [1]  # noqa: F841 — a Python variable that DuckDB would find if it were allowed to
    before = {path: path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(ConfigError) as error:
        rows(tables, sql.format(folder=tmp_path))
    assert "\n" not in str(error.value)
    assert {path: path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_error_is_one_line_with_what_could_have_been_meant(tables: Tables) -> None:
    with pytest.raises(ConfigError, match=r'^Binder Error: .*"publishr".*Candidate bindings: .*"publisher"') as error:
        rows(tables, "SELECT publishr FROM articles")
    assert "LINE" not in str(error.value)


def test_an_error_that_comes_with_the_rows(tables: Tables) -> None:
    with pytest.raises(ConfigError, match=r"Could not convert string 'one.example' to INT64"):
        rows(tables, "SELECT publisher::BIGINT FROM articles")

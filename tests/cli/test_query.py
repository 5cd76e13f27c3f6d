from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tapecheck = Callable[..., Any]
ROWS = [
    {"id": "a1", "text": "Bitcoin set an all-time high of $126,080 on October 6.", "publisher": "=1+1"},
    {"id": "a2", "text": "Bitcoin set an all-time high of $124,500 on October 6.", "publisher": "Mock Times"},
    {"id": "a3", "text": '"We will see more", said Ada Example of Sample Bank.', "publisher": "Mock Times"},
]


@pytest.fixture
def export(tmp_path: Path, tapecheck: Tapecheck) -> Path:
    articles, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        json.dumps({**row, "published_at": "2025-10-14T22:30:00Z", "url": f"https://{row['id']}.example/x"})
        for row in ROWS
    ]
    articles.write_text("\n".join(lines), "utf-8")
    assert tapecheck("extract", articles, "-o", out, "--ner", "none", "--figures", "patterns").status == 0
    return out


def test_sql_over_an_export(tapecheck: Tapecheck, export: Path) -> None:
    ended = tapecheck(
        "query", export, "SELECT article_id, published_at, month FROM articles WHERE article_id = $id", "--set", "id=a2"
    )
    assert ended == (0, "article_id,published_at,month\na2,2025-10-14T22:30:00Z,2025-10\n", "")


def test_each_format(tapecheck: Tapecheck, export: Path, tmp_path: Path) -> None:
    asked = "SELECT article_id AS id, value, [kind] AS kinds FROM records WHERE kind = 'price' ORDER BY id"
    row = {"id": "a1", "value": "126080", "kinds": ["price"]}
    assert json.loads(tapecheck("query", export, asked, "--format", "json").out)[0] == row
    assert json.loads(tapecheck("query", export, asked, "--format", "jsonl").out.splitlines()[0]) == row
    shown = tapecheck("query", export, asked, "--format", "table").out.splitlines()
    assert (shown[0].split(), shown[1].split(), shown[-1].strip()) == (
        ["id", "value", "kinds"],
        ["a1", "126,080", '["price"]'],
        "2 rows",
    )
    out = tmp_path / "answer.parquet"
    assert tapecheck("query", export, asked, "-o", out) == (0, "", "")
    assert tapecheck("query", export, "SELECT 1 WHERE false", "--format", "json").out == "[]\n"

    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(out)
    assert str(table.schema.field("value").type) == "decimal128(38, 18)"
    assert table.column("id").to_pylist() == ["a1", "a2"]


def test_a_default_that_leaves_no_row_is_named(tapecheck: Tapecheck, export: Path) -> None:
    told = "tapecheck: no row with least=3, only who is quoted at least so many times: try --set least=1\n"
    assert tapecheck("query", export, "most-quoted").err == told
    for least in ("1", "9"):
        assert tapecheck("query", export, "most-quoted", "--set", f"least={least}").err == ""


def test_no_number_or_time_goes_on_in_the_next_line(tapecheck: Tapecheck, export: Path) -> None:
    many = ", ".join(f"'some words that are long' AS column_{n}" for n in range(12))
    asked = f"SELECT {many}, 165000000 AS sum, published_at FROM articles LIMIT 1"
    shown = tapecheck("query", export, asked, "--format", "table").out
    assert ("165,000,000" in shown, "2025-10-14 22:30" in shown) == (True, True)


def test_a_file_by_its_name_and_no_cell_is_a_formula(tapecheck: Tapecheck, export: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.csv"
    asked = "SELECT publisher, -1.50::DECIMAL(4,2) AS less FROM articles ORDER BY article_id LIMIT 1"
    assert tapecheck("query", export, asked, "-o", out) == (0, "", "")
    assert out.read_text("utf-8") == "publisher,less\n'=1+1,-1.5\n"


def test_a_wrong_question_leaves_the_old_file(tapecheck: Tapecheck, export: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.csv"
    out.write_text("old", "utf-8")
    ended = tapecheck("query", export, "SELECT publisher::BIGINT FROM articles", "-o", out)
    assert (ended.status, out.read_text("utf-8")) == (2, "old")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["SELECT nothing FROM articles"], 'Binder Error: Referenced column "nothing" not found'),
        (
            ["most-quotd"],
            "'most-quotd' is no SELECT and no ready-made question; those are: conflicts, liquidations, most-quoted, refuted",
        ),
        (["most-quoted", "--set", "least"], "--set least: write NAME=VALUE"),
        (["liquidations"], "liquidations needs market data: add --market STORE"),
        (["SELECT 1 AS a", "--format", "parquet"], "Parquet needs a file to write to: add -o NAME.parquet"),
        (["SELECT 1 AS a", "--format", "table", "-o", "x"], "--format table goes to standard output"),
        (["SELECT 1 AS a", "--market", "missing.duckdb"], "--market missing.duckdb: no such file"),
    ],
)
def test_what_is_wrong_is_one_line(tapecheck: Tapecheck, export: Path, words: list[str], message: str) -> None:
    ended = tapecheck("query", export, *words)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"tapecheck: error: {message}")
    assert ended.err.count("\n") == 1


def test_conflicts_for_a_person(tapecheck: Tapecheck, export: Path) -> None:
    shown = tapecheck("query", export, "conflicts", "--format", "table").out
    assert "1. BTC all-time high  2025-10-14, 1.3% apart" in shown
    assert shown.index("$126,080") < shown.index("=1+1, 2025-10-14: “Bitcoin set an all-time high")
    assert shown.rstrip().endswith("1 conflict")
    rows = list(csv.DictReader(io.StringIO(tapecheck("query", export, "conflicts").out)))
    assert {(row["publisher"], row["value"], row["day"]) for row in rows} == {
        ("'=1+1", "126080", "2025-10-14"),
        ("Mock Times", "124500", "2025-10-14"),
    }


def test_what_there_is_to_ask(tapecheck: Tapecheck, export: Path) -> None:
    shown = tapecheck("query", export).out
    assert "articles  3 rows" in shown
    assert "published_at timestamp with time zone" in " ".join(shown.split())
    for name in ("conflicts", "liquidations", "most-quoted", "refuted"):
        assert f"\n  {name}  " in shown
    assert "--set least=…  only who is quoted at least so many times. (default 3)" in shown


def test_a_run_that_was_written_as_parquet(tapecheck: Tapecheck, export: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    words = ("--ner", "none", "--figures", "patterns", "--format", "parquet")
    assert tapecheck("extract", tmp_path / "in.jsonl", "-o", f"{out}/", *words).status == 0
    assert tapecheck("query", out, "conflicts").out == tapecheck("query", export, "conflicts").out

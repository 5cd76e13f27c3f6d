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
    {"id": "a1", "text": "Analyst Ada Example of Sample Bank expects bitcoin to reach $120,000 by January 20."},
    {"id": "a2", "text": "Trader Ben Sample expects bitcoin to reach $150,000 by January 20."},
    {"id": "a3", "text": "Bitcoin could reach $150,000 by January 20."},
]
CANDLES = "open_time,open,high,low,close,volume\n" + "".join(
    f"2026-01-{day:02} {hour:02}:00:00,96000,{121000 if day == 18 else 97000},95000,96000,10\n"
    for day in range(13, 26)
    for hour in range(24)
)


@pytest.fixture
def store(tmp_path: Path, tapecheck: Tapecheck) -> Path:
    candles, path = tmp_path / "BTCUSDT-1h-2026-01.csv", tmp_path / "tape.duckdb"
    candles.write_text(CANDLES, "utf-8")
    assert tapecheck("market", "import", candles, "--market", path).status == 0
    return path


@pytest.fixture
def export(tmp_path: Path, tapecheck: Tapecheck) -> Path:
    articles, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        json.dumps({**row, "published_at": "2026-01-14T22:30:00Z", "url": f"https://news.example/{row['id']}"})
        for row in ROWS
    ]
    articles.write_text("\n".join(lines), "utf-8")
    assert tapecheck("extract", articles, "-o", out, "--ner", "none", "--figures", "patterns").status == 0
    return out


def test_as_a_table(tapecheck: Tapecheck, export: Path, store: Path) -> None:
    ended = tapecheck("scoreboard", export, "--market", store)
    assert (ended.status, ended.err) == (0, "")
    assert "hit rate" in ended.out
    assert "HIT    BTC $120,000 by 2026-01-21, said 2026-01-14, reached 2026-01-18" in ended.out
    assert "MISSED BTC $150,000 by 2026-01-21, said 2026-01-14, nearest 19.33% away" in ended.out
    assert "https://news.example/a1" in ended.out
    assert ended.out.index("1. Ada Example") < ended.out.index("2. Ben Sample")


def test_as_json(tapecheck: Tapecheck, export: Path, store: Path) -> None:
    board = json.loads(tapecheck("scoreboard", export, export, "--market", store, "--format", "json").out)
    assert [(one["name"], one["calls"], one["hit_rate"]) for one in board["standings"]] == [
        ("Ada Example", 1, "1"),
        ("Ben Sample", 1, "0"),
    ]
    (call,) = board["standings"][0]["made"]
    assert (call["article"], call["outcome"], call["touched_at"]) == ("a1", "HIT", "2026-01-18T00:00:00Z")


def test_as_csv_to_a_file(tapecheck: Tapecheck, export: Path, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "board.csv"
    assert tapecheck("scoreboard", export, "--market", store, "--format", "csv", "-o", out) == (0, "", "")
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert [(row["name"], row["outcome"], row["value"], row["horizon_end"]) for row in rows] == [
        ("Ada Example", "HIT", "120000", "2026-01-21T00:00:00Z"),
        ("Ben Sample", "MISSED", "150000", "2026-01-21T00:00:00Z"),
    ]


def test_a_csv_cell_is_no_formula(tapecheck: Tapecheck, export: Path, store: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited.jsonl"
    edited.write_text(export.read_text("utf-8").replace("Ada Example", "=1+1"), "utf-8")
    rows = list(csv.DictReader(io.StringIO(tapecheck("scoreboard", edited, "--market", store, "--format", "csv").out)))
    assert {row["speaker"] for row in rows} == {"'=1+1", "Ben Sample"}


def test_nobody_is_said_in_a_sentence(tapecheck: Tapecheck, export: Path, store: Path) -> None:
    ended = tapecheck("scoreboard", export, "--market", store, "--least", "2")
    assert (ended.status, ended.out) == (0, "Nobody named makes 2 forecasts with an outcome in the 3 articles.\n")


@pytest.mark.parametrize(
    ("results", "option", "words"),
    [("missing.jsonl", "--market", "RESULTS"), ("out.jsonl", "--nothing", "--market")],
)
def test_what_is_missing_is_named(
    tapecheck: Tapecheck, export: Path, store: Path, tmp_path: Path, results: str, option: str, words: str
) -> None:
    path = store if option == "--market" else tmp_path / "missing.duckdb"
    ended = tapecheck("scoreboard", tmp_path / results, "--market", path)
    assert (ended.status, words in ended.err) == (2, True)

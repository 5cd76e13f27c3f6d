"""``extract --published-at``: a text that does not say when it appeared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tapecheck.market import MarketStore

Tapecheck = Callable[..., Any]
FAST = ("--ner", "none", "--figures", "patterns")
DATED = '{"id": "a1", "text": "Bitcoin was at $97,000.", "published_at": "2026-01-02T09:00:00Z"}\n'


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("pasted.txt").write_text("Bitcoin was at $97,000.\n", "utf-8")
    Path("dated.jsonl").write_text(DATED, "utf-8")
    MarketStore.open("t.duckdb", create=True).close()
    return tmp_path


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("workers", [(), ("--workers", "1")])
def test_it_dates_what_brings_no_time_and_nothing_else(tapecheck: Tapecheck, workers: tuple[str, ...]) -> None:
    ended = tapecheck(
        "extract", "pasted.txt", "dated.jsonl", "--published-at", "2026-01-13T21:30", *FAST, *workers, "-o", "out.jsonl"
    )
    assert ended.status == 0
    times = [json.loads(line)["article"]["published_at"] for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    assert times == ["2026-01-13T21:30:00Z", "2026-01-02T09:00:00Z"]


@pytest.mark.usefixtures("place")
def test_the_table_says_what_a_text_without_a_date_lacks(tapecheck: Tapecheck) -> None:
    asked = ("extract", "pasted.txt", "--market", "t.duckdb", "--format", "table", *FAST)
    assert "no date: 1 record can't be checked without the time of the article" in tapecheck(*asked).out
    dated = tapecheck(*asked, "--published-at", "2026-01-13T21:30Z").out
    assert ("13 Jan 2026 21:30 UTC" in dated, "no date" in dated) == (True, False)


@pytest.mark.usefixtures("place")
def test_the_explanation_has_it_too(tapecheck: Tapecheck) -> None:
    asked = ("extract", "pasted.txt", "--market", "t.duckdb", *FAST, "-o", "out.jsonl")
    assert tapecheck(*asked).status == 0
    record = json.loads(Path("out.jsonl").read_text("utf-8"))["records"][0]["id"]
    told = tapecheck(*asked[:-2], "--explain", record).out
    assert "the article's time is not known (article_time)" in " ".join(told.split())
    told = tapecheck(*asked[:-2], "--explain", record, "--published-at", "2026-01-13T21:30Z").out
    assert "13 Jan 2026 21:30 UTC" in told

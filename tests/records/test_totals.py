"""Which liquidations are parts of which totals, ``tests/specs/totals/liquidations.jsonl``: for each figure its total, ``null``: none."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tapecheck.config import Settings
from tapecheck.pipeline import Pipeline

SPECS = Path(__file__).parents[1] / "specs" / "totals" / "liquidations.jsonl"
PUBLISHED_AT = datetime(2026, 1, 14, 22, tzinfo=UTC)
PATTERNS = Pipeline.from_config(Settings(ner="none", figures="patterns"))
ROWS: list[dict[str, Any]] = [json.loads(line) for line in SPECS.read_text("utf-8").splitlines()]


def records_of(text: str) -> list[dict[str, Any]]:
    result = json.loads(PATTERNS.extract(text, published_at=PUBLISHED_AT).to_json())
    return [record for record in result["records"] if record["kind"] == "liquidation"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:70])
def test_a_sum_is_part_of(row: dict[str, Any]) -> None:
    found = records_of(row["text"])
    words = {record["id"]: record["provenance"]["exact"] for record in found}
    parts = {words[record["id"]]: words.get(record["part_of"]) for record in found}
    assert {name: parts.get(name, "no liquidation") for name in row["parts"]} == row["parts"]


def test_every_class_has_enough_sentences_with_and_without_it() -> None:
    stated = Counter((row["class"], any(row["parts"].values())) for row in ROWS)
    for kind in {row["class"] for row in ROWS}:
        assert min(stated[kind, True], stated[kind, False]) >= 5, kind


def test_a_part_takes_window_and_source_from_its_total() -> None:
    text = "CoinGlass counted $640 million of liquidations in the past 24 hours. Of that, $410 million were shorts."
    total, part = records_of(text)
    assert part["part_of"] == total["id"]
    assert (part["window"], part["source"], part["time"]) == ("24h", "CoinGlass", total["time"])


def test_a_part_keeps_a_window_of_its_own() -> None:
    text = "Liquidations reached $3.5 billion in 24 hours. Of that, $2.1 billion was liquidated in the past hour."
    total, part = records_of(text)
    assert part["part_of"] == total["id"]
    assert (total["window"], part["window"]) == ("24h", "1h")

"""Who forecasts a figure outside quotation marks, by when, and on what it depends: ``tests/specs/forecasts/*.jsonl``.

A row gives for each of its figures, by its words, the speaker, the first and last day (half-open) of its time, or the words of its
condition; ``null``: nobody, none.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tapecheck.config import Settings
from tapecheck.pipeline import Pipeline
from tapecheck.records.forecasts import way_of

SPECS = Path(__file__).parents[1] / "specs" / "forecasts"
PUBLISHED_AT = datetime(2026, 1, 14, 22, tzinfo=UTC)
PATTERNS = Pipeline.from_config(Settings(ner="none", figures="patterns"))


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SPECS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def records_of(text: str) -> dict[str, dict[str, Any]]:
    result = json.loads(PATTERNS.extract(text, published_at=PUBLISHED_AT).to_json())
    return {record["provenance"]["exact"]: record for record in result["records"] if record["kind"] != "quote"}


@pytest.mark.parametrize("row", rows_of("speakers"), ids=lambda row: row["text"][:60])
def test_a_figure_is_said_by(row: dict[str, Any]) -> None:
    found = records_of(row["text"])
    said = {words: (found[words]["attribution"] or {}).get("speaker") for words in row["speakers"] if words in found}
    assert said == row["speakers"]


@pytest.mark.parametrize("row", rows_of("horizons"), ids=lambda row: row["text"][:60])
def test_a_forecast_is_for(row: dict[str, Any]) -> None:
    found = records_of(row["text"])
    times = {words: found[words]["time"] for words in row["times"] if words in found}
    assert {w: t and [t["start"][:10], t["end"][:10]] for w, t in times.items()} == row["times"]


@pytest.mark.parametrize("row", rows_of("conditions"), ids=lambda row: row["text"][:60])
def test_a_forecast_depends_on(row: dict[str, Any]) -> None:
    found = records_of(row["text"])
    assert {words: found[words]["condition"] for words in row["conditions"]} == row["conditions"]


@pytest.mark.parametrize(
    ("before", "way"),
    [
        ("bitcoin could climb back to ", "up"),
        ("expects a rally towards ", "up"),
        ("warned of a drop below ", "down"),
        ("may pull back to ", "down"),
        ("expects ether to trade at ", None),
        ("after a fall, a price of ", None),
    ],
)
def test_the_words_before_a_price_say_rise_or_fall(before: str, way: str | None) -> None:
    assert way_of(before) == way


def test_every_class_has_enough_sentences_with_and_without_it() -> None:
    rows = rows_of("speakers")
    stated = Counter((row["class"], any(row["speakers"].values())) for row in rows)
    for kind in {row["class"] for row in rows}:
        assert min(stated[kind, True], stated[kind, False]) >= 5, kind
    for name, field in (("horizons", "times"), ("conditions", "conditions")):
        told = [any(row[field].values()) for row in rows_of(name)]
        assert min(told.count(True), told.count(False)) >= 5, name

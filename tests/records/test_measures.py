"""What figures are measured on and how, ``tests/specs/measures``: each row marks its figure with brackets."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tapecheck.records.measures import (
    Around,
    direction_of,
    liquidation_scope,
    majority_of,
    measure_of,
    scope_of,
)

SPECS = Path(__file__).parents[1] / "specs" / "measures"


def rows(name: str) -> list[Any]:
    lines = (SPECS / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [pytest.param(row, id=row["text"][:50]) for row in map(json.loads, lines)]


def words(text: str) -> Around:
    before, _, rest = text.partition("[")
    _, _, after = rest.partition("]")
    return Around(before, after, text.replace("[", "").replace("]", ""))


@pytest.mark.parametrize("row", rows("scope"))
def test_scope(row: dict[str, Any]) -> None:
    around = words(row["text"])
    liquidated = row["metric"] == "liquidation"
    found = liquidation_scope(around) if liquidated else scope_of(row["metric"], row["asset"], around)
    assert found == row["scope"]


@pytest.mark.parametrize("row", rows("measure"))
def test_measure(row: dict[str, Any]) -> None:
    assert measure_of(row["metric"], words(row["text"])) == row["measure"]


@pytest.mark.parametrize("row", rows("direction"))
def test_direction(row: dict[str, Any]) -> None:
    assert direction_of(words(row["text"])) == row["direction"]


@pytest.mark.parametrize("row", rows("majority"))
def test_majority(row: dict[str, Any]) -> None:
    assert majority_of(words(row["text"])) == row["majority"]


def test_hostile_words_take_no_time() -> None:
    """The stretches that are looked at are bounded, and so are the patterns."""
    for unit in ("since the its ", "most ", "add an additional ", "a b ", "two x y z "):
        text = unit * 200
        around = Around(text[:160], text[:160], text[:1000], text[:400])
        begin = time.perf_counter()
        for name in ("flow", "market_cap", "dominance", "share", "index"):
            scope_of(name, "BTC", around)
            measure_of(name, around)
        direction_of(around)
        majority_of(around)
        liquidation_scope(around)
        assert time.perf_counter() - begin < 0.5

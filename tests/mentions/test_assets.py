"""The asset finder against its table and its specification."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from tapecheck.mentions import assets

SPEC = Path(__file__).parents[1] / "specs" / "mentions" / "assets.jsonl"
CASES = [json.loads(line) for line in SPEC.read_text(encoding="utf-8").splitlines()]


def _table(name: str) -> list[dict]:
    data = resources.files("tapecheck").joinpath(f"data/{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in data.splitlines()]


ROWS = _table("assets")


def _symbols(text: str) -> set[str]:
    return {asset.symbol for asset in assets.find(text)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_finds_what_the_specification_says(case: dict) -> None:
    found = assets.find(case["text"])
    assert [[asset.text, asset.symbol, asset.rule] for asset in found] == case["assets"]
    assert all(case["text"][asset.start : asset.end] == asset.text for asset in found)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["symbol"])
def test_examples_match_their_row_and_no_other(row: dict) -> None:
    assert row["examples"]
    assert {example: _symbols(example) for example in row["examples"]} == {
        example: {row["symbol"]} for example in row["examples"]
    }
    assert [text for text in row["counter_examples"] if row["symbol"] in _symbols(text)] == []


def test_symbols_are_unique_and_sorted() -> None:
    symbols = [row["symbol"] for row in ROWS]
    assert symbols == sorted(set(symbols))
    assert len([row for row in ROWS if row["asset_class"] == "coin"]) >= 200


def test_acronyms_are_unique_sorted_and_no_assets() -> None:
    rows = _table("acronyms")
    names = [row["acronym"] for row in rows]
    assert names == sorted(set(names))
    for row in rows:
        for example in row["examples"]:
            assert not [asset for asset in assets.find(example) if asset.rule == "asset.declared/1"], example


def test_ambiguous_names_are_marked() -> None:
    sure, ambiguous = assets.find("Bitcoin and Near fell, and the NEAR token fell most.")[:2]
    assert (sure.evidence, ambiguous.evidence) == ("sure", "context")


def test_an_ambiguous_name_follows_the_sure_one_elsewhere() -> None:
    assert _symbols("Fees on Avalanche are low.") == set()
    assert _symbols("Fees on Avalanche are low. Avalanche's AVAX rose.") == {"AVAX"}

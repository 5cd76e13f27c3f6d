"""Exchanges and data providers against their tables."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from tapecheck.mentions import venues


def _table(name: str) -> list[dict]:
    data = resources.files("tapecheck").joinpath(f"data/{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in data.splitlines()]


def _names(text: str) -> set[str]:
    return {mention.name for mention in venues.find(text)}


@pytest.mark.parametrize("row", [*_table("venues"), *_table("providers")], ids=lambda row: row["name"])
def test_examples_match_their_row_and_no_other(row: dict) -> None:
    assert row["examples"]
    for example in row["examples"]:
        assert _names(example) == {row["name"]}, example
    for text in row["counter_examples"]:
        assert row["name"] not in _names(text), text


@pytest.mark.parametrize("name", ["venues", "providers"])
def test_names_are_unique_and_sorted(name: str) -> None:
    names = [row["name"] for row in _table(name)]
    assert names == sorted(set(names))


def test_text_is_the_wording_and_name_the_canonical_spelling() -> None:
    text = "Okex and Coinglass agree."
    assert [(m.label, text[m.start : m.end], m.text, m.name) for m in venues.find(text)] == [
        ("VENUE", "Okex", "Okex", "OKX"),
        ("PROVIDER", "Coinglass", "Coinglass", "CoinGlass"),
    ]


def test_an_ambiguous_name_follows_the_sure_one_elsewhere() -> None:
    assert _names("Volume at Gate doubled.") == set()
    assert _names("Volume at Gate doubled. Gate.io said so.") == {"Gate"}

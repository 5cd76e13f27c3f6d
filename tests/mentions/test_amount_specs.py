"""The spec tables of figures: each row is a text and all the figures in it, with their values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.mentions import amounts, bounds, currencies, figures, multiples, numbers, quantities
from tapecheck.schema.mention import Amount, Asset, Money, Percent

SPECS = Path(__file__).parents[1] / "specs" / "mentions"


def rows(name: str) -> list[Any]:
    lines = (SPECS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=f"{name}-{number}") for number, line in enumerate(lines, start=1)]


def agree(found: Sequence[Amount], row: dict[str, Any], **fields: str) -> None:
    """The figures found are those of the row; ``fields`` names what else is compared and its default."""
    expected = [
        (
            mention["text"],
            Decimal(mention["value"]),
            Decimal(mention["value_high"]) if "value_high" in mention else None,
            *(mention.get(field, default) for field, default in fields.items()),
        )
        for mention in row["mentions"]
    ]
    assert [(m.text, m.value, m.value_high, *(getattr(m, field) for field in fields)) for m in found] == expected
    for mention in found:
        assert row["text"][mention.start : mention.end] == mention.text
        assert (mention.bound == "between") == (mention.value_high is not None)


@pytest.mark.parametrize("row", rows("money"))
def test_money(row: dict[str, Any]) -> None:
    agree([mention for mention in amounts.find(row["text"]) if isinstance(mention, Money)], row, currency="USD")


@pytest.mark.parametrize("row", rows("multiple"))
def test_multiple(row: dict[str, Any]) -> None:
    agree(multiples.find(row["text"]), row)


@pytest.mark.parametrize("row", rows("percent"))
def test_percent(row: dict[str, Any]) -> None:
    agree([mention for mention in amounts.find(row["text"]) if isinstance(mention, Percent)], row, unit="percent")


@pytest.mark.parametrize("row", rows("number"))
def test_numbers(row: dict[str, Any]) -> None:
    agree(numbers.find(row["text"]), row)


@pytest.mark.parametrize("row", rows("quantity"))
def test_quantities(row: dict[str, Any]) -> None:
    assets, at = [], 0
    for named in row["assets"]:
        at = row["text"].index(named["text"], at)
        end = at + len(named["text"])
        assets.append(
            Asset(start=at, end=end, text=named["text"], rule="spec", symbol=named["symbol"], asset_class="coin")
        )
        at = end
    agree(quantities.find(row["text"], assets), row, unit="")


@pytest.mark.parametrize("row", rows("bound"))
def test_bounds(row: dict[str, Any]) -> None:
    start = row["text"].index(row["figure"])
    assert bounds.bound(row["text"], start, start + len(row["figure"])) == row["bound"]


@pytest.mark.parametrize("cue", bounds.table(), ids=lambda cue: cue.cue)
def test_each_bound_cue_carries_its_examples(cue: bounds.Cue) -> None:
    assert cue.examples
    for text, figure in cue.examples:
        start = text.index(figure)
        assert bounds.bound(text, start, start + len(figure)) == cue.bound, text


@pytest.mark.parametrize("form", [(cue, form) for cue in bounds.table() if cue.side == "before" for form in cue.forms])
def test_each_form_of_a_cue_bounds_the_figure_behind_it(form: tuple[bounds.Cue, str]) -> None:
    cue, words = form
    behind = f" {sorted(cue.then)[0]}" if cue.then else ""
    text = f"It was {words} $95,000{behind}"
    start = text.index("$")
    assert bounds.bound(text, start, start + 7) == cue.bound


@pytest.mark.parametrize("row", currencies.table(), ids=lambda row: row.code)
def test_each_currency_is_found_in_its_examples(row: currencies.Row) -> None:
    assert row.examples
    for text in row.examples:
        found = [mention.currency for mention in amounts.find(text) if isinstance(mention, Money)]
        assert found == [row.code], text


def test_no_sign_code_or_name_stands_for_two_currencies() -> None:
    owners: dict[str, str] = {}
    for row in currencies.table():
        for word in (*row.signs, *row.codes, *row.names):
            assert owners.setdefault(word, row.code) == row.code, word


def test_a_scan_made_once_serves_all_finders() -> None:
    text = "Over 2,507 ETH, worth $8.5 million, moved as the index rose 3% to 71."
    once = figures.scan(text)
    eth = Asset(start=11, end=14, text="ETH", rule="spec", symbol="ETH", asset_class="coin")
    assert amounts.find(text, figures=once) == amounts.find(text)
    assert numbers.find(text, figures=once) == numbers.find(text)
    assert quantities.find(text, [eth], figures=once) == quantities.find(text, [eth])

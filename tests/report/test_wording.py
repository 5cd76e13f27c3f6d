from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tapecheck.records import Liquidation, Metric, PercentMove, Price, Quote, Superlative
from tapecheck.records.quote import Fragment
from tapecheck.report import wording
from tapecheck.schema.base import Span
from tapecheck.schema.record import Attribution, Provenance, TimeWindow


def place(exact: str = "x") -> Provenance:
    span = Span(start=0, end=len(exact))
    return Provenance(text=span, source=span, exact=exact, prefix="", suffix="", sentence=span, rule="r/1")


def price(value: str = "97800", **fields: Any) -> Price:
    usual: dict[str, Any] = {
        "asset": "BTC",
        "currency": "USD",
        "bound": "exact",
        "role": "quote",
        "modality": "asserted",
    }
    return Price(id="r", provenance=place(), value=Decimal(value), **{**usual, **fields})


def move(value: str, **fields: Any) -> PercentMove:
    usual: dict[str, Any] = {
        "asset": "BTC",
        "metric": "price",
        "bound": "exact",
        "window": "24h",
        "modality": "asserted",
    }
    return PercentMove(id="r", provenance=place(), value=Decimal(value), **{**usual, **fields})


def quote(words: str = "The bid is back", **fields: Any) -> Quote:
    usual: dict[str, Any] = {
        "speaker": None,
        "title": None,
        "affiliation": None,
        "form": "direct",
        "cue": None,
        "fragments": (),
    }
    return Quote(id="r", provenance=place(words), **{**usual, **fields})


LIQUIDATION = Liquidation(
    id="r", provenance=place(), asset=None, value=Decimal(700_000_000), currency="USD", side="short", venue=None, window="24h",
    source="CoinGlass", bound="about", modality="asserted", attribution=Attribution(source="CoinGlass"),
)  # fmt: skip
METRIC = Metric(
    id="r", provenance=place(), metric="open_interest", asset="BTC", value=Decimal("30500"), unit="BTC", bound="exact",
    modality="prospective",
)  # fmt: skip
SUPERLATIVE = Superlative(
    id="r", provenance=place("biggest daily\ndrop in a month"), asset="BTC", metric="price", form="biggest_loss",
    unit="day", window="30d", modality="prospective",
)  # fmt: skip


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (SUPERLATIVE, "biggest daily drop in a month"),
        (price(), "$97,800"),
        (price("0.0000123"), "$0.0000123"),
        (price(bound="at_least"), "≥ $97,800"),
        (price("60000", value_high=Decimal(65000), bound="between"), "$60,000 to $65,000"),
        (price("0.054", currency="BTC"), "0.054 BTC"),
        (price(currency=None), "97,800"),
        (price("1200000", currency="EUR"), "€1.2M"),
        (move("-3.5"), "-3.5%"),
        (move("4", bound="at_most"), "≤ +4%"),
        (move("-45", value_high=Decimal(-37), bound="between"), "-45% to -37%"),
        (LIQUIDATION, "~$700M"),
        (METRIC, "30,500 BTC"),
        (quote("Two\n words"), "“Two words”"),
    ],
)
def test_value(record: Any, shown: str) -> None:
    assert wording.value(record) == shown


def test_an_interrupted_quotation_is_shown_without_what_interrupts_it() -> None:
    words = "First part, she said, second part"
    spans = (Span(start=0, end=10), Span(start=22, end=33))
    fragments = tuple(Fragment(text=span, source=span) for span in spans)
    assert wording.value(quote(words, fragments=fragments)) == "“First part … second part”"


def test_a_long_quotation_is_cut() -> None:
    shown = wording.value(quote("word " * 40))
    assert len(shown) <= 72
    assert shown.endswith("…”")


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (price(role="all_time_high"), "price, all-time high"),
        (price(role="target", modality="prospective"), "price, target (forecast)"),
        (move("1", metric="open_interest"), "change of open interest"),
        (LIQUIDATION, "short liquidations"),
        (METRIC, "open interest (forecast)"),
        (SUPERLATIVE, "biggest loss, price (forecast)"),
        (quote(), "quote"),
        (quote(form="post"), "post"),
    ],
)
def test_what(record: Any, shown: str) -> None:
    assert wording.what(record) == shown


def test_when_is_the_articles_wording_before_the_window() -> None:
    noon = datetime(2026, 1, 14, 12, tzinfo=UTC)
    worded = TimeWindow(start=noon, end=noon, text="on Wednesday")
    assert wording.when(move("1", time=worded)) == "on Wednesday"
    assert wording.when(move("1")) == "24h"
    assert wording.when(price()) == ""


def test_who_is_the_speaker_or_the_source() -> None:
    assert (
        wording.who(quote(speaker="Ann Example", title="analyst", affiliation="Sample Bank"))
        == "Ann Example, analyst, Sample Bank"
    )
    assert wording.who(quote(speaker="Sample Bank", affiliation="Sample Bank")) == "Sample Bank"
    assert wording.who(LIQUIDATION) == "CoinGlass"
    assert wording.who(price()) == ""

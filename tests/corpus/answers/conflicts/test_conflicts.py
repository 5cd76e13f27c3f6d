"""Two articles of two publishers, and whether what they say can both hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

import pytest

Corpus = Any


class Told(NamedTuple):
    """How an article tells a figure: its words, the figure and its value, and the fields of the record."""

    words: str
    exact: str
    value: str
    day: str = "2026-01-14"
    fields: dict[str, Any] = {}


OCTOBER_6 = {"time_start": "2025-10-06T00:00:00Z", "time_end": "2025-10-07T00:00:00Z", "time_text": "October 6"}
YEAR = {"time_start": "2025-01-01T00:00:00Z", "time_end": "2026-01-01T00:00:00Z", "time_text": "in 2025"}
RECORD = {"kind": "price", "role": "all_time_high", "asset": "BTC", "currency": "USD"}
HIGH = {**RECORD, "role": "high", **OCTOBER_6}
CAP = {"kind": "metric", "metric": "market_cap", "measure": "level", "scope": "market", "asset": "TOTAL", "unit": "USD"}
HELD = {"kind": "metric", "metric": "holdings", "measure": "level", "asset": "MSTR", "unit": "BTC"}
FLOW = {
    "kind": "metric",
    "metric": "flow",
    "measure": "level",
    "scope": "spot_etf",
    "asset": "BTC",
    "unit": "USD",
    **OCTOBER_6,
}
MOVE = {"kind": "percent_move", "metric": "price", "asset": "BTC", **YEAR}
REKT = {"kind": "liquidation", "currency": "USD", "window": "24h"}
LOSS = {"kind": "metric", "metric": "loss", "measure": "level", "unit": "USD"}


def record(
    value: str, day: str = "2026-01-14", words: str = "Bitcoin set an all-time high of {} on October 6.", **fields: Any
) -> Told:
    exact = f"${int(value):,}"
    return Told(words.format(exact), exact, value, day, {**RECORD, **OCTOBER_6, **fields})


def undated(value: str, day: str) -> Told:
    return record(
        value, day, "Bitcoin is below its all-time high of {}.", time_start=None, time_end=None, time_text=None
    )


def high(value: str, day: str = "2026-01-14", words: str = "Bitcoin peaked at {} on October 6.", **fields: Any) -> Told:
    return record(value, day, words, **{"role": "high", **fields})


def cap(
    exact: str, value: str, day: str = "2026-01-14", words: str = "The total crypto market cap is at {} now."
) -> Told:
    return Told(words.format(exact), exact, value, day, CAP)


def held(exact: str, value: str, day: str = "2026-01-14") -> Told:
    return Told(f"Strategy now holds {exact} BTC.", exact, value, day, HELD)


def flow(
    exact: str, value: str, words: str = "Spot Bitcoin ETFs drew net inflows of {} on October 6.", **fields: Any
) -> Told:
    return Told(words.format(exact), exact, value, "2025-10-08", {**FLOW, **fields})


def move(exact: str, value: str, words: str = "Bitcoin rose {} in 2025.") -> Told:
    return Told(words.format(exact), exact, value, "2026-01-14", MOVE)


def rekt(value: str, day: str, words: str = "Within 24 hours, ${} million was liquidated.", **fields: Any) -> Told:
    return Told(words.format(value), f"${value} million", f"{value}000000", day, {**REKT, **fields})


def stolen(exact: str, value: str, name: str, day: str = "2026-01-14") -> Told:
    return Told(f"Thieves stole {exact} in the {name} hack.", exact, value, day, LOSS)


CONFLICTS = {
    "record of one day": (record("126080"), record("124500")),
    "a record that fell": (undated("126080", "2026-01-14"), undated("124000", "2026-01-16")),
    "high of one day": (high("76273"), high("73273")),
    "billion for trillion": (cap("$3.53 billion", "3530000000"), cap("$3.52 trillion", "3520000000000")),
    "market value of one day": (cap("$3.5 trillion", "3500000000000"), cap("$2.9 trillion", "2900000000000")),
    "holdings of one day": (held("601,550", "601550"), held("607,770", "607770")),
    "flows of one day": (flow("$301 million", "301000000"), flow("$242 million", "242000000")),
    "into and out of": (
        flow("$30 million", "30000000"),
        flow("$29 million", "-29000000", "Spot Bitcoin ETFs saw net outflows of {} on October 6."),
    ),
    "change in one year": (move("155%", "155"), move("164%", "164")),
    "liquidations of one hour": (rekt("950", "2026-01-14T09:10:00Z"), rekt("721", "2026-01-14T09:50:00Z")),
    "stolen from one": (stolen("$40 million", "40000000", "Samplex"), stolen("$50 million", "50000000", "Samplex")),
}

NO_CONFLICTS = {
    "rounded": (record("126080"), record("126000")),
    "zeros cut off": (record("111970"), record("111000")),
    "another venue": (record("126080"), record("126200")),
    "about": (record("130000", bound="about"), record("128000")),
    "over": (record("120000", bound="at_least"), record("126080")),
    "a range": (record("126080"), record("120000", value_high="130000", bound="between")),
    "a record that rose": (undated("124000", "2026-01-14"), undated("126080", "2026-01-16")),
    "a record on the day it is set": (undated("124000", "2026-01-14"), undated("126080", "2026-01-14")),
    "records of two months": (
        record("126080"),
        record(
            "111970",
            words="Bitcoin set an all-time high of {} on May 22.",
            time_start="2025-05-22T00:00:00Z",
            time_end="2025-05-23T00:00:00Z",
            time_text="May 22",
        ),
    ),
    "a record of another coin": (
        record("126080"),
        record("4950", words="Ether set an all-time high of {} on October 6.", asset="ETH"),
    ),
    "in another currency": (record("126080"), record("108500", currency="EUR")),
    "the record before": (
        record("126080"),
        record("111970", words="Bitcoin broke its previous all-time high of {} on October 6."),
    ),
    "words of another coin": (
        record("126080"),
        record("114500", words="Bitcoin and ether set an all-time high of {} on October 6."),
    ),
    "far apart, so of something else": (record("126080"), record("69000")),
    "the day's high and low": (high("76273"), high("73273", role="low")),
    "highs of two days": (
        high("76273"),
        high("73273", time_start="2025-10-07T00:00:00Z", time_end="2025-10-08T00:00:00Z"),
    ),
    "a day that was not over": (high("76273", day="2025-10-06"), high("73273", day="2025-10-06")),
    "a day that another sentence names": (high("76273"), high("73273", words="Bitcoin peaked at {}.")),
    "a level": (high("76273"), high("73273", words="Bitcoin peaked at the resistance of {} on October 6.")),
    "market values of two days": (
        cap("$3.5 trillion", "3500000000000"),
        cap("$2.9 trillion", "2900000000000", "2026-01-16"),
    ),
    "drift within a day": (cap("$3.5 trillion", "3500000000000"), cap("$3.3 trillion", "3300000000000")),
    "a step": (
        cap("$3.5 trillion", "3500000000000"),
        cap("$2.9 trillion", "2900000000000", words="The total crypto market cap fell from {} today."),
    ),
    "a market value in other money": (
        cap("$3.5 trillion", "3500000000000"),
        cap("$2.4 trillion", "2400000000000", words="The total crypto market cap is at 1.6 trillion ({})."),
    ),
    "holdings of two days": (held("601,550", "601550"), held("607,770", "607770", "2026-01-16")),
    "one fund of all": (
        flow("$301 million", "301000000"),
        flow("$242 million", "242000000", "BlackRock and its Bitcoin ETF drew net inflows of {} on October 6."),
    ),
    "a sum of two days": (
        flow("$301 million", "301000000"),
        flow("$442 million", "442000000", "Spot Bitcoin ETFs drew net inflows of {} on October 6, across two days."),
    ),
    "counted by another": (flow("$301 million", "301000000"), flow("$306 million", "306000000")),
    "some funds": (flow("$301 million", "301000000"), flow("$242 million", "242000000", scope="some_etfs")),
    "of a company": (move("155%", "155"), move("43%", "43", "Bitcoin ATMs rose {} in 2025.")),
    "from a peak": (move("155%", "155"), move("120%", "120", "Bitcoin rose {} from its low in 2025.")),
    "hours apart": (rekt("950", "2026-01-14T09:10:00Z"), rekt("721", "2026-01-14T13:50:00Z")),
    "only the day is known": (rekt("950", "2026-01-14T00:00:00Z"), rekt("721", "2026-01-14T00:00:00Z")),
    "longs and all": (rekt("950", "2026-01-14T09:10:00Z"), rekt("721", "2026-01-14T09:50:00Z", side="long")),
    "one order": (rekt("950", "2026-01-14T09:10:00Z"), rekt("721", "2026-01-14T09:50:00Z", scope="one_order")),
    "stolen from two": (stolen("$40 million", "40000000", "Samplex"), stolen("$50 million", "50000000", "Mockswap")),
    "a forecast": (record("126080"), record("124500", modality="prospective")),
    "a condition": (record("126080"), record("124500", condition="If it holds")),
}


def tell(corpus: Corpus, site: str, told: Told, label: str | None = None) -> str:
    return str(corpus.tell(site, told.day, told.words, told.exact, label, value=told.value, **told.fields))


@pytest.mark.parametrize("name", CONFLICTS)
def test_can_not_both_hold(corpus: Corpus, name: str) -> None:
    one, other = CONFLICTS[name]
    tell(corpus, "one.example", one)
    tell(corpus, "two.example", other)
    rows = corpus.ask("conflicts")
    assert {(row["conflict"], row["version"], row["written"]) for row in rows} == {
        (1, 1, rows[0]["written"]),
        (1, 2, rows[1]["written"]),
    }
    assert {row["value"] for row in rows} == {Decimal(one.value), Decimal(other.value)}
    assert {row["publisher"] for row in rows} == {"one.example", "two.example"}


@pytest.mark.parametrize("name", NO_CONFLICTS)
def test_may_both_hold(corpus: Corpus, name: str) -> None:
    one, other = NO_CONFLICTS[name]
    tell(corpus, "one.example", one)
    tell(corpus, "two.example", other)
    assert corpus.ask("conflicts") == []


def test_of_one_publisher_or_one_wording_it_is_none(corpus: Corpus) -> None:
    tell(corpus, "one.example", record("126080"))
    tell(corpus, "www.one.example", record("124500"))
    assert corpus.ask("conflicts") == []


def test_an_article_that_tells_both_figures_contradicts_nobody(corpus: Corpus) -> None:
    tell(corpus, "one.example", record("126080"))
    other = record("124500")
    article = corpus.article("two.example", "2026-01-14T09:30:00Z", other.words)
    corpus.record(article, other.words, other.exact, value=other.value, **other.fields)
    corpus.record(
        article,
        "Elsewhere it was $126,080.",
        "$126,080",
        kind="price",
        asset="BTC",
        currency="USD",
        role="quote",
        value="126080",
    )
    assert corpus.ask("conflicts") == []


def test_what_the_market_data_say(corpus: Corpus) -> None:
    tell(corpus, "one.example", record("126080"), "SUPPORTED")
    tell(corpus, "two.example", record("124500"), "REFUTED")
    assert [(row["publisher"], row["verdict"]) for row in corpus.ask("conflicts")] == [
        ("one.example", "SUPPORTED"),
        ("two.example", "REFUTED"),
    ]


def test_two_that_the_market_data_support_are_none(corpus: Corpus) -> None:
    tell(corpus, "one.example", record("126080"), "SUPPORTED")
    tell(corpus, "two.example", record("124500"), "SUPPORTED")
    assert corpus.ask("conflicts") == []


def test_many_tellings_are_one_conflict_by_figure_and_each_publisher_and_wording_counts_once(corpus: Corpus) -> None:
    wire = "Bitcoin set an all-time high of {} on October 6, traders said."
    tell(corpus, "one.example", record("124500"))
    tell(corpus, "one.example", record("124500", words="On October 6 bitcoin set an all-time high of {}."))
    tell(corpus, "two.example", record("126080", words=wire))
    tell(corpus, "three.example", record("126080", words=wire))
    tell(corpus, "four.example", record("126200"))
    tell(corpus, "five.example", record("119000", "2026-01-15"))
    rows = corpus.ask("conflicts")
    assert [(row["conflict"], row["version"], row["publisher"]) for row in rows] == [
        (1, 1, "two.example"), (1, 1, "four.example"), (1, 2, "one.example"), (1, 3, "five.example"),
    ]  # fmt: skip
    assert {row["apart"] for row in rows} == {Decimal("5.7")}


def test_all_that_is_told_of_it(corpus: Corpus) -> None:
    tell(corpus, "one.example", record("126080", attribution_source="Samplegecko"))
    tell(corpus, "two.example", record("124500"))
    first = next(row for row in corpus.ask("conflicts") if row["publisher"] == "one.example")
    told = ("asset", "day", "kind", "about", "unit", "source", "published_at", "sentence", "link")
    assert tuple(first[name] for name in told) == (
        *("BTC", "2026-01-14", "price", "all-time high", "USD", "Samplegecko", "2026-01-14T09:30:00Z"),
        "Bitcoin set an all-time high of $126,080 on October 6.",
        "https://one.example/a1#:~:text=set%20an%20all%2Dtime%20high%20of-,%24126%2C080,-on%20October",
    )


def test_settings(corpus: Corpus) -> None:
    tell(corpus, "one.example", record("126080"))
    tell(corpus, "two.example", record("124500"))
    assert len(corpus.ask("conflicts", asset="BTC", since="2026-01-14", until="2026-01-15")) == 2
    for settings in ({"asset": "ETH"}, {"since": "2026-01-15"}, {"until": "2026-01-14"}):
        assert corpus.ask("conflicts", **settings) == []

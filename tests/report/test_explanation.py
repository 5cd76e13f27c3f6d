"""The parts of an explanation without a trained model: words for features, windows, ids, the rows that decide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tapecheck.errors import ConfigError
from tapecheck.market import MarketStore
from tapecheck.market.rows import Asked
from tapecheck.records.learned.weighing import Weight
from tapecheck.report.explanation.evidence_rows import _chosen, command
from tapecheck.report.explanation.features import InWords
from tapecheck.report.explanation.model import Row
from tapecheck.report.explanation.naming import Named, matching, none_such
from tapecheck.report.explanation.windows import applied, window
from tapecheck.schema.base import Span
from tapecheck.schema.record import BaseRecord, Provenance, TimeWindow
from tapecheck.schema.verdict import Evidence, Verdict

NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)


WORDS = InWords({"surg": "surged", "at": "at"}, {"level": "support", "flow": "inflows"})


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("M|l1=at", "“at” before it"),
        ("M|rn=surg", "“surged” after it"),
        ("M|l21=surg at", "“surged at” before it"),
        ("M|lr=surg_at", "“surged” before and “at” after it"),
        ("M|ln=<coin>", "a coin before it"),
        ("M|r1=<s>", "the sentence's edge after it"),
        ("M|lb=<coin> at", "“a coin at” before it"),
        ("M|cue=levell3", "“support”, a word of level"),
        ("M|cue=level", "“support”, a word of level"),
        ("M|top=flowr", "“inflows”, a word of flow"),
        ("M|cue=priceless", "a word of priceless near it"),
        ("M|pat2:price|at", "what the patterns make of it"),
        ("M|size=4|at", "its size, and how round it is"),
        ("price.now|sure=kind7", "how sure the decisions about it were"),
        ("percent_move|window=24h", "over what time it moved, and which way"),
        ("price.now", "how common this is"),
    ],
)
def test_a_feature_in_words(feature: str, said: str) -> None:
    ((reason,), rest) = WORDS.reasons([Weight(feature, 1.0)])
    assert (reason.words, rest) == (said, 0)


def test_features_that_say_the_same_count_together_and_the_lightest_are_the_rest() -> None:
    weights = [Weight("M|l1=at", 1.0), Weight("M|ln=at", 0.25), *(Weight(f"M|l1=w{n}", -0.1) for n in range(7))]
    reasons, rest = WORDS.reasons(weights)
    assert (reasons[0].words, reasons[0].size, reasons[0].features) == (
        "“at” before it",
        Decimal("1.25"),
        ("M|l1=at", "M|ln=at"),
    )
    assert (len(reasons), rest) == (6, Decimal("-0.2"))


def record(time: TimeWindow | None = None) -> BaseRecord:
    span = Span(start=0, end=4)
    place = Provenance(text=span, source=span, exact="$100", prefix="", suffix="", sentence=span, rule="r/1")
    return BaseRecord(id="r", provenance=place, time=time)


def verdict(basis: str | None = "stated", rule: str = "price.traded/2", **evidence: str) -> Verdict:
    looked = Evidence(
        source="made up",
        symbol="BTC/USDT",
        timeframe="1h",
        start=NOON,
        end=NOON + timedelta(hours=2),
        dataset_sha256="0",
    )
    made = Verdict(label="SUPPORTED", reason="It was.", rule=rule, evidence=looked.model_copy(update=evidence))
    return made.model_copy(update={"basis": basis})


@pytest.mark.parametrize(
    ("time", "basis", "published_at", "said"),
    [
        (None, "now", NOON.replace(minute=7), "written from 9 hours before to 1 hour after"),
        (
            None,
            "now",
            NOON.replace(hour=0),
            "bears a date only, so it is of that UTC day, 4 hours before it to 1 hour after",
        ),
        (None, "history", NOON, "speak of all history up to the article"),
        (
            TimeWindow(start=NOON, end=NOON + timedelta(days=1), text="Wednesday"),
            "stated",
            NOON,
            "in New York, 5 hours later",
        ),
        (
            TimeWindow(start=NOON, end=NOON + timedelta(hours=1), text="at noon"),
            "stated",
            NOON,
            "may be 30 minutes off",
        ),
        (
            TimeWindow(start=NOON - timedelta(days=1), end=NOON, text="24-hour"),
            "stated",
            NOON,
            "it ends with the article, and so moves with the hours of writing",
        ),
        (
            TimeWindow(start=NOON, end=NOON, text="since Monday"),
            "since",
            NOON,
            "up to the hours of writing (“since Monday”)",
        ),
        (None, None, NOON, "the article names no other time"),
        (None, "day", None, "the day before the article"),
    ],
)
def test_why_a_window(time: TimeWindow | None, basis: str | None, published_at: datetime | None, said: str) -> None:
    told = window(record(time), verdict(basis), published_at)
    assert told is not None
    assert told.startswith("2026-01-14 12:00 to 2026-01-14 14:00 UTC, in whole candles: ")
    assert said in told


def test_points_are_no_candles_and_without_evidence_there_is_no_window() -> None:
    told = window(record(), verdict(timeframe="point"), NOON)
    assert told is not None
    assert told.startswith("the points from ")
    assert window(record(), Verdict(label="NOT_ENOUGH_INFO", reason="No."), NOON) is None


@pytest.mark.parametrize(
    "rule",
    [
        "price.traded/2",
        "price.extreme/2",
        "move.since/2",
        "liquidation.split/1",
        "metric.flow/1",
        "superlative.streak/1",
    ],
)
def test_every_rule_is_told(rule: str) -> None:
    assert applied(verdict(rule=rule))


def test_a_command_is_quoted_and_leaves_out_what_is_the_default() -> None:
    asked = Asked("BTC/USDT", "1h", NOON, NOON, source="a 'copy'")
    assert command(asked, "my tape.duckdb") == (
        "tapecheck market show --market 'my tape.duckdb' --symbol BTC/USDT --timeframe 1h --start 2026-01-14T12:00:00Z "
        "--source 'a '\"'\"'copy'\"'\"''"
    )


def rows(count: int) -> list[Row]:
    return [Row(time=NOON + timedelta(hours=n), cells=(Decimal(n),), decides=()) for n in range(count)]


def test_of_many_rows_those_that_decide_are_shown_with_their_neighbours() -> None:
    seen = {"high": NOON + timedelta(hours=20, minutes=17), "low": NOON + timedelta(hours=70)}
    shown = _chosen(rows(100), seen)
    assert [int(row.cells[0] or 0) for row in shown] == [19, 20, 21, 69, 70, 71]
    assert {row.decides for row in shown} == {(), ("high",), ("low",)}


def test_of_rows_that_all_count_the_first_and_the_last_are_shown() -> None:
    assert [int(row.cells[0] or 0) for row in _chosen(rows(100), {})] == [0, 1, 2, 3, 4, 5, 6, 99]
    assert len(_chosen(rows(8), {})) == 8
    assert _chosen([], {"high": NOON}) == ()


THERE = [Named("ab01", "$1"), Named("ab02", "$2"), Named("cd01", "4%"), Named("ab01", "$1")]


def test_the_beginning_of_an_id_is_enough_if_it_is_of_one() -> None:
    assert matching("CD", THERE) == [Named("cd01", "4%")]
    assert matching("ab", THERE) == THERE[:2]
    assert matching(" ", THERE) == []
    assert "2 records have ids that begin with 'ab': ab01 ($1), ab02 ($2); give more of it" in none_such("ab", THERE)
    assert none_such("x", []) == "no record has the id 'x': the articles have no records at all"


def test_a_store_without_the_rows_shows_none() -> None:
    from tapecheck.records import Price
    from tapecheck.report.explanation.evidence_rows import evidence_rows

    price = Price(
        **dict(record()),
        asset="BTC",
        value=Decimal(100),
        currency="USD",
        bound="exact",
        role="quote",
        modality="asserted",
    )
    with MarketStore.in_memory() as empty:
        assert evidence_rows(price, verdict(), empty) == ()


def test_nothing_is_found_in_no_articles() -> None:
    from tapecheck.report.explanation import find

    with pytest.raises(ConfigError, match="no records at all"):
        find([], "ab")

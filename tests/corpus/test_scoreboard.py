"""Scoreboards of invented exports against a small store: bitcoin stays at 100, goes to 150 on 10 January 2026, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tapecheck.corpus.calls import calls_of
from tapecheck.corpus.scoreboard import Scoreboard, scoreboard
from tapecheck.market import MarketStore
from tapecheck.records import PercentMove, Price, Quote, Result
from tapecheck.schema.article import Article
from tapecheck.schema.base import Span
from tapecheck.schema.record import Attribution, Provenance, TimeWindow
from tapecheck.schema.result import KnownPerson, Versions

START = datetime(2026, 1, 5, tzinfo=UTC)
DAYS = 20


def day(number: float) -> datetime:
    return START + timedelta(days=number)


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MarketStore]:
    path = tmp_path_factory.mktemp("market") / "binance_BTCUSDT_1h.csv"
    rows = [
        f"BTCUSDT,{day(hour / 24):%Y-%m-%dT%H:%M:%SZ},100,{150 if hour == 120 else 101},99,100,1"
        for hour in range(24 * DAYS)
    ]
    path.write_text("symbol,open_time,open,high,low,close,volume\n" + "\n".join(rows) + "\n", "utf-8")
    with MarketStore.in_memory() as store:
        store.import_file(path)
        yield store


def price(value: int, speaker: str | None = "Ada Example", *, end: float | None = 8, **more: Any) -> Price:
    fields: dict[str, Any] = {
        "id": f"{value}-{more.get('place', 0)}",
        "asset": "BTC",
        "value": Decimal(value),
        "currency": "USD",
        "bound": "exact",
        "role": "target",
        "modality": "prospective",
        "time": None if end is None else TimeWindow(start=START, end=day(end), text="by then"),
        "attribution": None if speaker is None else Attribution(speaker=speaker),
        "provenance": provenance(f"${value}", more.pop("place", 0)),
    }
    return Price(**{**fields, **more})


def provenance(exact: str, place: int) -> Provenance:
    return Provenance(
        text=Span(start=place, end=place + 4),
        source=None,
        exact=exact,
        prefix="she expects ",
        suffix=" soon. Then",
        sentence=Span(start=place, end=place + 10),
        rule="test/1",
    )


def person(name: str, *firms: str) -> KnownPerson:
    return KnownPerson(id=name, name=name, titles=(), affiliations=firms, mentions=(), quotes=())


def result(*records: Any, name: str = "a1", published: float = 0.3, people: tuple[KnownPerson, ...] = ()) -> Result:
    article = Article(
        id=name,
        text="Bitcoin goes up.  " * 9,
        body="",
        source_sha256="",
        blocks=(),
        url=f"https://news.example/{name}",
        published_at=day(published),
    )
    return Result(article=article, records=records, people=people, versions=Versions(tapecheck="1", settings=""))


def numbers(board: Scoreboard) -> list[tuple[object, ...]]:
    return [
        (one.rank, one.name, one.calls, one.hit, one.missed, one.open, one.hit_rate, one.median_miss)
        for one in board.standings
    ]


def test_ranks_by_calls_then_hits(market: MarketStore) -> None:
    results = [
        result(price(120), price(150, place=20), price(200, place=40), price(300, place=60)),
        result(
            price(120, "Ben Sample"),
            price(400, "Ben Sample", end=90, place=20),
            price(250, "Ben Sample", place=40),
            name="a2",
        ),
        result(price(140, "Cara Example"), name="a3"),
    ]
    assert numbers(scoreboard(results, market)) == [
        (1, "Ada Example", 4, 2, 2, 0, Decimal("0.5"), Decimal("37.5")),
        (2, "Ben Sample", 3, 1, 1, 1, Decimal("0.5"), Decimal(40)),
        (3, "Cara Example", 1, 1, 0, 0, Decimal(1), None),
    ]
    assert [one.name for one in scoreboard(results, market, least=3).standings] == ["Ada Example", "Ben Sample"]
    assert scoreboard(reversed(results), market) == scoreboard(results, market)


def test_equals_are_in_the_order_of_the_alphabet(market: MarketStore) -> None:
    results = [result(price(120, name), name=name) for name in ("Zoe Sample", "ada example", "Ben Example")]
    assert [one.name for one in scoreboard(results, market).standings] == ["ada example", "Ben Example", "Zoe Sample"]


def test_a_call_tells_what_it_rests_on(market: MarketStore) -> None:
    (call,) = calls_of(result(price(120)), market).made
    assert (call.outcome, call.touched_at, call.target, call.at_publication, call.miss) == (
        "HIT",
        day(5),
        120,
        100,
        None,
    )
    assert call.words == "Bitcoin go"
    assert call.link == "https://news.example/a1#:~:text=expects-,%24120,-soon."
    (missed,) = calls_of(result(price(200)), market).made
    assert (missed.outcome, missed.touched_at, missed.miss) == ("MISSED", None, Decimal(25))


def test_mentions_of_one_fact_are_one_call_told_by_the_fullest(market: MarketStore) -> None:
    mentions = (
        price(120, None, end=None, fact="f"),
        price(120, end=8, place=20, fact="f"),
        price(120, end=None, place=40, fact="f"),
    )
    (call,) = calls_of(result(*mentions), market).made
    assert call.horizon is not None
    assert call.speaker == "Ada Example"


def test_a_condition_at_one_mention_holds_for_the_fact(market: MarketStore) -> None:
    found = calls_of(
        result(price(120, fact="f"), price(120, end=None, place=20, fact="f", condition="if it holds")), market
    )
    assert found.made == ()
    assert found.without_outcome == {"prospective": 1}


def test_a_change_beside_the_price_it_leads_to_is_no_second_call(market: MarketStore) -> None:
    change = PercentMove(
        id="c",
        asset="BTC",
        metric="price",
        value=Decimal(20),
        bound="exact",
        window=None,
        modality="prospective",
        time=TimeWindow(start=START, end=day(8)),
        attribution=Attribution(speaker="Ada Example"),
        provenance=provenance("20%", 0),
    )
    assert [call.unit for call in calls_of(result(price(120), change), market).made] == ["USD"]
    assert [call.unit for call in calls_of(result(change), market).made] == ["percent"]


def test_the_speaker_is_the_one_credited_or_quoted_and_never_a_source(market: MarketStore) -> None:
    quoted = Quote(
        id="q",
        speaker="Ben Sample",
        title=None,
        affiliation=None,
        form="direct",
        cue=None,
        fragments=(),
        provenance=provenance("she expects $120 soon", 0).model_copy(update={"text": Span(start=0, end=30)}),
    )
    assert [call.speaker for call in calls_of(result(price(120, None), quoted), market).made] == ["Ben Sample"]
    sourced = price(120, None, attribution=Attribution(source="Sample Data"))
    assert calls_of(result(sourced), market).made == ()
    assert calls_of(result(price(120, None)), market).made == ()


def test_a_call_told_again_within_a_week_counts_once(market: MarketStore) -> None:
    results = [
        result(price(120, end=None), name="first", published=1.3),
        result(price(120), name="second", published=2.3),
        result(price(120, "ADA EXAMPLE"), name="third", published=3.3),
    ]
    (standing,) = scoreboard(results, market).standings
    (call,) = standing.made
    assert (call.article, call.repeats) == ("second", ("first", "third"))


@pytest.mark.parametrize(
    "other",
    [
        result(price(120), name="later", published=7.4),
        result(price(121), name="another target"),
        result(price(120, "Ada Examples"), name="another name"),
        result(price(120, end=18), name="another horizon"),
        result(price(120, asset="ETH"), name="another asset"),
    ],
    ids=lambda one: one.article.id,
)
def test_what_is_another_call(other: Result, market: MarketStore) -> None:
    first = scoreboard([result(price(120))], market)
    both = scoreboard([result(price(120)), other], market)
    told = [call for standing in both.standings for call in standing.made]
    expected = 1 if other.article.id == "another asset" else 2  # there are no candles of that asset
    assert len(told) == expected
    assert sum(one.calls for one in first.standings) == 1


def test_by_firm(market: MarketStore) -> None:
    people = (person("Ada Example", "Sample Bank", "Old Bank"), person("Ben Sample"))
    results = [
        result(price(120), price(150, "Ben Sample", place=20), people=people),
        result(price(200, "sample bank"), price(140, "Trading Handle", place=20), name="a2"),
    ]
    (standing,) = scoreboard(results, market, by="firm").standings
    assert (standing.name, standing.calls, standing.hit, standing.missed) == ("Sample Bank", 2, 1, 1)


def test_nobody(market: MarketStore) -> None:
    board = scoreboard([result(price(120, condition="if it holds"), name="a1")], market)
    assert (board.standings, board.without_outcome, board.articles) == ((), {"prospective": 1}, 1)

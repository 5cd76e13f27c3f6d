from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tapecheck.market import MarketStore

Corpus = Any
WORDS = "Traders lost $100 million in a day."


@pytest.fixture
def market(tmp_path: Path) -> Path:
    """Each hour of two days: one million of longs, two of shorts; one hour of the second day is missing."""
    path = tmp_path / "tape.duckdb"
    MarketStore.open(path, create=True).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "INSERT INTO liquidations SELECT 'sample', 'Mock,Sample', 'BTC', '1h', "
            "TIMESTAMP '2026-01-13' + to_hours(i), 1000000, 2000000, 1 FROM range(48) t(i) WHERE i != 40"
        )
    return path


def told(corpus: Corpus, day: str, market: Path, **fields: Any) -> dict[str, Any]:
    record = {"kind": "liquidation", "asset": "BTC", "currency": "USD", "value": "100000000", **fields}
    corpus.tell("one.example", day, WORDS, "$100 million", **record)
    (row,) = corpus.ask("liquidations", market)
    return dict(row)


DAY = {"time_start": "2026-01-13T00:00:00Z", "time_end": "2026-01-14T00:00:00Z", "window": "24h"}


@pytest.mark.parametrize(("side", "data"), [("long", 24_000_000), ("short", 48_000_000), (None, 72_000_000)])
def test_the_stated_day(corpus: Corpus, market: Path, side: str | None, data: int) -> None:
    row = told(corpus, "2026-01-14", market, side=side, **DAY)
    assert (row["day"], row["data"], row["data_share"]) == ("2026-01-13", data, Decimal(data) / 1_000_000)
    assert (row["sums_from"], row["sums_to"]) == ("2026-01-13T00:00:00Z", "2026-01-14T00:00:00Z")


def test_without_a_day_the_length_up_to_publication_in_whole_intervals(corpus: Corpus, market: Path) -> None:
    row = told(corpus, "2026-01-14T02:30:00Z", market, window="24h")
    assert (row["day"], row["data"]) == ("2026-01-14", 69_000_000)
    assert (row["sums_from"], row["sums_to"]) == ("2026-01-13T03:00:00Z", "2026-01-14T02:00:00Z")


def test_data_with_a_hole_or_of_another_coin_are_none(corpus: Corpus, market: Path) -> None:
    assert told(corpus, "2026-01-14T20:00:00Z", market, window="24h")["data"] is None


def test_of_another_coin(corpus: Corpus, market: Path) -> None:
    assert told(corpus, "2026-01-14", market, asset="ETH", **DAY)["data"] is None


@pytest.mark.parametrize(
    "fields", [{"scope": "one_order"}, {"venue": "Sample"}, {"modality": "prospective"}, {"window": None}]
)
def test_what_is_no_total_of_a_stretch_of_time(corpus: Corpus, market: Path, fields: dict[str, Any]) -> None:
    record = {"kind": "liquidation", "currency": "USD", "value": "100000000", "window": "24h", **fields}
    corpus.tell("one.example", "2026-01-14", WORDS, "$100 million", **record)
    assert corpus.ask("liquidations", market) == []

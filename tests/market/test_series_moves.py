"""Changes of market value and open interest against series with invented values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.market import MarketStore
from tapecheck.market.claims import MoveClaim, check_series_move

PUBLISHED = datetime(2026, 1, 15, 14, 20, tzinfo=UTC)
YES, NO, OPEN = "SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"
GLOBAL = "last_updated,btc_dominance,eth_dominance,total_market_cap\n" + "".join(
    f"2026-01-{day:02}T01:40:00Z,58,12,{3000 + 20 * (day - 5)}000000000\n" for day in range(5, 18)
)
INTEREST = "time,coin,open,high,low,close\n" + "".join(
    f"2026-01-{13 + hour // 6}T{hour % 6 * 4:02}:00:00Z,BTC,{60 + hour}000000000,1,1,1\n" for hour in range(18)
)


def move(value: str, window: str | None = "24h", **more: Any) -> MoveClaim:
    known = {"asset": "TOTAL", "metric": "market_cap", "text": f"{value.lstrip('-')}%"}
    return MoveClaim(value=Decimal(value), window=window, **{**known, **more})


INTEREST_OF = {"asset": "BTC", "metric": "open_interest"}
CLAIMS: list[tuple[str, MoveClaim, str]] = [
    (YES, move("0.7"), "agrees"),
    (YES, move("1", bound="about"), "agrees"),
    (YES, move("4.4", "7d"), "agrees"),
    (YES, move("9", **INTEREST_OF), "open interest of BTC"),
    (YES, move("8", bound="at_least", **INTEREST_OF), "agrees"),
    (NO, move("-9", **INTEREST_OF), "does not agree"),
    (NO, move("90", **INTEREST_OF), "does not agree"),
    (NO, move("-4.5", "7d"), "does not agree"),
    (NO, move("45", "7d"), "does not agree"),
    (NO, move("-8.8", **INTEREST_OF), "does not agree"),
    (OPEN, move("-3"), "another hour"),
    (OPEN, move("30", **INTEREST_OF), "another hour"),
    (OPEN, move("0.7", None), "over what time"),
    (OPEN, move("0.7", "event"), "over what time"),
    (OPEN, move("0.7", asset=None), "whose market cap"),
    (OPEN, move("0.7", asset="DEFI"), "no market cap data"),
    (OPEN, move("0.7", modality="prospective"), "possible"),
    (OPEN, move("0.7", "1y"), "1y before"),
]


@pytest.mark.parametrize(("label", "claim", "words"), CLAIMS)
def test_changes(
    label: str, claim: MoveClaim, words: str, store: MarketStore, csv_file: Callable[[str, str], Path]
) -> None:
    store.import_file(csv_file("cmc_global_daily.csv", GLOBAL))
    store.import_file(csv_file("coinglass_open_interest_all_exchanges_4h.csv", INTEREST))
    verdict = check_series_move(claim, store, PUBLISHED)
    assert (verdict.label, words in verdict.reason) == (label, True), verdict.reason
    assert check_series_move(claim, store, None).label == OPEN

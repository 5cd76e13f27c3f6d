from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tapecheck.report.charts.claims import claims_on
from tapecheck.report.charts.labels import MOST_LETTERS, label, sum_label

PUBLISHED = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
DAY = timedelta(days=1)


def _label(made: Any, record: Any, **fields: Any) -> str:
    (claim,) = claims_on(made.result(record, **fields), "BTC")
    return label(claim)


@pytest.mark.parametrize(
    ("form", "fields", "words"),
    [
        ("highest", {"window": "all"}, "✓ ATH"),
        ("lowest", {"window": "all"}, "✓ ATL"),
        ("lowest", {"window": "30d"}, "✓ low in 30d"),
        ("highest", {"window": "ytd"}, "✓ high ytd"),
        ("highest", {}, "✓ high"),
        ("first_above", {"value": Decimal(94000), "currency": "USD"}, "✓ above $94,000"),
        ("first_below", {"window": "all"}, "✓ below"),
    ],
)
def test_superlatives(form: str, fields: dict[str, Any], words: str, made: Any) -> None:
    record = made.observed(made.superlative(form, **fields), "reached", "94900", PUBLISHED - DAY)
    assert _label(made, record) == words


def test_superlatives_since_a_day_or_a_month(made: Any) -> None:
    day = datetime(2025, 12, 4, tzinfo=UTC)
    for end, words in ((day + DAY, "✓ high since 4 Dec"), (day + 28 * DAY, "✓ high since Dec 2025")):
        record = made.superlative("highest", since=made.time(day, end), window="event")
        assert _label(made, made.observed(record, "reached", "94900", PUBLISHED - DAY)) == words


def test_prices_and_moves(made: Any) -> None:
    assert _label(made, made.price("94700", role="high"), checked=False) == "– $94,700 high"
    assert _label(made, made.price("70000", role="cost")) == "? $70,000 cost"
    assert _label(made, made.move("-1")) == "? −1% 24h"
    assert _label(made, made.move("-1", window="event", time=made.time(PUBLISHED - 4 * DAY, PUBLISHED))) == "? −1%"


def test_what_is_too_long_for_the_margin_is_cut(made: Any) -> None:
    words = _label(made, made.price("123456.789012", "123457.789012", bound="between"), checked=False)
    assert len(words) == MOST_LETTERS
    assert words.endswith("…")


def test_sums(made: Any) -> None:
    assert sum_label(made.liquidation("700000000", side="short")) == "– $700M shorts 24h"
    assert sum_label(made.liquidation("700000000", window=None)) == "– $700M"

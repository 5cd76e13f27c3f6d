"""Which stretch of time a claim is judged on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tapecheck.market.claims import bases
from tapecheck.market.claims.bases import Window
from tapecheck.schema.verdict import Basis, Label, Verdict

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVENING = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
BARE_DATE = datetime(2026, 1, 14, 8, tzinfo=UTC)  # midnight in Los Angeles
MONDAY = datetime(2026, 1, 12, tzinfo=UTC)
WINDOWS: dict[Basis, Window] = {
    "day": Window(EVENING - DAY, EVENING + HOUR),
    "now": Window(EVENING - 9 * HOUR, EVENING + HOUR),
    "stated": Window(MONDAY, MONDAY + 29 * HOUR),
}


def test_the_writing_of_an_article_with_a_time_and_of_one_with_a_date() -> None:
    assert bases.now(EVENING) == (EVENING - 9 * HOUR, EVENING + HOUR)
    midnight = datetime(2026, 1, 14, tzinfo=UTC)
    assert bases.now(BARE_DATE) == (midnight - 4 * HOUR, midnight + 25 * HOUR)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # "on Monday": until Monday ends in New York
        (MONDAY, MONDAY + DAY, (MONDAY, MONDAY + 29 * HOUR)),
        # "in the past 24 hours": moves with the time of writing
        (EVENING - DAY, EVENING, (EVENING - DAY - 9 * HOUR, EVENING + HOUR)),
        # "at 9:30 p.m. on Monday": half an hour either way
        (MONDAY + 2 * HOUR, MONDAY + 2 * HOUR + timedelta(minutes=1), (MONDAY + 1.5 * HOUR, MONDAY + timedelta(minutes=151))),
        # "on Wednesday", the day of the article: no longer than it was written
        (datetime(2026, 1, 14, tzinfo=UTC), datetime(2026, 1, 15, tzinfo=UTC), (datetime(2026, 1, 14, tzinfo=UTC), EVENING + HOUR)),
        # "next week"
        (EVENING + 5 * DAY, EVENING + 12 * DAY, None),
    ],
)  # fmt: skip
def test_stated_times(start: datetime, end: datetime, expected: tuple[datetime, datetime] | None) -> None:
    assert bases.stated(start, end, EVENING) == expected


@pytest.mark.parametrize(
    ("readings", "basis"),
    [
        ({"now": "0.99", "day": "0.99"}, "now"),
        ({"now": "0.6", "day": "0.99"}, "day"),
        ({"now": "0.6", "day": "0.7", "stated": "0.98"}, "stated"),
        ({"now": "0.99", "stated": "0.99"}, "now"),
        ({"now": "0.95", "day": "0.97", "stated": "0.99"}, "stated"),
        ({"now": "0.95", "day": "0.99"}, "now"),
        ({"now": "0.6", "day": "0.7"}, None),
        ({}, "stated"),
    ],
)
def test_the_shortest_trusted_stretch_is_judged_on(readings: dict[Basis, str], basis: Basis | None) -> None:
    assert bases.trusted({name: Decimal(trust) for name, trust in readings.items()}, WINDOWS) == basis


def test_without_a_stated_time_and_without_readings_the_day_counts() -> None:
    assert bases.trusted({}, {"day": WINDOWS["day"], "now": WINDOWS["now"]}) == "day"


@pytest.mark.parametrize(("label", "after"), [("REFUTED", "NOT_ENOUGH_INFO"), ("SUPPORTED", "SUPPORTED")])
def test_without_readings_nothing_is_refuted(label: Label, after: Label) -> None:
    told = bases.unrefuted(Verdict(label=label, reason="As it is."))
    assert told.label == after
    assert told.reason.endswith("As it is.")


def test_a_doubted_verdict_keeps_what_was_seen() -> None:
    seen = Verdict(label="REFUTED", reason="As it is.", observed={"high": Decimal(5)})
    told = bases.doubted(seen, Decimal("0.5"))
    assert (told.label, told.cause, told.observed) == ("NOT_ENOUGH_INFO", "claim_time", seen.observed)
    assert "0.5, needed 0.93" in told.reason

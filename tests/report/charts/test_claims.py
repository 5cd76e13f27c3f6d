from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tapecheck.report.charts.claims import claims_on

PUBLISHED = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def _one(made: Any, record: Any, *, checked: bool = True) -> Any:
    (claim,) = claims_on(made.result(record, checked=checked), record.asset)
    return claim


def test_a_current_price_stands_over_the_hours_that_were_looked_at(made: Any) -> None:
    claim = _one(made, made.price("94700"))
    evidence = claim.record.verdict.evidence
    assert (claim.form, claim.low, claim.high) == ("price", 94700, 94700)
    assert (claim.start, claim.end) == (evidence.start, evidence.end)


def test_unchecked_it_stands_over_the_hours_of_writing_or_its_own_time(made: Any) -> None:
    now = _one(made, made.price("94700"), checked=False)
    assert (now.start, now.end) == (PUBLISHED - 9 * HOUR, PUBLISHED + HOUR)
    then = made.time(PUBLISHED - 2 * DAY, PUBLISHED - DAY)
    stated = _one(made, made.price("94700", time=then), checked=False)
    assert (stated.start, stated.end) == (then.start, then.end)


@pytest.mark.parametrize("role", ["level", "cost"])
def test_a_level_has_no_time(role: str, made: Any) -> None:
    claim = _one(made, made.price("95000", role=role))
    assert (claim.start, claim.end) == (None, None)


def test_a_range_has_two_prices(made: Any) -> None:
    claim = _one(made, made.price("94000", "95000", bound="between"))
    assert (claim.low, claim.high) == (94000, 95000)


def test_a_forecast_begins_at_publication_and_ends_with_its_time(made: Any) -> None:
    target = made.price(
        "95000", role="target", modality="prospective", time=made.time(PUBLISHED - DAY, PUBLISHED + 2 * DAY)
    )
    claim = _one(made, target)
    assert (claim.form, claim.start, claim.end) == ("forecast", PUBLISHED, PUBLISHED + 2 * DAY)
    assert claim.record.verdict.outcome == "HIT"
    at, price = claim.seen
    assert PUBLISHED < at < PUBLISHED + DAY
    assert price >= 95000


def test_a_forecast_change_is_drawn_at_the_price_it_aims_at(made: Any) -> None:
    claim = _one(made, made.move("5", modality="prospective", time=made.time(PUBLISHED, PUBLISHED + 3 * DAY)))
    assert claim.form == "forecast"
    assert claim.low == claim.high == claim.record.verdict.observed["target"]


def test_a_move_runs_from_its_base_to_the_moment_that_fits_best(made: Any) -> None:
    claim = _one(made, made.move("0.5"))
    at, change = claim.seen
    assert claim.form == "move"
    # Since midnight it had risen by half a percent; a day ago is before that.
    assert (claim.end, claim.start) == (at, datetime(2026, 1, 14, tzinfo=UTC))
    assert Decimal("0.4") < change < Decimal("0.6")


def test_a_record_remembers_when_it_was_set(made: Any) -> None:
    claim = _one(made, made.price("96000", role="all_time_high"))
    assert claim.form == "record"
    assert claim.seen is None or claim.seen[0] <= PUBLISHED + HOUR


@pytest.mark.parametrize(
    "fields",
    [{"currency": "EUR"}, {"currency": None}, {"role": "other"}, {"asset": "ETH"}, {"asset": None}],
    ids=lambda fields: "-".join(map(str, fields.values())),
)
def test_not_of_this_chart(fields: dict[str, Any], made: Any) -> None:
    assert claims_on(made.result(made.price("97800", **fields)), "BTC") == ()


def test_a_figure_that_is_hardly_a_price_is_not_drawn(made: Any) -> None:
    result = made.result(made.price("3"))
    assert result.records[0].verdict.cause == "misread"
    assert claims_on(result, "BTC") == ()


@pytest.mark.parametrize("fields", [{"metric": "volume"}, {"window": None}])
def test_a_move_that_nobody_looked_at_is_not_drawn(fields: dict[str, Any], made: Any) -> None:
    assert claims_on(made.result(made.move("3", **fields)), "BTC") == ()


def test_one_of_each_fact_and_decided_ones_first(made: Any) -> None:
    vague, first, again = made.price("99999", role="level"), made.price("94700"), made.price("94700")
    one = {"fact": "f"}
    result = made.result(vague, first.model_copy(update=one), again.model_copy(update=one))
    assert [claim.record.id for claim in claims_on(result, "BTC")] == [first.id, vague.id]


def test_a_superlative_stands_at_the_price_that_was_reached_since_the_one_before(made: Any) -> None:
    before = PUBLISHED - 5 * DAY
    high = made.superlative("highest", window="7d")
    claim = _one(made, made.observed(high, "reached", "94900", PUBLISHED - DAY, before=before))
    assert (claim.form, claim.low, claim.start, claim.end) == ("price", Decimal(94900), before, PUBLISHED - DAY)
    crossing = made.superlative("first_above", value=Decimal(94000), currency="USD")
    claim = _one(made, made.observed(crossing, "reached", "94900", PUBLISHED - DAY))
    assert (claim.low, claim.seen) == (94000, (PUBLISHED - DAY, Decimal(94900)))


@pytest.mark.parametrize(("form", "name"), [("streak", "reached"), ("highest", "move")])
def test_a_superlative_of_something_else_is_not_drawn(form: str, name: str, made: Any) -> None:
    record = made.observed(made.superlative(form), name, "5", PUBLISHED)
    assert claims_on(made.result(record), "BTC") == ()

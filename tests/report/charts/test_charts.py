"""Whole charts, parsed: what stands where, and what does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tapecheck.market import MarketStore
from tapecheck.report.charts import Chart, charts_of
from tapecheck.report.charts.chart import MOST_CHARTS
from tapecheck.report.charts.drawing import AXIS, HEIGHT, LABEL_GAP, MOST_LABELS, TOP

PUBLISHED = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LAST = datetime(9998, 1, 1, tzinfo=UTC)
ROLES = ["quote", "high", "low", "level", "target", "cost", "all_time_high"]
_PLACES = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "d"}
Drawn = Callable[[Chart], Any]


def _chart(made: Any, market: MarketStore, *records: Any, **fields: Any) -> Chart:
    (chart,) = charts_of(made.result(*records, **fields), market)
    return chart


def test_a_level_lies_between_the_prices_around_it(made: Any, market: MarketStore, drawn: Drawn) -> None:
    level = made.price("94250", role="level")
    drawing = drawn(_chart(made, market, level))
    ticks = drawing.ticks()
    ((y, left, right),) = drawing.lines(level)
    assert ticks["$94,000"] > y > ticks["$94,500"]
    assert y - ticks["$94,500"] == pytest.approx((ticks["$94,000"] - ticks["$94,500"]) / 2, abs=0.2)
    assert (left, right) == (0, 100)


def test_a_price_stands_over_its_own_hours(made: Any, market: MarketStore, drawn: Drawn) -> None:
    start = datetime(2026, 1, 12, 22, tzinfo=UTC)
    price = made.price("93900", time=made.time(start, start + DAY))
    drawing = drawn(_chart(made, market, price, checked=False))
    # The chart is of whole hours, from three days before publication to one after: 22:00 on the 11th to 23:00 on the 15th.
    ((_, left, right),) = drawing.lines(price)
    assert left == pytest.approx(24 / 97 * 100, abs=0.1)
    assert right == pytest.approx(48 / 97 * 100, abs=0.1)


def test_publication_is_marked(made: Any, market: MarketStore, drawn: Drawn) -> None:
    drawing = drawn(_chart(made, market, made.price("94700")))
    (line,) = drawing.of_class("chart__published")
    assert float(line.attrib["x1"].rstrip("%")) == pytest.approx((72 + 57 / 60) / 97 * 100, abs=0.1)
    assert "published 14 Jan, 22:57" in [one.text for one in drawing.of_class("chart__tick")]


def test_of_a_bare_date_the_day_is_marked(made: Any, market: MarketStore, drawn: Drawn) -> None:
    midnight = datetime(2026, 1, 14, 5, tzinfo=UTC)
    drawing = drawn(_chart(made, market, made.price("94700"), published_at=midnight))
    assert len(drawing.of_class("chart__published")) == 2
    assert "published 14 Jan" in [one.text for one in drawing.of_class("chart__tick")]


def test_missing_candles_leave_a_gap(made: Any, market: MarketStore, drawn: Drawn) -> None:
    drawing = drawn(_chart(made, market, made.price("94700")))
    (wicks,) = drawing.of_class("chart__wick")
    across = [float(part.split()[0]) for part in wicks.attrib["d"].split("M")[1:]]
    assert len(across) == 97 - 6
    steps = [round(later - earlier, 1) for earlier, later in pairwise(across)]
    hour = 1000 / 97
    assert max(steps) == pytest.approx(7 * hour, abs=0.2)
    assert sorted(steps)[-2] == pytest.approx(hour, abs=0.2)


def test_candles_are_where_their_prices_are(made: Any, market: MarketStore, drawn: Drawn) -> None:
    drawing = drawn(_chart(made, market, made.price("94700")))
    (wicks,) = drawing.of_class("chart__wick")
    first = wicks.attrib["d"].split("M")[1]
    high, length = (float(part) for part in first.split()[1].split("v"))
    ticks = drawing.ticks()
    dollars = (ticks["$94,000"] - ticks["$95,000"]) / 1000
    opened = 90_000 + 20 * (6 * 24 + 22)
    assert high == pytest.approx(ticks["$94,000"] + (94_000 - (opened + 50)) * dollars, abs=0.2)
    assert length == pytest.approx(80 * dollars, abs=0.1)


@pytest.mark.parametrize(("value", "sign"), [("150000", "↑"), ("20000", "↓")])
def test_a_price_far_off_is_named_at_the_edge_and_squashes_nothing(
    value: str, sign: str, made: Any, market: MarketStore, drawn: Drawn
) -> None:
    near = made.price("94250", role="level")
    far = made.price(value, role="level")
    alone, both = drawn(_chart(made, market, near)), drawn(_chart(made, market, near, far))
    assert alone.ticks() == both.ticks()
    assert both.lines(far) == []
    assert both.label(far) == f"? {sign} ${Decimal(value):,}"


def test_a_price_near_by_widens_the_scale(made: Any, market: MarketStore, drawn: Drawn) -> None:
    near = made.price("95800", role="level")
    ((y, *_),) = drawn(_chart(made, market, near)).lines(near)
    assert TOP < y < TOP + HEIGHT / 4


def test_a_range_is_a_band(made: Any, market: MarketStore, drawn: Drawn) -> None:
    range_ = made.price("94000", "94500", bound="between", role="level")
    drawing = drawn(_chart(made, market, range_))
    (band,) = drawing.of_class("chart__band")
    ticks = drawing.ticks()
    assert float(band.attrib["y"]) == pytest.approx(ticks["$94,500"], abs=0.1)
    assert float(band.attrib["height"]) == pytest.approx(ticks["$94,000"] - ticks["$94,500"], abs=0.2)
    assert drawing.label(range_) == "? $94,000–$94,500"


def test_of_a_range_that_leaves_the_chart_only_the_edge_inside_is_a_line(
    made: Any, market: MarketStore, drawn: Drawn
) -> None:
    range_ = made.price("94000", "300000", bound="between", role="level")
    drawing = drawn(_chart(made, market, range_))
    ((y, *_),) = drawing.lines(range_)
    assert y == pytest.approx(drawing.ticks()["$94,000"], abs=0.1)
    assert "↑" not in drawing.label(range_)


def test_a_target_is_dashed_from_publication_to_its_end(made: Any, market: MarketStore, drawn: Drawn) -> None:
    end = PUBLISHED + DAY / 2
    target = made.price("95000", role="target", modality="prospective", time=made.time(PUBLISHED, end))
    drawing = drawn(_chart(made, market, target))
    ((_, left, right),) = drawing.lines(target)
    published = (72 + 57 / 60) / 97 * 100
    assert (left, right) == (pytest.approx(published, abs=0.1), pytest.approx(published + 1200 / 97, abs=0.1))
    assert "chart__claim--forecast" in drawing.claim(target).attrib["class"]
    assert drawing.label(target) == "? $95,000 by 15 Jan"


def test_a_move_is_a_bracket_from_its_base_to_the_claimed_price(made: Any, market: MarketStore, drawn: Drawn) -> None:
    move = made.move("1")
    drawing = drawn(_chart(made, market, move))
    (base,) = drawing.of_class("chart__base")
    (line,) = [one for one in drawing.claim(move).iter("line") if one.get("class") is None]
    assert line.attrib["x1"] == line.attrib["x2"] == base.attrib["x2"]
    assert line.attrib["y1"] == base.attrib["y1"]
    ticks = drawing.ticks()
    dollar = (ticks["$94,000"] - ticks["$95,000"]) / 1000
    assert (float(line.attrib["y1"]) - float(line.attrib["y2"])) / dollar == pytest.approx(943, abs=5)
    assert drawing.label(move) == "? +1% 24h"


def test_claims_link_to_their_cards_with_mark_class_and_reason(made: Any, market: MarketStore, drawn: Drawn) -> None:
    right, wrong = made.price("94700"), made.price("91000")
    result = made.result(right, wrong)
    drawing = drawn(charts_of(result, market)[0])
    for record, name in zip(result.records, ("supported", "not_enough_info"), strict=True):
        link = drawing.claim(record)
        assert link.attrib["href"] == f"#r-{record.id}"
        assert f"verdict--{name}" in link.attrib["class"].split()
        title = link.findtext("title") or ""
        assert record.verdict.reason in title
    assert drawing.label(right) == "✓ $94,700"


def test_labels_keep_apart(made: Any, market: MarketStore, drawn: Drawn) -> None:
    levels = [made.price(str(94_000 + number), role="level") for number in range(30)]
    chart = _chart(made, market, *levels)
    drawing = drawn(chart)
    links = list(drawing.root.iter("a"))
    assert len(links) == MOST_LABELS
    places = [float(link.findall("text")[-1].attrib["y"]) for link in links]
    assert all(later - earlier >= LABEL_GAP for earlier, later in pairwise(places))
    assert f"{30 - MOST_LABELS} more did not fit" in chart.description


def test_liquidations_stand_below_with_what_was_seen(made: Any, market: MarketStore, drawn: Drawn) -> None:
    claimed, more = made.liquidation("90000000", side="short"), made.liquidation("180000000")
    drawing = drawn(_chart(made, market, claimed, more))
    stated, seen = drawing.of_class("chart__stated"), drawing.of_class("chart__seen")
    widths = [float(one.attrib["width"].rstrip("%")) for one in (*stated, *seen)]
    assert widths[0] == pytest.approx(widths[1] / 2)
    assert widths[2] == pytest.approx(widths[1] * 48 / 180, abs=0.1)
    assert widths[3] == pytest.approx(widths[1] * 72 / 180, abs=0.1)
    assert drawing.label(claimed) == "✓ $90M shorts 24h"
    assert all(float(one.attrib["y"]) > TOP + HEIGHT + AXIS for one in stated)
    (shorts,), (longs,) = drawing.of_class("chart__shorts"), drawing.of_class("chart__longs")
    assert shorts.attrib["d"].count("M") == longs.attrib["d"].count("M") == 97


def test_tiny_prices(made: Any, market: MarketStore, drawn: Drawn) -> None:
    level = made.price("0.0000120", asset="SHIB", role="level")
    chart = _chart(made, market, level)
    drawing = drawn(chart)
    assert {"$0.000010", "$0.000015"} <= set(drawing.ticks())
    assert drawing.label(level) == "? $0.000012"
    assert "between $0.000006 and $0.000024" in chart.description


def test_description_and_source(made: Any, market: MarketStore) -> None:
    chart = _chart(made, market, made.price("94700"), made.price("95000", role="level"))
    assert chart.title == "BTC, 11–15 Jan 2026"
    assert "2 claims of the article (1 supported, 1 not enough info)" in chart.description
    assert "BTC/USDT: 1-hour candles (faint: rising), binance" in chart.source
    assert market.datasets()[0][1][:12] in chart.source


def test_claims_of_a_time_that_is_not_shown_make_no_chart(made: Any, market: MarketStore) -> None:
    later = made.time(PUBLISHED + 700 * DAY, PUBLISHED + 800 * DAY)
    target = made.price("95000", role="target", modality="prospective", time=later)
    assert charts_of(made.result(target), market) == ()
    assert len(charts_of(made.result(target, made.price("94700")), market)) == 1


@pytest.mark.parametrize("records", [["price", "94700", {"asset": "ETH"}], ["move", "3", {"window": None}], None])
def test_nothing_to_draw(records: list[Any] | None, made: Any, market: MarketStore) -> None:
    made_ones = [getattr(made, records[0])(records[1], **records[2])] if records else []
    assert charts_of(made.result(*made_ones), market) == ()


@pytest.mark.parametrize("published_at", [None, *(datetime(year, 1, 2, tzinfo=UTC) for year in (1, 1970, 2400, 9999))])
def test_no_candles_at_that_time(published_at: datetime | None, made: Any, market: MarketStore) -> None:
    records = made.price("94700"), made.move("3"), made.liquidation("90000000"), made.superlative("highest")
    checked = published_at is None or 1900 < published_at.year < 9000
    assert charts_of(made.result(*records, published_at=published_at, checked=checked), market) == ()


def test_an_empty_store(made: Any) -> None:
    with MarketStore.in_memory() as empty:
        assert charts_of(made.result(made.price("94700")), empty) == ()


def test_no_more_than_a_few_and_those_with_most_claims_first(made: Any, market: MarketStore) -> None:
    records = [made.price("0.000012", asset="SHIB", role="level"), *(made.price(value) for value in ("94700", "94600"))]
    assert [chart.asset for chart in charts_of(made.result(*records), market)] == ["BTC", "SHIB"]
    assert MOST_CHARTS == 4


def test_words_of_the_article_stay_words(made: Any, market: MarketStore, drawn: Drawn) -> None:
    condition = '</title><script>alert(1)</script>" onload="x'
    target = made.price("96000", role="target", modality="prospective", condition=condition)
    high = made.superlative("highest", window="<b>\u202e")
    chart = _chart(made, market, target, high)
    assert "<script" not in chart.svg
    assert 'onload="' not in chart.svg
    assert condition in (drawn(chart).claim(target).findtext("title") or "")
    figure = chart.__html__()
    assert "<script" not in figure
    assert figure.count("<figure") == 1


_moments = st.none() | st.datetimes(timezones=st.just(UTC))
_values = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_values, st.none() | _values, _moments, st.sampled_from(ROLES)), max_size=20))
def test_whatever_is_claimed_labels_stay_on_the_chart_and_apart(
    made: Any, market: MarketStore, drawn: Drawn, claims: list[tuple[Decimal, Decimal | None, datetime | None, str]]
) -> None:
    records = [
        made.price(
            str(low),
            None if high is None else str(max(low, high)),
            role=role,
            modality="prospective" if role == "target" else "asserted",
            time=start and made.time(start, min(start, LAST) + DAY),
        )
        for low, high, start, role in claims
    ]
    for chart in charts_of(made.result(*records, checked=False), market):
        links = list(drawn(chart).root.iter("a"))
        assert 1 <= len(links) <= min(len(records), MOST_LABELS)
        places = [float(link.findall("text")[-1].attrib["y"]) - 4 for link in links]
        assert all(later - earlier > LABEL_GAP - 0.2 for earlier, later in pairwise(places))
        assert all(TOP - 0.1 < place < TOP + HEIGHT + 0.1 for place in places)


def test_all_that_is_drawn_has_finite_places(made: Any, market: MarketStore, drawn: Drawn) -> None:
    records = [
        made.price("1e24", role="target", modality="prospective"),
        made.price("0"),
        made.move("1e9"),
        made.move("-100"),
        made.liquidation("0"),
        made.liquidation("1e24"),
        made.price("94700"),
    ]
    chart = _chart(made, market, *records)
    drawing = drawn(chart)
    values = [value for one in drawing.root.iter() for name, value in one.items() if name in _PLACES]
    assert len(values) > 50
    assert [value for value in values if not re.fullmatch(r"[-MVHLhvz\d. ]+%?", value)] == []

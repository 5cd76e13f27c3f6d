"""The price charts of an article: which assets have one, and what is on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from tapecheck.market import MarketStore
from tapecheck.market.observations import CandleWindow
from tapecheck.market.reasons import Unfit
from tapecheck.market.traded_as import traded_as
from tapecheck.records import Result
from tapecheck.report import wording
from tapecheck.report.charts import captions
from tapecheck.report.charts.claims import Claim, claims_on
from tapecheck.report.charts.drawing import MOST_LABELS, picture
from tapecheck.report.charts.liquidations import Sum, liquidations, sums_by_asset
from tapecheck.report.charts.placing import placed
from tapecheck.report.charts.scales import Span
from tapecheck.report.charts.window import YEARS, candle_length, shown, whole
from tapecheck.report.rendering import render

MOST_CHARTS = 4


@dataclass(frozen=True, slots=True)
class Chart:
    """The prices of an asset around an article's time, with its claims.

    ``description`` says what is seen, ``source`` whose data they are; ``svg`` needs ``chart.css`` and the colours of ``tokens.css``. A
    template that shows the chart itself gets the whole figure with its captions.
    """

    asset: str
    title: str
    description: str
    source: str
    svg: Markup

    def __html__(self) -> str:
        """The figure; see ``markupsafe``."""
        return render("chart.html.j2", chart=self)


class _Subject(NamedTuple):
    """An asset, and what is claimed of its price and of its liquidations."""

    asset: str
    claims: tuple[Claim, ...]
    sums: tuple[Sum, ...]

    @property
    def size(self) -> int:
        return len(self.claims) + len(self.sums)


def charts_of(result: Result, market: MarketStore) -> tuple[Chart, ...]:
    """Charts of the assets that most claims are about, if the store has their candles; at most ``MOST_CHARTS``.

    Empty: there is nothing to draw, or nothing to draw it on.
    """
    published_at = result.article.published_at
    if published_at is not None and published_at.year not in YEARS:
        return ()
    charts = (_chart(subject, published_at, market) for subject in _subjects(result))
    return tuple(islice((chart for chart in charts if chart is not None), MOST_CHARTS))


def _subjects(result: Result) -> list[_Subject]:
    """The assets with what is claimed of them, those with most claims first."""
    sums = sums_by_asset(result)
    assets = dict.fromkeys([*(wording.field(record, "asset") for record in result.records), *sums])
    found = (_Subject(asset, claims_on(result, asset), sums.get(asset, ())) for asset in assets if asset)
    return sorted((one for one in found if one.size), key=lambda one: -one.size)


def _chart(subject: _Subject, published_at: datetime | None, market: MarketStore) -> Chart | None:
    span = shown(subject.claims, published_at)
    if span is None:
        return None
    length = candle_length(span)
    span = whole(span, length)
    window = _candles(market, subject.asset, span, length)
    if window is None:
        return None
    found = [one for claim in subject.claims if (one := placed(claim, window, span)) is not None]
    if not found and not subject.sums:
        return None
    drawn, below = found[:MOST_LABELS], tuple(liquidations(subject.sums, span, length, market))
    records = [*(one.claim.record for one in drawn), *(one.record for one in subject.sums)]
    described = captions.description(subject.asset, window, records, left_out=len(found) - len(drawn))
    return Chart(
        asset=subject.asset,
        title=captions.title(subject.asset, window),
        description=described,
        source=captions.source(window, below),
        svg=picture(window, span, drawn, below, published_at, label=described),
    )


def _candles(market: MarketStore, asset: str, span: Span, length: timedelta) -> CandleWindow | None:
    ticker = traded_as(asset, span.start, span.end, market)
    return None if isinstance(ticker, Unfit) else market.candles_between(ticker, span.start, span.end, length)

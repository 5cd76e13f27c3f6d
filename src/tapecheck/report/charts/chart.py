"""The price charts of an article: which assets have one, and what is on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from tapecheck.market import MarketStore
from tapecheck.market.observations import CandleWindow
from tapecheck.market.reasons import Unfit
from tapecheck.market.traded_as import traded_as
from tapecheck.records import Result
from tapecheck.report.charts import words
from tapecheck.report.charts.claims import Claim, claims_on
from tapecheck.report.charts.drawing import AXIS, HEIGHT, MOST_LABELS, TOP, price_panel, time_axis
from tapecheck.report.charts.scales import Span
from tapecheck.report.charts.shapes import placed
from tapecheck.report.charts.svg import element
from tapecheck.report.charts.window import candle_length, shown, whole
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


def charts_of(result: Result, market: MarketStore) -> tuple[Chart, ...]:
    """Charts of the assets that most claims are about, if the store has their candles; at most ``MOST_CHARTS``.

    Empty: there is nothing to draw, or nothing to draw it on.
    """
    assets = Counter(asset for record in result.records if (asset := getattr(record, "asset", None)) is not None)
    claims = {asset: claims_on(result, asset) for asset in assets}
    ordered = sorted((asset for asset in assets if claims[asset]), key=lambda asset: -len(claims[asset]))
    charts = (_chart(result, asset, claims[asset], market) for asset in ordered[: 2 * MOST_CHARTS])
    return tuple([chart for chart in charts if chart is not None][:MOST_CHARTS])


def _chart(result: Result, asset: str, claims: Sequence[Claim], market: MarketStore) -> Chart | None:
    published_at = result.article.published_at
    span = shown(claims, published_at)
    if span is None:
        return None
    length = candle_length(span)
    span = whole(span, length)
    window = _candles(market, asset, span, length)
    if window is None:
        return None
    drawn = [one for claim in claims if (one := placed(claim, window, span))][:MOST_LABELS]
    panel = price_panel(window, span, drawn, published_at)
    axis = time_axis(span, TOP, HEIGHT)
    described = words.description(asset, window, [one.claim for one in drawn])
    svg = element(
        "svg",
        *axis,
        *panel,
        class_="chart__svg",
        width="78%",
        height=TOP + HEIGHT + AXIS,
        overflow="visible",
        role="group",
        aria_label=described,
    )
    return Chart(asset, words.title(asset, window), described, words.source(window), svg)


def _candles(market: MarketStore, asset: str, span: Span, length: timedelta) -> CandleWindow | None:
    ticker = traded_as(asset, span.start, span.end, market)
    return None if isinstance(ticker, Unfit) else market.candles_between(ticker, span.start, span.end, length)

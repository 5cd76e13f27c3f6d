"""Percent moves: a change of something over time, in signed percent."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from tapecheck.market import MarketStore
from tapecheck.market.claims import MoveClaim, check_move
from tapecheck.records.claim import claimed
from tapecheck.records.context import Context
from tapecheck.records.discourse import Discourse
from tapecheck.records.evidence import strength
from tapecheck.records.readings import Reading
from tapecheck.records.stance import modality
from tapecheck.records.subject import usable
from tapecheck.records.when import nearest_date, time_window
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Bound, Percent
from tapecheck.schema.record import BaseRecord, Modality
from tapecheck.schema.verdict import Verdict

MoveMetric = Literal["price", "volume", "open_interest", "market_cap", "tvl", "hashrate", "supply", "flows", "other"]


class PercentMove(BaseRecord):
    """A move of ``metric`` of ``asset``: ``value`` in percent, negative for a fall; ``window`` as the guidelines name it."""

    kind: Literal["percent_move"] = "percent_move"
    asset: str | None
    metric: MoveMetric
    value: Number
    value_high: Number | None = None
    bound: Bound
    window: str | None
    modality: Modality


_METRICS: tuple[tuple[str, MoveMetric], ...] = (
    ("volume", "volume"),
    ("open_interest", "open_interest"),
    ("market_cap", "market_cap"),
    ("tvl", "tvl"),
    ("supply", "supply"),
    ("hashrate", "hashrate"),
    ("flow", "flows"),
    ("revenue", "other"),
    ("count", "other"),
)
SUBJECT_LEFT = 0.3
SUBJECT_RIGHT = 0.45
"""What moved is a metric, not the price, when its name is this near; set on the development articles."""

CARRIED = 250
"""How far back, in characters of content, a move without a window of its own takes the window of the move before it."""


def build(discourse: Discourse) -> tuple[PercentMove, ...]:
    """The percent moves of an article, in text order."""
    made: list[PercentMove] = []
    before: Reading | None = None
    for reading in discourse.readings:
        if reading.kind == "percent_move":
            made.append(_record(discourse, reading, before, made[-1] if made else None))
        before = reading
    return tuple(made)


def _record(discourse: Discourse, reading: Reading, before: Reading | None, last: PercentMove | None) -> PercentMove:
    context, figure = discourse.context, reading.figure
    date = nearest_date(context, figure, windows_only=True)
    low, high = _signed(reading)
    asset, metric = discourse.asset(reading), _metric(context, reading, before)
    return PercentMove(
        id=context.record_id("percent_move", figure.start, figure.end),
        asset=asset,
        metric="market_cap" if metric == "price" and asset == "TOTAL" else metric,
        value=low,
        value_high=high,
        bound=figure.bound,
        window=date.window if date else _carried(context, reading, last),
        modality=modality(context, figure),
        time=time_window(date),
        attribution=discourse.attribution(figure),
        provenance=context.provenance(figure.start, figure.end, "percent_move.verb/1"),
    )


def _carried(context: Context, reading: Reading, last: PercentMove | None) -> str | None:
    """The window of the move before it: "bitcoin fell 3% over the past day. Ether lost 4%." """
    if last is None or context.content_length(last.provenance.text.end, reading.figure.start) > CARRIED:
        return None
    return last.window


def _metric(context: Context, reading: Reading, before: Reading | None) -> MoveMetric:
    """What moved: the metric named beside the move, or whose value the sentence gives just before it; else the price."""
    best: tuple[float, MoveMetric] = (0.0, "price")
    for tag, metric in _METRICS:
        hint = reading.evidence.get(tag)
        if hint is not None and hint.strength >= (SUBJECT_LEFT if hint.side == "left" else SUBJECT_RIGHT):
            best = max(best, (hint.strength, metric))
    if best[1] != "price" or before is None or before.kind != "metric":
        return best[1]
    start, end = before.figure.end, reading.figure.start
    same = context.sentence(before.figure.start) == context.sentence(reading.figure.start)
    if not same or any(usable(asset) for asset in context.assets.within(start, end)):
        return "price"
    return next((metric for tag, metric in _METRICS if tag == before.role), "price")


def _signed(reading: Reading) -> tuple[Number, Number | None]:
    """The move with its direction; a range of falls in numeric order (-45 to -37)."""
    figure = reading.figure
    if isinstance(figure, Percent) and figure.signed:
        return figure.value, figure.value_high
    if strength(reading.evidence, "down") > strength(reading.evidence, "up"):
        if figure.value_high is not None:
            return -figure.value_high, -figure.value
        return -figure.value, None
    return figure.value, figure.value_high


def check(record: PercentMove, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict of the candles on a move of a price; moves of other metrics are ``NOT_ENOUGH_INFO``."""
    over = record.time is not None and (published_at is None or record.time.end < published_at)
    claim = MoveClaim(**claimed(record, timed=over), metric=record.metric, window=record.window)
    return check_move(claim, market, published_at)

"""Percent moves: a change of something over time, in signed percent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal, cast

from tapecheck.market import MarketStore
from tapecheck.market.claims import MoveClaim, check_move, check_series_move, unrefuted
from tapecheck.market.claims.series_move import SERIES
from tapecheck.records.claim import claimed
from tapecheck.records.conditions import condition_of
from tapecheck.records.context import Figure
from tapecheck.records.decision import Decision, MoveMetric, signed
from tapecheck.records.discourse import Discourse
from tapecheck.records.forecasts import is_forecast, outcome
from tapecheck.records.when import time_of
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import BaseRecord, Modality
from tapecheck.schema.verdict import Verdict

OTHER_BASES = ("event", "session", "mtd", "qtd", "ytd")
"""Windows of changes that are not counted from the price at publication, so that a forecast of one has no known target."""


class PercentMove(BaseRecord):
    """A move of ``metric`` of ``asset``: ``value`` in percent, negative for a fall; ``window`` as the guidelines name it.

    ``condition``: what a forecast depends on, as the article words it; ``None`` if on nothing.
    """

    kind: Literal["percent_move"] = "percent_move"
    asset: str | None
    metric: MoveMetric
    value: Number
    value_high: Number | None = None
    bound: Bound
    window: str | None
    modality: Modality
    condition: str | None = None


def build(discourse: Discourse) -> tuple[PercentMove, ...]:
    """The percent moves of an article, in text order."""
    return tuple(_record(discourse, figure, decision) for figure, decision in discourse.decided("percent_move"))


def _record(discourse: Discourse, figure: Figure, decision: Decision) -> PercentMove:
    context = discourse.context
    low, high = signed(figure, decision)
    return PercentMove(
        id=context.record_id("percent_move", figure.start, figure.end),
        asset=decision.asset,
        metric=cast(MoveMetric, decision.name),
        value=low,
        value_high=high,
        bound=figure.bound,
        window=decision.window,
        modality=decision.modality,
        condition=condition_of(context, figure) if decision.modality == "prospective" else None,
        time=time_of(context, figure, decision),
        attribution=discourse.attribution(figure),
        provenance=context.provenance(figure.start, figure.end, decision.rule),
    )


def claim(record: PercentMove) -> MoveClaim:
    """The record as the checks of moves take it."""
    return MoveClaim(**claimed(record), metric=record.metric, window=record.window, readings=record.readings)


def check(record: PercentMove, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a move: of the candles for a price, of the series for a market value, open interest, volume; a forecast's outcome."""
    if record.window not in OTHER_BASES and is_forecast(record, record.metric, published_at):
        return outcome(record, market, published_at, "USD")
    said = claim(record)
    if record.metric not in SERIES:
        verdict = check_move(said, market, published_at)
        return verdict if record.readings else unrefuted(verdict)
    over = record.time is not None and (published_at is None or record.time.end < published_at)
    return check_series_move(said if over else replace(said, start=None, end=None), market, published_at)

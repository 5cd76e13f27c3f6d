"""Metrics: every other figure that says something about a market, asset, fund or company."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from tapecheck.market import MarketStore
from tapecheck.market.claims import MetricClaim, check_metric
from tapecheck.records.claim import claimed
from tapecheck.records.context import Figure
from tapecheck.records.decision import Decision, signed
from tapecheck.records.discourse import Discourse
from tapecheck.records.measures import Around, around, direction_of, measure_of, says_since, scope_of
from tapecheck.records.when import time_of
from tapecheck.schema.base import Number
from tapecheck.schema.measure import Measure, Scope
from tapecheck.schema.mention import Bound, Money, Percent, Quantity
from tapecheck.schema.record import BaseRecord, Modality, TimeWindow
from tapecheck.schema.verdict import Verdict


class Metric(BaseRecord):
    """A figure about ``asset`` (ticker, fund, company; ``TOTAL`` the market).

    ``unit``: a currency, ``percent``, ``bps``, a coin's ticker, or ``None`` for index points. ``scope`` and ``measure`` say what it is
    measured on and how (see ``schema.measure``), ``None`` where the words don't.
    """

    kind: Literal["metric"] = "metric"
    metric: str
    asset: str | None
    value: Number
    value_high: Number | None = None
    unit: str | None
    bound: Bound
    modality: Modality
    scope: Scope | None = None
    measure: Measure | None = None


def build(discourse: Discourse) -> tuple[Metric, ...]:
    """The metrics of an article, in text order."""
    return tuple(_record(discourse, figure, decision) for figure, decision in discourse.decided("metric"))


def _record(discourse: Discourse, figure: Figure, decision: Decision) -> Metric:
    context = discourse.context
    words = around(context, figure)
    value, high = _directed(figure, decision, words)
    return Metric(
        id=context.record_id("metric", figure.start, figure.end),
        metric=decision.name,
        asset=decision.asset,
        value=value,
        value_high=high,
        unit=_unit(figure),
        bound=figure.bound,
        modality=decision.modality,
        scope=scope_of(decision.name, decision.asset, words),
        measure=measure_of(decision.name, words),
        time=_time(time_of(context, figure, decision), words),
        attribution=discourse.attribution(figure),
        provenance=context.provenance(figure.start, figure.end, decision.rule),
    )


def _directed(figure: Figure, decision: Decision, words: Around) -> tuple[Number, Number | None]:
    """The value with its sign; the word beside a flow says which way it went, whatever the rest of the sentence tells."""
    low, high = signed(figure, decision)
    way = direction_of(words) if decision.name == "flow" and not figure.signed else 0
    if way == 0 or high is not None or (low < 0) == (way < 0):
        return low, high
    return -low, None


def _time(time: TimeWindow | None, words: Around) -> TimeWindow | None:
    """The time of a figure; not the one since when it is a record ("the strongest week since December")."""
    since = time is not None and time.text is not None and "since" in time.text.casefold()
    return None if since and says_since(words) else time


def _unit(figure: Figure) -> str | None:
    match figure:
        case Money():
            return figure.currency
        case Percent() | Quantity():
            return figure.unit
        case _:
            return None


def check(record: Metric, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict of the market's series (flows of funds, market values, open interest, funding, indices) where there is one."""
    claim = MetricClaim(
        **claimed(record),
        metric=record.metric,
        unit=record.unit,
        scope=record.scope,
        measure=record.measure,
        time_text=record.time.text if record.time else None,
    )
    return check_metric(claim, market, published_at)

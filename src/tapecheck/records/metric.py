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
from tapecheck.records.when import time_of
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Bound, Money, Percent, Quantity
from tapecheck.schema.record import BaseRecord, Modality
from tapecheck.schema.verdict import Verdict


class Metric(BaseRecord):
    """A figure about ``asset`` (ticker, fund, company; ``TOTAL`` the market).

    ``unit``: a currency, ``percent``, ``bps``, a coin's ticker, or ``None`` for index points.
    """

    kind: Literal["metric"] = "metric"
    metric: str
    asset: str | None
    value: Number
    value_high: Number | None = None
    unit: str | None
    bound: Bound
    modality: Modality


def build(discourse: Discourse) -> tuple[Metric, ...]:
    """The metrics of an article, in text order."""
    return tuple(_record(discourse, figure, decision) for figure, decision in discourse.decided("metric"))


def _record(discourse: Discourse, figure: Figure, decision: Decision) -> Metric:
    context = discourse.context
    value, high = signed(figure, decision)
    return Metric(
        id=context.record_id("metric", figure.start, figure.end),
        metric=decision.name,
        asset=decision.asset,
        value=value,
        value_high=high,
        unit=_unit(figure),
        bound=figure.bound,
        modality=decision.modality,
        time=time_of(context, figure, decision),
        attribution=discourse.attribution(figure),
        provenance=context.provenance(figure.start, figure.end, decision.rule),
    )


def _unit(figure: Figure) -> str | None:
    match figure:
        case Money():
            return figure.currency
        case Percent() | Quantity():
            return figure.unit
        case _:
            return None


def check(record: Metric, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict of the market's series (market value, dominance, open interest, funding, indices) where there is one."""
    context = record.provenance.prefix + record.provenance.exact + record.provenance.suffix
    claim = MetricClaim(**claimed(record), metric=record.metric, unit=record.unit, context=context)
    return check_metric(claim, market, published_at)

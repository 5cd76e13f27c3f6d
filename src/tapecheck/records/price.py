"""Prices: what one unit of an asset costs, said, forecast or paid."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast

from tapecheck.market import MarketStore
from tapecheck.market.claims import PriceClaim, check_price, unrefuted
from tapecheck.records.claim import claimed
from tapecheck.records.conditions import condition_of
from tapecheck.records.context import Figure
from tapecheck.records.decision import Decision, Role, currency_of
from tapecheck.records.discourse import Discourse
from tapecheck.records.forecasts import is_forecast, outcome
from tapecheck.records.when import time_of
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import BaseRecord, Modality
from tapecheck.schema.verdict import Verdict


class Price(BaseRecord):
    """A price of ``asset`` in ``currency``; ``value_high`` only for a range (``bound`` is then ``between``).

    ``condition``: what a forecast depends on, as the article words it; ``None`` if on nothing.
    """

    kind: Literal["price"] = "price"
    asset: str | None
    value: Number
    value_high: Number | None = None
    currency: str | None
    bound: Bound
    role: Role
    modality: Modality
    condition: str | None = None


def build(discourse: Discourse) -> tuple[Price, ...]:
    """The price records of an article, in text order."""
    return tuple(_record(discourse, figure, decision) for figure, decision in discourse.decided("price"))


def _record(discourse: Discourse, figure: Figure, decision: Decision) -> Price:
    context = discourse.context
    return Price(
        id=context.record_id("price", figure.start, figure.end),
        asset=decision.asset,
        value=figure.value,
        value_high=figure.value_high,
        currency=currency_of(figure, "USD"),
        bound=figure.bound,
        role=cast(Role, decision.name),
        modality=decision.modality,
        condition=condition_of(context, figure) if decision.modality == "prospective" else None,
        time=time_of(context, figure, decision),
        attribution=discourse.attribution(figure),
        provenance=context.provenance(figure.start, figure.end, decision.rule),
    )


def claim(record: Price) -> PriceClaim:
    """The record as the checks of prices take it."""
    return PriceClaim(**claimed(record), currency=record.currency, role=record.role, readings=record.readings)


def check(record: Price, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict of the candles on a price: of its stated window, or of the hours or the day before publication; a forecast's outcome."""
    if is_forecast(record, record.role, published_at):
        return outcome(record, market, published_at, record.currency)
    verdict = check_price(claim(record), market, published_at)
    return verdict if record.readings else unrefuted(verdict)

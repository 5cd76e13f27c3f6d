"""Liquidations: leveraged positions closed by force, in money."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from tapecheck.market import MarketStore
from tapecheck.market.claims import LiquidationClaim, check_liquidation
from tapecheck.records.claim import claimed
from tapecheck.records.context import Figure
from tapecheck.records.decision import Decision, Side, currency_of
from tapecheck.records.discourse import Discourse
from tapecheck.records.measures import around, liquidation_scope, majority_of
from tapecheck.records.when import time_of
from tapecheck.schema.base import Number
from tapecheck.schema.measure import Scope
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Attribution, BaseRecord, Modality
from tapecheck.schema.verdict import Verdict


class Liquidation(BaseRecord):
    """A sum of liquidated positions; ``asset`` ``None`` is the whole market, ``side`` ``None`` both or not said.

    ``part_of`` is the id of the record of the total that this sum is a part of, ``None`` where it is of none that is told. ``scope`` is
    ``market`` where it is said to be the whole market's, ``one_order`` for one position or trader; ``majority`` is the side that most of
    it is said to be of.
    """

    kind: Literal["liquidation"] = "liquidation"
    asset: str | None
    value: Number
    value_high: Number | None = None
    currency: str | None
    side: Side | None
    venue: str | None
    window: str | None
    source: str | None
    bound: Bound
    modality: Modality
    part_of: str | None = None
    scope: Scope | None = None
    majority: Side | None = None


def build(discourse: Discourse) -> tuple[Liquidation, ...]:
    """The liquidations of an article, in text order."""
    made: list[Liquidation] = []
    for figure, decision in discourse.decided("liquidation"):
        made.append(_record(discourse, figure, decision, made[-1].currency if made else None))
    return tuple(made)


def _record(discourse: Discourse, figure: Figure, decision: Decision, currency: str | None) -> Liquidation:
    context = discourse.context
    source = discourse.liquidation_source
    words = around(context, figure)
    return Liquidation(
        id=context.record_id("liquidation", figure.start, figure.end),
        asset=decision.asset,
        value=figure.value,
        value_high=figure.value_high,
        currency=currency_of(figure, currency),
        side=decision.side,
        venue=discourse.venue(figure),
        window=decision.window,
        source=source,
        bound=figure.bound,
        modality=decision.modality,
        scope=liquidation_scope(words),
        majority=majority_of(words),
        time=time_of(context, figure, decision),
        attribution=discourse.attribution(figure) or (Attribution(source=source) if source else None),
        provenance=context.provenance(figure.start, figure.end, decision.rule),
    )


def check(record: Liquidation, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict of the liquidation data, which cover some exchanges only and so are a lower bound."""
    claim = LiquidationClaim(
        **claimed(record),
        currency=record.currency,
        side=record.side,
        venue=record.venue,
        window=record.window,
        scope=record.scope,
        majority=record.majority,
    )
    return check_liquidation(claim, market, published_at)

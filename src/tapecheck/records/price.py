"""Prices: what one unit of an asset costs, said, forecast or paid."""

from __future__ import annotations

import re
from typing import Literal

from tapecheck.records.context import Context
from tapecheck.records.evidence import Evidence, strength
from tapecheck.records.reading import Reading
from tapecheck.records.stance import modality
from tapecheck.records.discourse import Discourse
from tapecheck.records.when import nearest_date, time_window
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Bound, Money
from tapecheck.schema.record import BaseRecord, Modality

Role = Literal["quote", "high", "low", "all_time_high", "all_time_low", "level", "target", "cost", "other"]


class Price(BaseRecord):
    """A price of ``asset`` in ``currency``; ``value_high`` only for a range (``bound`` is then ``between``)."""

    kind: Literal["price"] = "price"
    asset: str | None
    value: Number
    value_high: Number | None = None
    currency: str | None
    bound: Bound
    role: Role
    modality: Modality


_NOUN_AFTER = re.compile(
    r"[\s’'\"”)]*(?:(?:price|key|critical|major|psychological|psychologically|support|resistance|all-important|round|"
    r"important|crucial|former|milestone|strike)\s+){0,3}"
    r"(?P<noun>levels?|marks?|supports?|resistances?|zones?|handle|barriers?|thresholds?|ceiling|floor|pivot|area|region|"
    r"lines?|territory|milestone|range|support|resistance|neckline|psychological|band|point)\b",
    re.IGNORECASE,
)
_LEVEL_BEFORE = re.compile(
    r"\b(?:support|resistance|barrier|threshold|ceiling|floor|pivot|neckline|wall|hurdle|zone|cluster|level|levels|supports|"
    r"resistances|retracement|liquidity|EMA|SMA|MA|average|band)\b(?:\s+\w+){0,3}?\s*"
    r"(?:[:(]|\b(?:at|of|near|around|is|between|lies|sits|stands|from|to|as|remains|in|seen|found|located)\b)"
    r"(?:\s+(?:the|around|about|near|roughly|approximately|just|above|below|between))*\s*$",
    re.IGNORECASE,
)


def build(discourse: Discourse) -> tuple[Price, ...]:
    """The price records of an article, in text order."""
    return tuple(_record(discourse, reading) for reading in discourse.readings if reading.kind == "price")


def _record(discourse: Discourse, reading: Reading) -> Price:
    context, figure = discourse.context, reading.figure
    role, stance = role_of(context, reading)
    return Price(
        id=context.record_id("price", figure.start, figure.end),
        asset=discourse.asset(reading),
        value=figure.value,
        value_high=figure.value_high,
        currency=figure.currency if isinstance(figure, Money) else "USD",
        bound=figure.bound,
        role=role,
        modality=stance,
        time=time_window(nearest_date(context, figure)),
        provenance=context.provenance(figure.start, figure.end, f"price.{role}/1"),
    )


def role_of(context: Context, reading: Reading) -> tuple[Role, Modality]:
    """The price's role by the words around it, and whether it is asserted."""
    figure, evidence = reading.figure, reading.evidence
    stance = modality(context, figure, evidence)
    sentence = context.sentence(figure.start)
    before = context.text[sentence.start : figure.start]
    if strength(evidence, "cost") >= 0.6:
        return "cost", stance
    extreme = _extreme(evidence)
    if extreme is not None:
        return extreme, stance
    if strength(evidence, "liqprice") >= 0.5:
        return "level", stance
    if _NOUN_AFTER.match(context.text, figure.end, sentence.end) or _LEVEL_BEFORE.search(before):
        return "level", stance
    if stance == "prospective" and strength(evidence, "target", "modal") >= 0.3:
        return "target", stance
    return "quote", stance


def _extreme(evidence: Evidence) -> Role | None:
    """An extreme that is named right beside the figure; the nearest one wins."""
    found: list[tuple[float, Role]] = []
    roles: tuple[tuple[str, Role], ...] = (
        ("ath", "all_time_high"),
        ("atl", "all_time_low"),
        ("high", "high"),
        ("low", "low"),
    )
    for tag, role in roles:
        hint = evidence.get(tag)
        if hint is not None and hint.strength >= (0.55 if hint.side == "left" else 0.7):
            found.append((hint.strength, role))
    return max(found)[1] if found else None

"""Liquidations: leveraged positions closed by force, in money."""

from __future__ import annotations

import re
from typing import Literal

from tapecheck.records.context import Context, Figure
from tapecheck.records.evidence import Evidence, strength
from tapecheck.records.reading import Reading
from tapecheck.records.stance import modality
from tapecheck.records.discourse import Discourse
from tapecheck.records.subject import GROUPS, attached, paired, subject
from tapecheck.records.when import nearest_date, time_window
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Asset, Bound, Money
from tapecheck.schema.record import Attribution, BaseRecord, Modality

Side = Literal["long", "short"]

DOLLARS = frozenset({"USDT", "USDC", "USD", "BUSD", "FDUSD"})
"""What positions are paid in: "a BTC-USDT swap" is a position in bitcoin."""


class Liquidation(BaseRecord):
    """A sum of liquidated positions; ``asset`` ``None`` is the whole market, ``side`` ``None`` both or not said."""

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


def build(discourse: Discourse) -> tuple[Liquidation, ...]:
    """The liquidations of an article, in text order."""
    made: list[Liquidation] = []
    for reading in discourse.readings:
        if reading.kind == "liquidation":
            made.append(_record(discourse, reading, made[-1] if made else None))
    return tuple(made)


def _record(discourse: Discourse, reading: Reading, before: Liquidation | None) -> Liquidation:
    context, figure = discourse.context, reading.figure
    date = nearest_date(context, figure, windows_only=True)
    source = discourse.liquidation_source
    return Liquidation(
        id=context.record_id("liquidation", figure.start, figure.end),
        asset=_asset(context, figure, before),
        value=figure.value,
        value_high=figure.value_high,
        currency=figure.currency if isinstance(figure, Money) else "USD",
        side=_side(context, figure, reading.evidence),
        venue=discourse.venue(figure),
        window=date.window if date else discourse.liquidation_window,
        source=source,
        bound=figure.bound,
        modality=modality(context, figure),
        time=time_window(date),
        attribution=Attribution(source=source) if source else None,
        provenance=context.provenance(figure.start, figure.end, "liquidation.cue/1"),
    )


_THEIR_OWN = re.compile(
    r"(?:['’]s?)?\s*(?:\([^()]{1,24}\))?[^.;]{0,70}?(?:\b(?:saw|seen|sees|see|seeing|account(?:s|ed|ing)\s+for|led|leads|logged|records?|recorded|posted|suffer(?:s|ed|ing)?|"
    r"witness(?:es|ed)?|registered|experienced|encountered|bore|contributed|liquidations?|liquidated|longs?|shorts?|positions?|futures|traders|swap|value|pair|by|with|at)\b|\()"
    r"[^.;]{0,60}$",
    re.IGNORECASE | re.DOTALL,
)
"""An asset with its own liquidations: "Solana has seen", "Bitcoin led with", "BTC ($50M)", "ETH longs worth"."""

_CAUSE = re.compile(
    r"\b(?:lead(?:s|ing)?\s+to|led\s+to|trigger(?:s|ed|ing)?|spark(?:s|ed|ing)?|caus(?:es?|ed|ing)|prompt(?:s|ed|ing)?|result(?:s|ed|ing)?|"
    r"fuel(?:s|ed|ing|led|ling)|wip(?:es?|ed|ing)\s+out|liquidat(?:e|es|ing)|forc(?:es|ed|ing)|pump(?:s|ed|ing)?|surg(?:es?|ed|ing)|ris(?:es?|ing)|rose|"
    r"fell|drop(?:s|ped|ping)?|crash(?:es|ed|ing)?|plung(?:es?|ed|ing)|breaks?|broke|rall(?:y|ies|ied)|slid|slips?|dips?|dipped|tumbl(?:es?|ed|ing)|putting)\b",
    re.IGNORECASE,
)
"""An asset whose move caused liquidations across the market: "bitcoin's rally wiped out $300 million in shorts"."""


def _asset(context: Context, figure: Figure, before: Liquidation | None) -> str | None:
    """The asset whose positions were closed; ``None`` for the whole market, which is what an article means by default."""
    named = paired(context, figure, priced=True) or attached(context, figure) or _compound(context, figure)
    if named is None:
        found = subject(context, figure, priced=True)
        if found is not None and found.end <= figure.start:
            between = context.text[found.end : figure.start]
            named = found if _THEIR_OWN.fullmatch(between) and not _CAUSE.search(between) else None
    if named is not None:
        return None if named.symbol in GROUPS or named.symbol in DOLLARS else named.symbol
    if before is None or before.provenance.sentence.start != context.sentence(figure.start).start:
        return None
    return None if context.assets.within(before.provenance.text.end, figure.start) else before.asset


def _compound(context: Context, figure: Figure) -> Asset | None:
    """The asset of "$36 million BTC longs": right behind the sum, before the positions."""
    behind = context.assets.within(figure.end, figure.end + 30)
    return behind[0] if behind and _POSITIONS.fullmatch(context.text, figure.end, behind[0].start) else None


_POSITIONS = re.compile(r"\s*(?:worth\s+of\s+|in\s+|of\s+)?(?:leveraged\s+|crypto\s+)?", re.IGNORECASE)
_BOTH = re.compile(r"\blongs? and shorts?\b|\bshorts? and longs?\b|\bboth (?:longs?|shorts?|sides)\b", re.IGNORECASE)


def _side(context: Context, figure: Figure, evidence: Evidence) -> Side | None:
    long, short = strength(evidence, "long"), strength(evidence, "short")
    if max(long, short) < 0.25:
        return None
    return "long" if long > short else "short"

"""What an amount of coins or a bare number is: holdings, a purchase, an index value, a price without its sign."""

from __future__ import annotations

import re

from tapecheck.records.layout import price_like, scaled
from tapecheck.records.patterns.readings.money import METRIC_WEIGHT, SOLD_OFF, changed_by
from tapecheck.records.patterns.readings.neighbourhood import UNREAD, Meaning, Neighbourhood
from tapecheck.records.patterns.readings.percent import AT_LEVEL, FLOOR
from tapecheck.schema.mention import Numeral, Quantity

_COUNT_OF = re.compile(
    r"(?:\s+[\w()’']+){0,3}?\s+(?:NFTs?|wallets|addresses|users|holders|validators|nodes|investors)\b", re.IGNORECASE
)
"""A number of things named after a coin: "1 million Ethereum NFTs"."""

_POSITIONS = re.compile(r"[^.;]{0,40}\b(?:longs?|shorts?|positions?|contracts?|bets?|leverage\w*)\b", re.IGNORECASE)
"""What is closed by force: "liquidated 94 BTC in longs"; not "the agency liquidated 9,000 BTC"."""

_TRADES_AT = re.compile(
    r"\b(?:trad(?:es?|ed|ing)|chang(?:es|ed|ing)\s+hands|priced|quoted|pric(?:e|es)\s+(?:of|is|was|stands?)|fell|rose|slipped|climbed|dropped|ratio)\s+"
    r"(?:at|near|around|to|for|from)?\s*(?:(?:about|around|just|roughly|nearly|over|under|above|below)\s+){0,2}$",
    re.IGNORECASE,
)
"""A price in another coin: "ether trades at 0.034 BTC", "fell to 0.031 BTC"."""


def _other_coin(near: Neighbourhood[Quantity]) -> bool:
    """Whether the sentence names another coin before the amount, which can be what is priced; and less than one is paid."""
    sentence = near.context.around(near.figure)
    named = near.context.assets.within(sentence.start, near.figure.start)
    return near.figure.value < 1 and any(
        asset.asset_class == "coin" and asset.symbol != near.figure.unit for asset in named
    )


_POINTS = re.compile(r"[\s-]points?\b", re.IGNORECASE)


def read_quantity(near: Neighbourhood[Quantity]) -> Meaning:
    """The kind of an amount of coins; without a cue coins were moved."""
    if _COUNT_OF.match(near.after):
        return UNREAD
    if SOLD_OFF.search(near.before) and not _POSITIONS.match(near.after):
        return "metric", "purchase"
    if _TRADES_AT.search(near.before) and _other_coin(near):
        return "price", ""
    metric, score = near.best(METRIC_WEIGHT)
    closing = near.strength("liquidation")
    positions = near.strength("long", "short") if closing >= 0.05 else 0.0
    if near.about_liquidations and max(1.25 * closing, positions) > max(0.5 * score, FLOOR):
        return "liquidation", ""
    return "metric", metric if score >= FLOOR else "purchase"


def read_numeral(near: Neighbourhood[Numeral]) -> Meaning:
    """The kind of a bare number: an index value or a price, else nothing."""
    if changed_by(near.before):
        return UNREAD
    if near.about_liquidations and near.strength("liquidation") >= 0.5 and scaled(near.figure):
        return "liquidation", ""
    context, figure = near.context, near.figure
    sentence = context.around(figure)
    named = any(asset.asset_class == "index" for asset in context.assets.within(sentence.start, figure.start))
    levelled = AT_LEVEL.search(near.before) or _POINTS.match(near.after)
    index = near.strength("index")
    moved = near.strength("price", "up", "down", "high", "low", "ath")
    if levelled and (index >= 0.5 or (named and max(moved, index) >= 0.25)):
        return "metric", "index"
    return ("price", "") if price_like(context, figure, near.before) else UNREAD

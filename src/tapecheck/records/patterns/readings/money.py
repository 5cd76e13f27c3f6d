"""What money is: a price, a liquidation, or one of the metrics."""

from __future__ import annotations

import re
from decimal import Decimal

from tapecheck.records.patterns.readings.neighbourhood import UNREAD, Meaning, Neighbourhood
from tapecheck.schema.mention import Money

METRIC_WEIGHT = {
    "volume": 1.1,
    "open_interest": 1.2,
    "market_cap": 1.2,
    "flow": 1.15,
    "holdings": 0.95,
    "purchase": 0.96,
    "loss": 0.95,
    "profit": 1.0,
    "revenue": 1.0,
    "tvl": 1.15,
    "supply": 0.9,
}

PRICE_TAGS = ("price", "high", "low", "ath", "atl", "level", "target", "cost", "perunit", "liqprice")

BARE_LOSS = frozenset({"loss", "losses", "lost", "lose", "loses", "losing"})
"""What positions that were closed are said to have made; an "unrealized loss" is another thing."""

LARGE = Decimal(1_000_000)
"""From here on a sum is a price only where the words say so: one bitcoin has cost less, forecasts aside."""

MOST_EXPENSIVE = 30 * LARGE
"""The highest price of one coin that anybody forecasts."""

TRILLION = Decimal(1_000_000_000_000)
"""Only market values run to trillions; the words of a sum that large need say little more."""

MOST_LIQUIDATED = Decimal(50_000_000_000)
"""More than this has never been liquidated in a day (2025-10-10, the largest so far: about 19 billion)."""

_UNIT_AFTER = re.compile(
    r"[)\s]*(?:/|per|an?|each)\s*(?:coin|token|share|ounce|oz|barrel|BTC|ETH|bitcoin|unit|kWh)\b|\s*apiece\b",
    re.IGNORECASE,
)
"""A price per unit: "$57 per barrel", "$0.78 a coin"."""

_AMOUNT_OF = re.compile(
    r"\s+worth\b|\s+in\s+\$?(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Asia|Europe|Hong|New|Lon|Q[1-4]|US\b|U\.S|H[12]\b))[A-Z]\w+|\s+of\s+(?:his|her|their|its|my|your)\b|\s+richer\b|\s+in\s+(?!(?:the|an?|early|late|mid|over|under|just|recent|less|more|order|response|what|which|spite|case|may|march|"
    r"months?|days?|hours?|weeks?|minutes?|terms|trading\s+on|asian|european|pre-market|morning|afternoon|one|two|three|four|five|six|late\w*|its|his|her|their)\b)[a-z]{3,}",
)
"""A sum of something, not a price: "$250,000 worth of ether", "$54,000 in donations"; not "$31,818 in July"."""

_WORTH = re.compile(
    r"\b(?:worth|valued\s+at|totall?ing|balance\s+of|total\s+of|sum\s+of)\s+(?:(?:about|around|nearly|roughly|just|over|only|more|than|a|approximately)\s+){0,3}$",
    re.IGNORECASE,
)
"""What a holding is worth: "the account is now worth just $610,000"; "ether was valued at $350" is a price."""

_IF_LOST = re.compile(r"\b(?:if|once|should|unless|when)\b[^.;]{0,50}\blos(?:es?|ing)\s+(?:the\s+)?$", re.IGNORECASE)
"""A level that may break: "if it loses $90,000"."""

_PLACE = re.compile(
    r"(?<!valued )(?<!worth )\b(?:at|near|above|below|past|towards?|between)\s+(?:the\s+|just\s+|around\s+|about\s+|~\s?){0,2}~?$",
    re.IGNORECASE,
)
"""A price is where something trades: "at $310", "above $119,000"."""

_CHANGED_BY = re.compile(
    r"\b(?:gain(?:s|ed|ing)?|add(?:s|ed|ing)?|rose|rises?|rising|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?|surg(?:es?|ed|ing)|up|lost|los(?:es?|ing)|"
    r"shed(?:s|ding)?|drop(?:s|ped|ping)?|fell|falls?|falling|down|dump(?:s|ed|ing)?|slid(?:es?|ing)?|tumbl(?:es?|ed|ing)|plung(?:es?|ed|ing)|"
    r"slip(?:s|ped|ping)?|sank|sinks?|increas(?:es?|ed|ing)|decreas(?:es?|ed|ing)|within)\s+(?:by\s+)?(?:(?:about|around|nearly|roughly|over|almost|more\s+than|another|some|"
    r"approximately|at\s+least|as\s+much\s+as|up\s+to)\s+)?[+-]?\s?$",
    re.IGNORECASE,
)
"""A change in money of a price: "gained $3,000", "down by more than $900"; "fell to $900" is a price."""

_CHANGE_AFTER = re.compile(
    r"\s+price\s+(?:surge|rally|jump|drop|swing|move|increase|decline|gain|spike|dip)\b"
    r"|\s+(?:down|up|lower|higher|away|shy|short|below|above)\s+(?:from|of|than|its|the)\b",
    re.IGNORECASE,
)

_SOMEBODY_LOST = re.compile(
    r"\b(?:he|she|they|who|trader|investor|user|victim|whale|says|say|[a-z]+old|firm|company|exchange)\s+(?:\w+\s+)?(?:lost|los(?:es?|ing))\b",
    re.IGNORECASE,
)
"""Somebody's loss: "a trader lost $80,000"; "bitcoin lost $3,000" is a change of its price."""

_OWN_ASSETS = re.compile(
    r"\bliquidat(?:ed|ing|es?|ion\s+of)\s+(?:its|their|his|her|all|customer|client)\b", re.IGNORECASE
)
"""A holder selling what it owns: "the estate may liquidate its $3.4 billion holdings"."""

SOLD_OFF = re.compile(
    r"\bliquidat(?:ed|ing|es?)\s+(?:(?:about|around|nearly|roughly|over|almost|more|than|some|all)\s+){0,3}$",
    re.IGNORECASE,
)

_AVERTED = re.compile(
    r"\b(?:avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|escap(?:es?|ed|ing)|stav(?:es?|ed|ing)\s+off|evad(?:es?|ed|ing)|fend(?:s|ed|ing)?\s+off)\s+"
    r"(?:(?:a|an|the|being|getting|further|forced|their|his|her|its)\s+){0,2}liquidat(?:ion|ions|ed)\b",
    re.IGNORECASE,
)
"""A liquidation that did not come: "to avoid liquidation he deposited $5.5 million"."""

_OF_OWN = re.compile(
    r"\s+(?:of|in|worth\s+of)\s+(?!.{0,40}\b(?:longs?|shorts?|positions?|contracts?|bets?|leverage\w*)\b)",
    re.IGNORECASE,
)
"""A holder selling what it owns: "the firm liquidated $125 million in ether"; not "liquidated $40 million in longs"."""


def read_money(near: Neighbourhood[Money]) -> Meaning:
    """The kind of a sum of money, and which metric it is."""
    if near.strength("none") > 0.7:
        return UNREAD
    if _UNIT_AFTER.match(near.after):
        return "price", ""
    return _large(near) if size(near.figure) >= LARGE else _small(near)


def changed_by(before: str) -> bool:
    """Whether the words before a figure make it a change: "gained $3,000", "slipped 400 points"."""
    return _CHANGED_BY.search(before) is not None


def size(figure: Money) -> Decimal:
    """The figure's value, or the high end of its range."""
    return figure.value_high or figure.value


def _large(near: Neighbourhood[Money]) -> Meaning:
    """A sum in millions: nearly always a liquidation or a metric; without a cue it goes on with what was talked about."""
    if SOLD_OFF.search(near.before) and _OF_OWN.match(near.after):
        return "metric", "purchase"
    if _OWN_ASSETS.search(near.before):
        return "metric", "holdings"
    metric, score = near.best({**METRIC_WEIGHT, "cost": 0.9})
    metric = "purchase" if metric == "cost" else metric
    liquidation = _liquidation(near)
    last = near.earlier.large_sum
    top = max(score, liquidation)
    price = near.strength("price", "target", "level", "modal")
    if top < 0.25 and price >= 0.3 and size(near.figure) < MOST_EXPENSIVE:
        return "price", ""
    if (
        metric == "loss"
        and last is not None
        and last.kind == "liquidation"
        and near.evidence["loss"].cue.form in BARE_LOSS
    ):
        return "liquidation", ""
    if size(near.figure) >= TRILLION and top < 0.5:
        return "metric", "market_cap"
    if top < 0.04:
        return (last.kind, last.role) if last is not None and last.kind == "metric" else UNREAD
    if near.about_liquidations and near.strength("liquidation") >= 0.1 and metric in ("loss", "holdings"):
        score *= 0.5
    return ("liquidation", "") if liquidation >= score else ("metric", metric)


def _liquidation(near: Neighbourhood[Money]) -> float:
    """How much speaks for forced closing: the word itself, or a side's positions where liquidations are talked about."""
    if size(near.figure) >= MOST_LIQUIDATED:
        return 0.0
    closing = near.strength("liquidation")
    if _AVERTED.search(near.before) or _AVERTED.search(near.after[:60]):
        return 0.0
    if not near.about_liquidations:
        return 1.25 * closing
    last = near.earlier.large_sum
    topic = 0.35 if last is not None and last.kind == "liquidation" else 0.0
    sides = 1.05 * near.strength("long", "short") if closing or topic else 0.0
    return max(1.25 * closing, sides, 0.5 * topic)


def _small(near: Neighbourhood[Money]) -> Meaning:
    """Less than a million: a price unless the words right beside it say otherwise."""
    if (changed_by(near.before) and not _IF_LOST.search(near.before)) or _CHANGE_AFTER.match(near.after):
        return "metric", "loss" if _SOMEBODY_LOST.search(near.before) else "other"
    metric, score = near.best(METRIC_WEIGHT)
    placed = _PLACE.search(near.before) is not None
    worth = _WORTH.search(near.before) and not near.context.assets.within(near.figure.start - 45, near.figure.start)
    if size(near.figure) < 1 and near.figure.value > 0:
        return "price", ""
    if worth or (_AMOUNT_OF.match(near.after) and not placed):
        return "metric", metric if score >= 0.1 else "holdings"
    price = max(near.strength(*PRICE_TAGS), 0.9 * near.strength("up", "down")) + (1.0 if placed else 0.5)
    if 1.25 * near.strength("liquidation") > price and not near.before.endswith(" to "):
        return "liquidation", ""
    return ("price", "") if price >= score else ("metric", metric)

"""What a claim is of, so that two claims of one subject can be compared; most claims are not told fully enough."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from tapecheck.corpus.answers.conflicts.claims import Claim
from tapecheck.schema.record import TimeWindow

Nature = Literal["closed", "record", "level", "moment", "event"]
"""``closed``: of a stretch of time that was over, so it has one true value. ``record``: a record high or low, which moves one way only.
``level``: as it stands on the day of publication, and drifts. ``moment``: of the hours up to the writing, other ones every hour.
``event``: of something that happened once and was told within a week."""

_DAY = timedelta(days=1)
_LEVELS = {
    ("market_cap", "market"): Decimal("0.1"),
    ("market_cap", None): Decimal("0.1"),
    ("dominance", "market"): Decimal("0.03"),
    ("dominance", None): Decimal("0.03"),
    ("tvl", None): Decimal("0.15"),
    ("open_interest", "futures"): Decimal("0.15"),
    ("open_interest", "options"): Decimal("0.15"),
    ("supply", None): Decimal("0.01"),
    ("index", "fear_greed"): Decimal("0.15"),
}
"""Metric and scope → by how much such a level may differ within a day and between providers, as a share."""
_CALM = frozenset({"BTC", "ETH", "TOTAL"})
_RESTLESS = Decimal("2.5")
"""How much more the market value of another coin may move in a day."""
_HELD = Decimal("0.001")
_COUNTED = Decimal("0.03")
"""Providers of flows and losses differ by that much."""
_LIQUIDATED = Decimal("0.1")
_FUNDS = frozenset({"GBTC", "IBIT", "FBTC", "ARKB", "BITB", "ETHE", "ETHA", "FETH", "BITO"})

_ROBBED = re.compile(
    r"\b(?P<one>[A-Z][A-Za-z]{2,20})(?:['’]s)?\s(?:\w{1,12}\s)?(?:hack|exploit|breach|heist)\b"
    r"|\b(?:hack|exploit|breach|heist|attack)(?:ed|ing)?\s(?:of|on|at|against|targeting)\s(?:the\s)?(?:\w{1,14}\s){0,3}?(?P<other>[A-Z][A-Za-z]{2,20})\b"
)
"""Whom something was stolen from: "the Sample exploit", "a hack of the exchange Sample"."""
_NO_NAME = frozenset(
    {
        "crypto",
        "defi",
        "the",
        "this",
        "major",
        "recent",
        "lazarus",
        "north",
        "korean",
        "bitcoin",
        "ethereum",
        "after",
        "dex",
    }
)


class Subject(NamedTuple):
    """``topic`` is the words that tie a figure to it, ``about`` its name, ``key`` what claims must share, ``slack`` the share by which two
    figures may differ beyond their rounding.
    """

    topic: str
    nature: Nature
    about: str
    key: tuple[object, ...]
    slack: Decimal = Decimal(0)


def subject_of(claim: Claim) -> Subject | None:
    """What the claim is of; ``None``: not told fully enough to hold another publisher's figure against it."""
    match claim.kind:
        case "price":
            return _price(claim)
        case "percent_move":
            return _move(claim)
        case "liquidation":
            return _liquidation(claim)
        case "metric" if claim.metric in ("flow", "revenue", "profit"):
            return _sum(claim, claim.metric)
        case "metric" if claim.metric in ("holdings", "purchase"):
            return _coins(claim, claim.metric)
        case "metric" if claim.metric == "loss":
            return _loss(claim)
        case "metric":
            return _level(claim, claim.metric or "")
        case _:
            return None


def _price(claim: Claim) -> Subject | None:
    role = claim.role or ""
    if role.startswith("all_time"):
        about = role.replace("all_time_", "all-time ")
        return Subject(role, "record", about, (claim.asset, claim.unit, role))
    time = _closed(claim)
    if time is None or not _is_told(claim, time):
        return None
    return Subject(role, "closed", f"{role} of {_named(time)}", (claim.asset, claim.unit, role, time.start, time.end))


def _move(claim: Claim) -> Subject | None:
    """The change over a month, quarter or year of the calendar; the past seven days are others every hour."""
    time = _closed(claim)
    if time is None or not _is_told(claim, time) or (time.start.day, time.end.day) != (1, 1):
        return None
    return Subject("percent_move", "closed", f"change in {_named(time)}", (claim.asset, time.start, time.end))


def _liquidation(claim: Claim) -> Subject | None:
    side = f"{claim.side} " if claim.side else ""
    shared = (claim.asset, claim.unit, claim.side, claim.venue)
    time = _closed(claim)
    if claim.scope == "one_order":
        return None
    if time is not None and _is_told(claim, time):
        about = f"{side}liquidations of {_named(time)}"
        return Subject("liquidation", "closed", about, (*shared, time.start, time.end), _LIQUIDATED)
    if claim.window == "24h":
        return Subject("liquidation", "moment", f"{side}liquidations in 24 hours", (*shared, "24h"), _LIQUIDATED)
    return None


def _sum(claim: Claim, metric: str) -> Subject | None:
    time = _closed(claim)
    fund = claim.asset in _FUNDS
    if time is None or not _is_told(claim, time):
        return None
    if metric == "flow" and not fund and claim.scope not in ("spot_etf", "funds"):
        return None
    scope = None if fund else claim.scope
    words = {"spot_etf": "flow of spot ETFs", "funds": "flow of funds"}.get(scope or "", metric)
    key = (claim.asset, metric, scope, claim.unit, time.start, time.end)
    return Subject(metric, "closed", f"{words} in {_named(time)}", key, _COUNTED)


def _coins(claim: Claim, metric: str) -> Subject | None:
    """What a company holds or bought, in coins."""
    if claim.unit is None or claim.unit == claim.asset or claim.unit in ("USD", "EUR", "GBP", "JPY", "percent"):
        return None
    return Subject(metric, "level", f"{metric} of {claim.unit}", (claim.asset, metric, claim.unit), _HELD)


def _loss(claim: Claim) -> Subject | None:
    match = _ROBBED.search(claim.words)
    name = (match["one"] or match["other"]) if match else None
    if name is None or name.casefold() in _NO_NAME:
        return None
    return Subject("loss", "event", f"stolen from {name}", (name.casefold(), claim.unit), _COUNTED)


def _level(claim: Claim, metric: str) -> Subject | None:
    slack = _LEVELS.get((metric, claim.scope))
    told_otherwise = claim.time is not None and not claim.time.start <= claim.published_at <= claim.time.end + _DAY
    if slack is None or told_otherwise:
        return None
    if metric in ("market_cap", "tvl") and claim.asset not in _CALM:
        slack *= _RESTLESS
    scope = None if claim.scope == "market" else claim.scope
    return Subject(metric, "level", metric.replace("_", " "), (claim.asset, metric, scope, claim.unit), slack)


def _closed(claim: Claim) -> TimeWindow | None:
    """The stretch of whole days that was over when the article appeared."""
    time = claim.time
    if time is None or time.end > claim.published_at or (time.end - time.start) % _DAY or _midnight(time.start):
        return None
    return time


def _midnight(instant: datetime) -> bool:
    return bool(instant.minute or instant.second)


def _is_told(claim: Claim, time: TimeWindow) -> bool:
    """Whether the sentence itself names the time, by the calendar: not "the past week", and not a year that stands sentences before."""
    words = time.text or ""
    return words.casefold() in claim.words.casefold() and bool(words) and _ROLLING.search(words) is None


_ROLLING = re.compile(
    r"\b(?:past|trailing|previous|hours?|\w+-(?:day|week|month|year)|\d+\s(?:days?|weeks?|months?|years?)|daily|weekly|monthly|yearly|annual\w*|same|the\s(?:day|week|period))\b",
    re.I,
)


def _named(time: TimeWindow) -> str:
    last = time.end - _DAY
    return f"{time.start:%Y-%m-%d}" if last <= time.start else f"{time.start:%Y-%m-%d} to {last:%Y-%m-%d}"

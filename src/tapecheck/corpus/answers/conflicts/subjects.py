"""What a claim is of, so that two claims of one subject can be compared; most claims have none that is told fully enough."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, NamedTuple

from tapecheck.corpus.answers.conflicts.claims import Claim
from tapecheck.schema.record import TimeWindow

Nature = Literal["closed", "record", "level"]
"""``closed``: of a stretch of time that was over, so it has one true value. ``record``: a record high or low, which changes in one
direction only. ``level``: as it stands on the day of publication, and drifts."""

_DAY = timedelta(days=1)
_LEVELS = {
    ("market_cap", "market"),
    ("market_cap", None),
    ("dominance", "market"),
    ("dominance", None),
    ("tvl", None),
    ("open_interest", "futures"),
    ("open_interest", "options"),
    ("supply", None),
    ("index", "fear_greed"),
}
_SUMS = frozenset({"revenue", "profit"})
_FUNDS = frozenset({"GBTC", "IBIT", "FBTC", "ARKB", "BITB", "ETHE", "ETHA", "FETH", "BITO"})


class Subject(NamedTuple):
    """What all claims in ``key`` must share; ``about`` names it."""

    nature: Nature
    about: str
    key: tuple[object, ...]


def subject_of(claim: Claim) -> Subject | None:
    """What the claim is of; ``None``: not told fully enough to hold another publisher's figure against it."""
    match claim.kind:
        case "price":
            return _price(claim)
        case "percent_move":
            return _move(claim)
        case "liquidation":
            return _liquidation(claim)
        case "metric":
            return _metric(claim)
        case _:
            return None


def _price(claim: Claim) -> Subject | None:
    role = claim.role or ""
    if role.startswith("all_time"):
        return Subject(
            "record", role.replace("all_time", "all-time").replace("_", " "), (claim.asset, claim.unit, role)
        )
    time = _closed(claim)
    if time is None or not _whole_days(time):
        return None
    return Subject("closed", f"{role} of {_named(time)}", (claim.asset, claim.unit, role, time.start, time.end))


def _move(claim: Claim) -> Subject | None:
    time = _closed(claim)
    if claim.metric != "price" or time is None or time.end - time.start < 7 * _DAY or not _whole_days(time):
        return None
    return Subject("closed", f"change in {_named(time)}", (claim.asset, time.start, time.end))


def _liquidation(claim: Claim) -> Subject | None:
    if claim.scope == "one_order":
        return None
    side = f"{claim.side} " if claim.side else ""
    time = _closed(claim)
    if time is not None and _whole_days(time):
        return Subject(
            "closed",
            f"{side}liquidations of {_named(time)}",
            (claim.asset, claim.unit, claim.side, claim.venue, time.start, time.end),
        )
    if claim.window == "24h":
        return Subject("level", f"{side}liquidations of 24h", (claim.asset, claim.unit, claim.side, claim.venue))
    return None


def _metric(claim: Claim) -> Subject | None:
    time = _closed(claim)
    metric = claim.metric or ""
    if metric in ("flow", *_SUMS) and time is not None and _whole_days(time) and claim.measure == "level":
        fund = claim.asset in _FUNDS
        if metric == "flow" and not fund and claim.scope not in ("spot_etf", "funds"):
            return None
        return Subject(
            "closed",
            f"{metric} of {_named(time)}",
            (claim.asset, metric, None if fund else claim.scope, claim.unit, time.start, time.end),
        )
    if claim.measure == "level" and (metric, claim.scope) in _LEVELS:
        scope = None if claim.scope == "market" else claim.scope
        return Subject("level", metric.replace("_", " "), (claim.asset, metric, scope, claim.unit))
    return None


def _closed(claim: Claim) -> TimeWindow | None:
    time = claim.time
    return time if time is not None and time.end <= claim.published_at else None


def _whole_days(time: TimeWindow) -> bool:
    """Whether it is one or more days of a calendar, not "the past 24 hours"."""
    return not (time.end - time.start) % _DAY and time.start.minute == time.start.second == 0


def _named(time: TimeWindow) -> str:
    last = time.end - _DAY
    return f"{time.start:%Y-%m-%d}" if last <= time.start else f"{time.start:%Y-%m-%d} to {last:%Y-%m-%d}"

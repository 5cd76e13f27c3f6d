"""What of an article's records can be drawn on the prices of an asset: which figure, and over what time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from tapecheck.market.claims.lengths import length_of
from tapecheck.market.claims.publication import written
from tapecheck.records import AnyRecord, Liquidation, PercentMove, Price, Result, Superlative
from tapecheck.schema.verdict import Evidence, Verdict

Form = Literal["price", "record", "forecast", "move"]

_DOLLARS = ("USD", "USDT", "USDC")
_REACHED = ("highest", "lowest", "first_above", "first_below")


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact of the article, as it is drawn; times in UTC.

    ``low`` and ``high``: the stated prices, equal but for a range; of a move both are the stated change in percent.
    ``start``/``end``: the half-open time that the claim speaks of, ``None``: not said, so without end in that direction.
    ``seen``: when the figure was observed, and its value, where the verdict tells.
    """

    record: AnyRecord
    form: Form
    low: Decimal
    high: Decimal
    start: datetime | None = None
    end: datetime | None = None
    seen: tuple[datetime, Decimal] | None = None


def claims_on(result: Result, asset: str) -> tuple[Claim, ...]:
    """The claims about the asset's price that can be drawn, one for each fact, those decided first, then in text order."""
    facts: dict[str, Claim] = {}
    for claim in _found(result, asset):
        facts.setdefault(claim.record.fact or claim.record.id, claim)
    return tuple(sorted(facts.values(), key=_undecided))


def _undecided(claim: Claim) -> bool:
    return claim.record.verdict is None or claim.record.verdict.label == "NOT_ENOUGH_INFO"


def _found(result: Result, asset: str) -> Iterator[Claim]:
    published_at = result.article.published_at
    for record in result.records:
        claim: Claim | None = None
        match record:
            case Price(asset=name) if name == asset:
                claim = _price(record, published_at)
            case PercentMove(asset=name, metric="price") if name == asset:
                claim = _move(record, published_at)
            case Superlative(asset=name, metric="price") if name == asset:
                claim = _superlative(record)
        if claim is not None:
            yield claim


def greatest(record: Price | PercentMove | Liquidation) -> Decimal:
    """The upper end of a range, of any other figure itself."""
    return record.value if record.value_high is None else record.value_high


def _price(record: Price, published_at: datetime | None) -> Claim | None:
    """A price in dollars of one unit; what is so far off that it is hardly one is left out, and so are a fund's or a share's."""
    verdict, high = record.verdict, greatest(record)
    if record.currency not in _DOLLARS or record.role == "other" or (verdict and verdict.cause == "misread"):
        return None
    if record.role == "target" or _is_forecast(record):
        start, end = _ahead(record, published_at)
        return Claim(record, "forecast", record.value, high, start, end, _seen(verdict, "first_touch"))
    if record.role in ("all_time_high", "all_time_low"):
        return Claim(record, "record", record.value, high, seen=_seen(verdict, record.role, f"former_{record.role}"))
    name = record.role if record.role in ("high", "low") else ""
    return Claim(record, "price", record.value, high, *_spoken_of(record, published_at), _seen(verdict, name))


def _is_forecast(record: Price | PercentMove) -> bool:
    rule = record.verdict.rule if record.verdict else None
    return record.modality == "prospective" or (rule or "").startswith("forecast.")


def _ahead(record: AnyRecord, published_at: datetime | None) -> tuple[datetime | None, datetime | None]:
    """From publication, or the beginning of its own time, to the end of that."""
    time = record.time
    if time is None or (published_at is not None and time.end <= published_at):
        return published_at, None
    return max(time.start, published_at or time.start), time.end


def _spoken_of(record: Price, published_at: datetime | None) -> tuple[datetime | None, datetime | None]:
    """The stretch that was looked at, else the stated one, else, but for levels, when the article was written."""
    evidence = record.verdict.evidence if record.verdict else None
    if evidence is not None:
        return evidence.start, evidence.end
    if record.time is not None:
        return record.time.start, record.time.end
    if published_at is None or record.role in ("level", "cost"):
        return None, None
    return written(published_at)


def _move(record: PercentMove, published_at: datetime | None) -> Claim | None:
    """A change from the beginning of its length to when it was most like what is stated; ``None`` if nobody looked."""
    verdict, high = record.verdict, greatest(record)
    if verdict is None or verdict.evidence is None or verdict.cause == "misread":
        return None
    if _is_forecast(record):
        target = verdict.observed.get("target")
        start, end = _ahead(record, published_at)
        if target is None:
            return None
        return Claim(record, "forecast", target, target, start, end, _seen(verdict, "first_touch"))
    changes = [seen for name in ("least_change", "greatest_change") if (seen := _seen(verdict, name))]
    if not changes:
        return None
    nearest = min(changes, key=lambda seen: abs(seen[1] - record.value))
    start = _base(record, verdict.evidence, nearest[0])
    return Claim(record, "move", record.value, high, start, nearest[0], nearest) if start < nearest[0] else None


def _base(record: PercentMove, evidence: Evidence, end: datetime) -> datetime:
    """What the change was counted from: its length ago, but no earlier than what was looked at."""
    length = length_of(record.window)
    return evidence.start if length is None else max(evidence.start, end - length)


def _superlative(record: Superlative) -> Claim | None:
    """A highest or lowest price, at the price that was reached."""
    seen = _seen(record.verdict, "reached")
    if record.form not in _REACHED or seen is None:
        return None
    before = record.verdict and record.verdict.evidence and record.verdict.evidence.times.get("before")
    value = record.value or seen[1]
    return Claim(record, "price", value, value, before or seen[0] - timedelta(days=1), seen[0], seen)


def _seen(verdict: Verdict | None, *names: str) -> tuple[datetime, Decimal] | None:
    """The first of these figures that the verdict tells with the moment at which it was seen."""
    if verdict is None or verdict.evidence is None:
        return None
    for name in names:
        if name in verdict.observed and name in verdict.evidence.times:
            return verdict.evidence.times[name], verdict.observed[name]
    return None

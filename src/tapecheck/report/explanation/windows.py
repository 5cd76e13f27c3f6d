"""Which stretch of time a verdict looked at and why, and what its rule does; the lengths are those that the checks use."""

from __future__ import annotations

from datetime import datetime, timedelta

from tapecheck.market.claims.bases import AROUND, CLOCK, ZONES
from tapecheck.market.claims.publication import EARLY, SLACK, WRITING, is_date_only
from tapecheck.report import wording
from tapecheck.schema.record import BaseRecord
from tapecheck.schema.verdict import Basis, Verdict

_APPLIED = {
    "price.traded": "A price must have been traded in the window, at any venue of the store.",
    "price.extreme": "A high or low must have been the extreme so far at some moment of the writing.",
    "price.record": "A record must be the extreme of the whole history up to then.",
    "price.former_record": "A record may be the one before the last, if that stood for a week.",
    "move.trailing": "The change over the stated length must have been so at some moment of the writing.",
    "move.stated": "The change over the stated day or stretch must have been so.",
    "move.since": "The change from any price of the stated day to any of the writing must have been so.",
    "move.series": "The change of the series over the stated length must have been so at the hours of writing.",
    "liquidation": "The data hold some exchanges only, so their sum is a lower bound.",
    "metric": "The figure must be near one of the points of its series at the hours of writing.",
    "superlative": "Nothing between the two moments may have been more extreme.",
    "forecast": "A forecast is hit by the first price at its target, and missed only when its time is over.",
}

_AHEAD = "from the end of the candle that holds publication, or from when the forecast's own time begins, to its end or that of the data"


def applied(verdict: Verdict) -> str | None:
    """What the verdict's rule does; ``None`` if none was applied."""
    if verdict.rule is None:
        return None
    name = verdict.rule.partition("/")[0]
    return _APPLIED.get(name) or _APPLIED.get(name.partition(".")[0])


def window(record: BaseRecord, verdict: Verdict, published_at: datetime | None) -> str | None:
    """Which stretch of time was looked at, and why that; ``None`` if none was."""
    evidence = verdict.evidence
    if evidence is None:
        return None
    looked = f"{_moment(evidence.start)} to {_moment(evidence.end)} UTC, in whole candles"
    if evidence.timeframe == "point":
        looked = f"the points from {_moment(evidence.start)} to {_moment(evidence.end)} UTC"
    if verdict.outcome is not None:
        return f"{looked}: {_AHEAD}"
    return f"{looked}: {_why(record, verdict.basis, published_at)}"


def _why(record: BaseRecord, basis: Basis | None, published_at: datetime | None) -> str:
    told = record.time.text if record.time is not None else None
    said = f"the article says “{told}”" if told else "the article names no other time"
    if basis is None:
        return f"{said}, and {_writing(published_at)}" if published_at is not None else said
    why = f"the claim is read to speak of {wording.BASES[basis]}"
    if basis == "stated" and told:
        return f"{why}, “{told}” ({_widened(record, published_at)})"
    if basis in ("trailing", "since") and told:
        return f"{why} (“{told}”); {_writing(published_at)}"
    return f"{why}; {_writing(published_at)}" if published_at is not None else why


def _widened(record: BaseRecord, published_at: datetime | None) -> str:
    time = record.time
    if time is not None and time.end == published_at:
        return f"it ends with the article, and so moves with the hours of writing: {_writing(published_at)}"
    if time is not None and time.end - time.start <= CLOCK:
        return f"a time of the clock may be {_minutes(AROUND)} off; nothing after publication counts"
    return f"a named day ends when it ends in New York, {_hours(ZONES)} later; nothing after publication counts"


def _writing(published_at: datetime | None) -> str:
    if published_at is None:
        return "the article's time is not known"
    if is_date_only(published_at):
        return f"the article bears a date only, so it is of that UTC day, {_hours(EARLY)} before it to {_hours(SLACK)} after"
    bears = f"an article that bears {_moment(published_at)} UTC was written from {_hours(WRITING)} before"
    return f"{bears} to {_hours(SLACK)} after"


def _hours(length: timedelta) -> str:
    return wording.counted(int(length.total_seconds() // 3600), "hour")


def _minutes(length: timedelta) -> str:
    return f"{int(length.total_seconds() // 60)} minutes"


def _moment(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"

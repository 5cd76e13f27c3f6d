"""The words on a chart and under it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tapecheck.market.claims.publication import is_date_only
from tapecheck.market.figures import dollars
from tapecheck.market.observations import CandleWindow
from tapecheck.records import AnyRecord
from tapecheck.report import wording
from tapecheck.report.charts.claims import Claim
from tapecheck.report.charts.scales import clock, date

MOST_LETTERS = 20
_MARKS = {"SUPPORTED": "✓", "REFUTED": "✗", "NOT_ENOUGH_INFO": "?"}
_WORDS = {"SUPPORTED": "supported", "REFUTED": "refuted", "NOT_ENOUGH_INFO": "not enough info"}
_UNCHECKED = "not checked"
_ROLES = {"high": "high", "low": "low", "all_time_high": "ATH", "all_time_low": "ATL", "cost": "cost"}


def mark(record: AnyRecord) -> str:
    """The sign of the verdict, the same as on the record's card."""
    return _MARKS[record.verdict.label] if record.verdict else "·"


def verdict_class(record: AnyRecord) -> str:
    """The class that gives the colour of the verdict."""
    return f"verdict--{record.verdict.label.lower() if record.verdict else 'unchecked'}"


def label(claim: Claim, arrow: str = "") -> str:
    """Sign, figure and what it is, short enough for the margin: "✓ $97,800 high"; ``arrow``: where it lies, if off the chart."""
    record = claim.record
    figure = wording.value(record).replace(" to ", "–")
    text = " ".join(filter(None, (mark(record), arrow, figure, _kind(claim))))
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"


def _kind(claim: Claim) -> str:
    if claim.form == "forecast":
        return "target"
    name = wording.field(claim.record, "window" if claim.form == "move" else "role") or ""
    return (name if name != "event" else "") if claim.form == "move" else _ROLES.get(name, "")


def told(record: AnyRecord) -> str:
    """The whole of it in words: what is claimed, the verdict, and why."""
    claimed = f"{wording.what(record)}: {wording.value(record)}"
    if record.verdict is None:
        return f"{claimed} ({_UNCHECKED})"
    outcome = f", {record.verdict.outcome.lower()}" if record.verdict.outcome else ""
    return f"{claimed} ({_WORDS[record.verdict.label]}{outcome}). {record.verdict.reason}"


def title(asset: str, window: CandleWindow) -> str:
    """What the chart is of.

    "BTC, 11–15 January 2026" would be read by people alone; this is sorted and searched, too.
    """
    return f"{asset}, {days(window.start, window.end)}"


def days(start: datetime, end: datetime) -> str:
    """The first and the last day of a half-open stretch.

    >>> days(datetime(2025, 12, 30), datetime(2026, 1, 3)), days(datetime(2026, 1, 1), datetime(2026, 1, 2))
    ('30 Dec 2025 – 2 Jan 2026', '1 Jan 2026')
    """
    last = end - timedelta(microseconds=1)
    final = f"{date(last)} {last:%Y}"
    if start.date() == last.date():
        return final
    return f"{date(start)}{f' {start:%Y}' if start.year != last.year else ''} – {final}"


def description(asset: str, window: CandleWindow, claims: Sequence[Claim]) -> str:
    """A sentence for those who don't see the chart."""
    low = min(candle.low for candle in window.candles)
    high = max(candle.high for candle in window.candles)
    traded = f"{asset} traded between {dollars(low)} and {dollars(high)} from {days(window.start, window.end)}"
    counts = [(sum(_label(claim) == name for claim in claims), words) for name, words in _WORDS.items()]
    told_of = ", ".join(f"{count} {words}" for count, words in counts if count)
    many = f"{len(claims)} claim{'s' if len(claims) != 1 else ''} of the article"
    return f"{traded}. Drawn on it: {many}{f' ({told_of})' if told_of else ''}." if claims else f"{traded}."


def _label(claim: Claim) -> str | None:
    return claim.record.verdict.label if claim.record.verdict else None


def length(one: timedelta) -> str:
    """The length of a candle.

    >>> length(timedelta(minutes=15)), length(timedelta(hours=4)), length(timedelta(days=1)), length(timedelta(days=7))
    ('15-minute', '4-hour', '1-day', '1-week')
    """
    for unit, size in (("week", timedelta(days=7)), ("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if one % size == timedelta(0):
            return f"{one // size}-{unit}"
    return f"{one // timedelta(minutes=1)}-minute"


def source(window: CandleWindow) -> str:
    """Whose candles they are, and of which files; so that a person can ask the store for them."""
    made = "" if length(window.length) == _of(window) else f" (made of {window.timeframe})"
    venue = f", {window.venue}" if window.venue and window.venue.casefold() != window.source.casefold() else ""
    return f"{window.symbol}, {window.source}{venue}: {length(window.length)} candles{made}, times UTC. {dataset(window.dataset_sha256)}"


def _of(window: CandleWindow) -> str:
    from tapecheck.market.timeframes import TIMEFRAMES

    return length(TIMEFRAMES[window.timeframe])


def dataset(sha256: str) -> str:
    """The files by the beginnings of their hashes."""
    names = [name[:12] for name in sha256.split(",")]
    return f"Dataset{'s' if len(names) > 1 else ''} sha256 {', '.join(names)}…"


def published(moment: datetime) -> str:
    """The label of the line at publication; the clock only where it is known."""
    return f"published {date(moment)}" + ("" if is_date_only(moment) else f", {clock(moment)}")

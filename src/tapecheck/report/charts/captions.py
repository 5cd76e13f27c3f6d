"""What a chart shows and whose data it is made of, in sentences: for those who don't see it, and under it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tapecheck.market.figures import dollars
from tapecheck.market.observations import CandleWindow
from tapecheck.market.timeframes import TIMEFRAMES
from tapecheck.records import AnyRecord
from tapecheck.report import wording
from tapecheck.report.charts.liquidations import Liquidations
from tapecheck.report.charts.scales import date
from tapecheck.report.views.marks import mark_of, tally


def told(record: AnyRecord) -> str:
    """The whole of it in words: what is claimed, the verdict, and why."""
    outcome = f", {record.verdict.outcome.lower()}" if record.verdict and record.verdict.outcome else ""
    reason = f". {record.verdict.reason}" if record.verdict else ""
    return f"{wording.what(record)}: {wording.value(record)} ({mark_of(record).words}{outcome}){reason}"


def title(asset: str, window: CandleWindow) -> str:
    """What the chart is of, and of when."""
    return f"{asset}, {days(window.start, window.end)}"


def days(start: datetime, end: datetime) -> str:
    """The first and the last day of a half-open stretch.

    >>> days(datetime(2025, 12, 30), datetime(2026, 1, 3)), days(datetime(2026, 1, 1), datetime(2026, 1, 4))
    ('30 Dec 2025 – 2 Jan 2026', '1–3 Jan 2026')
    """
    last = end - timedelta(microseconds=1)
    final = f"{date(last)} {last:%Y}"
    if start.date() == last.date():
        return final
    if start.year != last.year:
        return f"{date(start)} {start:%Y} – {final}"
    return f"{start.day}–{final}" if start.month == last.month else f"{date(start)} – {final}"


def description(asset: str, window: CandleWindow, records: Sequence[AnyRecord], *, left_out: int = 0) -> str:
    """A sentence for those who don't see the chart."""
    low = min(candle.low for candle in window.candles)
    high = max(candle.high for candle in window.candles)
    traded = f"{asset} traded between {dollars(low)} and {dollars(high)} during {days(window.start, window.end)}"
    many = f"{wording.counted(len(records), 'claim')} of the article"
    more = f" {left_out} more did not fit." if left_out else ""
    return f"{traded}. Drawn on it: {many} ({tally(records)}).{more}"


def length(one: timedelta) -> str:
    """The length of a candle.

    >>> length(timedelta(minutes=15)), length(timedelta(hours=4)), length(timedelta(days=1)), length(timedelta(days=7))
    ('15-minute', '4-hour', '1-day', '1-week')
    """
    for unit, size in (("week", timedelta(days=7)), ("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if one % size == timedelta(0):
            return f"{one // size}-{unit}"
    return f"{one // timedelta(minutes=1)}-minute"


def source(window: CandleWindow, below: Sequence[Liquidations]) -> str:
    """Whose data they are, and of which files; so that a person can ask the store for them."""
    made = "" if TIMEFRAMES[window.timeframe] == window.length else f" made of {window.timeframe}"
    candles = (
        f"{window.symbol}: {length(window.length)} candles{made} (faint: rising), {_of(window.source, window.venue)}"
    )
    sums = [
        f"Liquidations of {one.evidence.symbol.replace(',', ', ')}: {one.evidence.timeframe}, "
        f"{_of(one.evidence.source, one.evidence.venue)}, {dataset(one.dataset_sha256)}"
        for one in below
    ]
    return ". ".join(("Times are UTC", f"{candles}, {dataset(window.dataset_sha256)}", *sums)) + "."


def _of(source: str, venue: str | None) -> str:
    named = venue.replace(",", ", ") if venue and venue.casefold() != source.casefold() else ""
    return f"{source} ({named})" if named else source


def dataset(sha256: str) -> str:
    """The files by the beginnings of their hashes."""
    return f"dataset sha256 {', '.join(name[:12] for name in sha256.split(','))}"

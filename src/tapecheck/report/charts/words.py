"""The words on a chart and under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.publication import is_date_only
from tapecheck.market.figures import dollars, plain, significant
from tapecheck.market.observations import CandleWindow
from tapecheck.market.timeframes import TIMEFRAMES
from tapecheck.records import AnyRecord, Liquidation, Superlative
from tapecheck.report import wording
from tapecheck.report.charts.claims import Claim
from tapecheck.report.charts.liquidations import Liquidations
from tapecheck.report.charts.scales import clock, date

MOST_LETTERS = 21
_MARKS = {"SUPPORTED": "✓", "REFUTED": "✗", "NOT_ENOUGH_INFO": "?"}
_WORDS = {"SUPPORTED": "supported", "REFUTED": "refuted", "NOT_ENOUGH_INFO": "not enough info"}
_UNCHECKED = "not checked"
_YEAR = timedelta(days=330)
_OVER = {"all": "ever", "event": "", None: "", "ytd": "ytd"}
_SIGN = re.compile(r"(?<!\w)-(?=[$\d])")
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
    said = _superlative(record) if isinstance(record, Superlative) else f"{_figure(record)} {_kind(claim)}"
    return _cut(" ".join(filter(None, (mark(record), arrow, said.strip()))))


def _superlative(record: Superlative) -> str:
    """ "high since 4 Jan", "low ever", "high in 30d", "above $110,000"."""
    if record.form.startswith("first_") and record.value is not None:
        return f"{record.form.removeprefix('first_')} ${record.value:,f}"
    form = record.form.removesuffix("est")
    if record.since is not None:
        return f"{form} since {_since(record.since.start, record.since.end)}"
    return f"{form} {_OVER.get(record.window, f'in {record.window}')}"


def _since(start: datetime, end: datetime) -> str:
    return date(start) if end - start <= timedelta(days=2) else f"{start:%b %Y}"


def by(start: datetime, end: datetime) -> str:
    """Until when a half-open time lasts, as shortly as can be: a day, the end of a month, or a year.

    >>> now = datetime(2026, 1, 14)
    >>> by(now, datetime(2026, 2, 15)), by(now, datetime(2026, 4, 1)), by(now, datetime(2027, 1, 1)), by(now, datetime(2030, 7, 1))
    ('by 14 Feb', 'by Mar', 'in 2026', 'by 2030')
    """
    last = end - timedelta(microseconds=1)
    if (end.month, end.day) == (1, 1):
        return f"in {last:%Y}"
    if end - start >= _YEAR:
        return f"by {last:%Y}"
    return f"by {last:%b}" if end.day == 1 else f"by {date(last)}"


def _figure(record: AnyRecord) -> str:
    return _SIGN.sub("−", wording.value(record).replace(" to ", "–"))


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"


def _kind(claim: Claim) -> str:
    if claim.form == "forecast":
        return by(claim.start or claim.end, claim.end) if claim.end else "target"
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
    traded = f"{asset} traded between {dollars(low)} and {dollars(high)} from {days(window.start, window.end)}"
    counts = [(sum(_label(record) == name for record in records), words) for name, words in _WORDS.items()]
    told_of = ", ".join(f"{count} {words}" for count, words in counts if count)
    many = f"{len(records)} claim{'s' if len(records) != 1 else ''} of the article"
    more = f" {left_out} more did not fit." if left_out else ""
    return f"{traded}. Drawn on it: {many}{f' ({told_of})' if told_of else ''}.{more}"


def _label(record: AnyRecord) -> str | None:
    return record.verdict.label if record.verdict else None


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
    candles = f"{window.symbol}: {length(window.length)} candles{made} (faint: rising), {_of(window.source, window.venue)}"
    sums = [
        f"Liquidations of {one.evidence.symbol.replace(',', ', ')}: {one.evidence.timeframe}, "
        f"{_of(one.evidence.source, one.evidence.venue)}, {dataset(one.dataset_sha256)}"
        for one in below
    ]
    return ". ".join(("Times are UTC", f"{candles}, {dataset(window.dataset_sha256)}", *sums)) + "."


def _of(source: str, venue: str | None) -> str:
    named = venue.replace(",", ", ") if venue and venue.casefold() != source.casefold() else ""
    return f"{source} ({named})" if named else source


def price(tick: Decimal) -> str:
    """A price on the axis, with all of its decimals, or cents where it has but one.

    >>> price(Decimal("97500")), price(Decimal("7.6")), price(Decimal("0.0000120"))
    ('$97,500', '$7.60', '$0.0000120')
    """
    return f"${tick:,.2f}" if tick.as_tuple().exponent == -1 else f"${tick:,f}"


def compact(amount: Decimal) -> str:
    """Dollars to three digits with the letter of their size.

    >>> compact(Decimal("698512345")), compact(Decimal("1250000000")), compact(Decimal("950")), compact(Decimal("0"))
    ('$699M', '$1.25B', '$950', '$0')
    """
    rounded = significant(amount, 3)
    for letter, power in (("T", 12), ("B", 9), ("M", 6), ("K", 3)):
        if rounded >= Decimal(10) ** power:
            return f"${plain(rounded.scaleb(-power)):f}{letter}"
    return f"${plain(rounded):f}"


def sum_label(record: Liquidation) -> str:
    """Sign, sum and side for the margin: "? $700M longs"."""
    side = f"{record.side}s" if record.side else ""
    return _cut(" ".join(filter(None, (mark(record), _figure(record), side, record.window))))


def dataset(sha256: str) -> str:
    """The files by the beginnings of their hashes."""
    return f"dataset sha256 {', '.join(name[:12] for name in sha256.split(','))}"


def published(moment: datetime) -> str:
    """The label of the line at publication; the clock only where it is known."""
    return f"published {date(moment)}" + ("" if is_date_only(moment) else f", {clock(moment)}")

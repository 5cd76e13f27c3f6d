"""The words in a chart: short enough for the margin and the axes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.publication import is_date_only
from tapecheck.market.figures import plain, significant
from tapecheck.records import AnyRecord, Liquidation, Superlative
from tapecheck.report import wording
from tapecheck.report.charts.claims import Claim
from tapecheck.report.charts.scales import clock, date
from tapecheck.report.views.marks import mark_of

MOST_LETTERS = 21
_YEAR = timedelta(days=330)
_OVER = {"event": "", None: "", "ytd": "ytd"}
_SIGN = re.compile(r"(?<!\w)-(?=[$\d])")
_ROLES = {"high": "high", "low": "low", "all_time_high": "ATH", "all_time_low": "ATL", "cost": "cost"}


def label(claim: Claim, arrow: str = "") -> str:
    """Sign, figure and what it is, short enough for the margin: "✓ $97,800 high"; ``arrow``: where it lies, if off the chart."""
    record = claim.record
    said = _superlative(record) if isinstance(record, Superlative) else f"{_figure(record)} {_kind(claim)}"
    return _cut(" ".join(filter(None, (mark_of(record).sign, arrow, said.strip()))))


def _superlative(record: Superlative) -> str:
    """ "high since 4 Jan", "ATH", "low in 30d", "above $110,000"."""
    form = record.form.removesuffix("est").removeprefix("first_")
    if record.form.startswith("first_"):
        return form if record.value is None else f"{form} ${record.value:,f}"
    if record.window == "all":
        return _ROLES[f"all_time_{form}"]
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


def sum_label(record: Liquidation) -> str:
    """Sign, sum and side for the margin: "? $700M longs"."""
    side = f"{record.side}s" if record.side else ""
    return _cut(" ".join(filter(None, (mark_of(record).sign, _figure(record), side, record.window))))


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


def published(moment: datetime) -> str:
    """The label of the line at publication; the clock only where it is known."""
    return f"published {date(moment)}" + ("" if is_date_only(moment) else f", {clock(moment)}")

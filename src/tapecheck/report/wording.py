"""Records in the words and signs that a person reads in a table cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from tapecheck.schema.record import BaseRecord, TimeWindow
from tapecheck.schema.verdict import Basis

if TYPE_CHECKING:
    from tapecheck.records import Quote

_BOUND_SIGNS = {"exact": "", "about": "~", "at_least": "≥ ", "at_most": "≤ ", "between": ""}
_CURRENCY_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SCALES = (("T", 12), ("B", 9), ("M", 6))
_WORDS_SHOWN = 70
BASES: Mapping[Basis, str] = {
    "now": "when the article was written",
    "day": "the day before the article",
    "stated": "the stated time",
    "history": "all history up to the article",
    "trailing": "the stated length of time, up to the hours of writing",
    "since": "from the stated day up to the hours of writing",
}
"""The stretch of time of each basis."""


def field(record: BaseRecord, name: str) -> str | None:
    """A text field of the record; ``None`` if its kind does not have it."""
    # Not getattr: pydantic makes an error, and throws it away, for every field that a kind does not have.
    return cast("str | None", vars(record).get(name))


def value(record: BaseRecord, *, longest: int = _WORDS_SHOWN) -> str:
    """The figure with bound and unit, or the words of a quotation (``longest``: so many characters of it) or superlative.

    >>> from decimal import Decimal as D
    >>> _figure(D("97800"), "USD"), _figure(D("-3.5"), "percent", signed=True), _figure(D("0.0000123"), "USD")
    ('$97,800', '-3.5%', '$0.0000123')
    """
    kind = field(record, "kind")
    if kind == "quote":
        words = " … ".join(_stretches(cast("Quote", record)))
        return f"“{words if len(words) <= longest else words[: longest - 1].rstrip(' …') + '…'}”"
    if kind == "superlative":
        return " ".join(record.provenance.exact.split())
    unit = "percent" if kind == "percent_move" else field(record, "currency") or field(record, "unit")
    low, high = (
        cast("Decimal", getattr(record, "value", None)),
        cast("Decimal | None", getattr(record, "value_high", None)),
    )
    signed = kind == "percent_move"
    figure = _figure(low, unit, signed=signed)
    if high is not None:
        figure = f"{figure} to {_figure(high, unit, signed=signed)}"
    return _BOUND_SIGNS[field(record, "bound") or "exact"] + figure


def _stretches(quote: Quote) -> list[str]:
    """The words of each fragment, on one line."""
    whole, begin = quote.provenance.exact, quote.provenance.text.start
    spans = [fragment.text for fragment in quote.fragments] or [quote.provenance.text]
    return [" ".join(whole[span.start - begin : span.end - begin].split()) for span in spans]


def _figure(number: Decimal, unit: str | None, *, signed: bool = False) -> str:
    sign = "-" if number < 0 else "+" if signed else ""
    size = _short(abs(number))
    if unit == "percent":
        return f"{sign}{size}%"
    if unit in _CURRENCY_SIGNS:
        return f"{sign}{_CURRENCY_SIGNS[unit]}{size}"
    return f"{sign}{size} {unit}" if unit else f"{sign}{size}"


def _short(number: Decimal) -> str:
    """Digits with commas; whole and near-whole millions with their letter.

    >>> _short(Decimal("700000000")), _short(Decimal("1250000000000")), _short(Decimal("126199.63"))
    ('700M', '1.25T', '126,199.63')
    """
    for letter, power in _SCALES:
        scaled = number.scaleb(-power)
        if scaled >= 1 and scaled == round(scaled, 3):
            return f"{digits(scaled)}{letter}"
    return digits(number)


def digits(number: Decimal) -> str:
    """The digits with commas, no exponent, no trailing zeros.

    >>> digits(Decimal("94559.280")), digits(Decimal("1E+3")), digits(Decimal("0.0000123"))
    ('94,559.28', '1,000', '0.0000123')
    """
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(number: int, noun: str) -> str:
    """How many there are.

    >>> counted(1, "record"), counted(1200, "record")
    ('1 record', '1,200 records')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def instant(moment: datetime) -> str:
    """A moment of UTC to the minute.

    >>> instant(datetime(2026, 1, 4, 21, 30))
    '4 Jan 2026 21:30'
    """
    return f"{moment.day} {moment:%b %Y %H:%M}"


def published(moment: datetime | None) -> str:
    """When an article was published, and that it is UTC; of one whose time is not known, that there is none."""
    return "no date" if moment is None else f"{instant(moment)} UTC"


def what(record: BaseRecord) -> str:
    """The kind and what tells it from others of its kind: "price, all-time high", "short liquidations"."""
    kind = field(record, "kind") or "record"
    if kind == "price":
        words = f"price, {field(record, 'role')}"
    elif kind == "percent_move":
        words = f"change of {field(record, 'metric')}"
    elif kind == "liquidation":
        words = f"{field(record, 'side') or ''} liquidations"
    elif kind == "metric":
        words = field(record, "metric") or kind
    elif kind == "superlative":
        words = f"{field(record, 'form')}, {field(record, 'metric')}"
    else:
        words = field(record, "form") or kind
        words = "quote" if words == "direct" else words
    words = words.replace("all_time_", "all-time ").replace("_", " ").strip()
    return f"{words} (forecast)" if field(record, "modality") == "prospective" else words


def when(record: BaseRecord) -> str:
    """The article's own words, else the window, else nothing."""
    time: TimeWindow | None = record.time
    if time is not None and time.text:
        return time.text
    return field(record, "window") or ""


def who(record: BaseRecord) -> str:
    """Who said it: the speaker with title and affiliation, or the source that is credited."""
    if field(record, "kind") == "quote":
        parts = (field(record, "speaker"), field(record, "title"), field(record, "affiliation"))
        return ", ".join(dict.fromkeys(part for part in parts if part))
    credited = record.attribution
    return "" if credited is None else credited.speaker or credited.source or ""

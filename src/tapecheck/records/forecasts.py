"""Which records are forecasts, and what they hand to the market for an outcome."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol

from tapecheck.market import MarketStore
from tapecheck.market.claims import ForecastClaim, check_forecast
from tapecheck.market.claims.forecast_aim import Way
from tapecheck.records.claim import Figured
from tapecheck.schema.record import Attribution
from tapecheck.schema.verdict import Verdict

NO_FORECAST = ("cost", "other")
"""Roles of prices that no trade can reach, whenever they are due."""

_UP = re.compile(
    r"""\b(?: ris(?:e|es|ing) | climb(?:s|ing)? | rall(?:y|ies|ying) | surg(?:e|es|ing) | jump(?:s|ing)? | soar(?:s|ing)?
      | gain(?:s|ing)? | advanc(?:e|es|ing) | grow(?:s|ing)? | rebound(?:s|ing)? | recover(?:s|y|ing)? | skyrocket(?:s|ing)? )
      \s(?:[\w-]{1,12}\s){0,2}(?:to(?:wards?)?|past|above)\s(?:\w{1,10}\s){0,2}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""``could climb back to ``"""
_DOWN = re.compile(
    r"""\b(?: fall(?:s|ing)? | drop(?:s|ping)? | declin(?:e|es|ing) | slid(?:e|es|ing) | slip(?:s|ping)? | sink(?:s|ing)?
      | plung(?:e|es|ing) | crash(?:es|ing)? | tumbl(?:e|es|ing) | plummet(?:s|ing)? | dip(?:s|ping)? | pull\s?back
      | retrac(?:e|es|ing|ement) | correct(?:s|ion|ing)? | dump(?:s|ing)? | down )
      \s(?:[\w-]{1,12}\s){0,2}(?:to(?:wards?)?|below|under)\s(?:\w{1,10}\s){0,2}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""``could fall below ``"""


_DENIED = re.compile(
    r"""\b(?: never | not | no | (?:wo|ca|would|could|does|is|do)n?['’]t | cannot | unlikely | doubts? | without | instead\sof
      | rather\sthan | more\slikely\sthan )\b[^.;:,]{0,30}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""``will never hit ``"""
_RATE = re.compile(
    r"\s?(?:(?:gain|return|rise|growth)s?\s)?(?:a|per|each|every)\s(?:year|quarter|month|week|day)\b"
    r"|\s(?:annual|yearly|monthly|average|CAGR|compound)",
    re.IGNORECASE,
)
"""``29% a year``: a rate, not a change"""
_HALVING = re.compile(r"halvings?", re.IGNORECASE)
"""The event of that name, not a fall by half."""


class Forecasting(Figured, Protocol):
    """A record of a price or of a change of it, which may be a forecast."""

    @property
    def kind(self) -> Literal["price", "percent_move"]: ...
    @property
    def condition(self) -> str | None: ...
    @property
    def attribution(self) -> Attribution | None: ...


def is_forecast(record: Forecasting, role: str, published_at: datetime | None) -> bool:
    """Whether it says what a price is to become: a target, or what is said to be to come by somebody or by a certain time.

    ``role`` is that of a price, or what a change is of.
    """
    ahead = record.time is not None and published_at is not None and record.time.end > published_at
    if record.modality == "asserted":
        return role == "target" and ahead
    if record.kind == "percent_move":
        words = record.provenance
        no_change = _RATE.match(words.suffix) is not None or _HALVING.fullmatch(words.exact) is not None
        return role == "price" and ahead and not no_change
    spoken = record.attribution is not None and record.attribution.speaker is not None
    return role == "target" or (role not in NO_FORECAST and (ahead or (spoken and role != "level")))


def outcome(record: Forecasting, market: MarketStore, published_at: datetime | None, currency: str | None) -> Verdict:
    """Whether the forecast came true; see ``market.claims.forecast``."""
    time = record.time
    claim = ForecastClaim(
        asset=record.asset,
        value=Decimal(record.value),
        value_high=record.value_high,
        text=record.provenance.exact,
        currency=currency,
        bound=record.bound,
        start=time.start if time else None,
        end=time.end if time else None,
        condition=record.condition,
        denied=_DENIED.search(record.provenance.prefix) is not None,
        way=None if record.kind == "percent_move" else way_of(record.provenance.prefix),
        percent=record.kind == "percent_move",
    )
    return check_forecast(claim, market, published_at)


def way_of(before: str) -> Way | None:
    """Whether the words right before a price speak of a rise or a fall to it.

    >>> way_of("bitcoin could climb back to "), way_of("before a drop to "), way_of("expects ether at ")
    ('up', 'down', None)
    """
    return "up" if _UP.search(before) else "down" if _DOWN.search(before) else None

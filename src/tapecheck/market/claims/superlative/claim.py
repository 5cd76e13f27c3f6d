"""A superlative as an article states it: the plain values that the checks take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality
from tapecheck.schema.superlative import Direction, Form, Measure, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperlativeClaim:
    """``text`` are its words, ``context`` those with a little around them. ``since`` is the named day, month or year,
    half-open; ``start``/``end`` when it was reached, ``None`` if that is not stated. The other fields are those of the
    record.
    """

    asset: str | None
    metric: Measure
    form: Form
    text: str = ""
    context: str = ""
    unit: Unit | None = None
    direction: Direction | None = None
    count: int | None = None
    rank: int = 1
    value: Decimal | None = None
    currency: str | None = None
    since: tuple[datetime, datetime] | None = None
    window: str | None = None
    bound: Bound = "exact"
    modality: Modality = "asserted"
    start: datetime | None = None
    end: datetime | None = None

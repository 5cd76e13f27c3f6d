"""A price as an article states it: the plain values that the checks of prices take."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from tapecheck.market.claims.bases import Readings
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality

Role = Literal["quote", "high", "low", "all_time_high", "all_time_low", "level", "target", "cost", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceClaim:
    """``text`` is the figure as printed ("$97,800"); ``start``/``end`` the stated half-open window, ``None`` if none is stated.

    ``readings``: how far each basis can be trusted; see ``bases``.
    """

    asset: str | None
    value: Decimal
    text: str
    value_high: Decimal | None = None
    currency: str | None = "USD"
    bound: Bound = "exact"
    role: Role = "quote"
    modality: Modality = "asserted"
    start: datetime | None = None
    end: datetime | None = None
    readings: Readings = field(default_factory=dict)

"""What every record of a figure hands to the market for a check."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Protocol, TypedDict

from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality, Provenance, TimeWindow
from tapecheck.schema.verdict import Basis


class Figured(Protocol):
    """A record that states a figure."""

    @property
    def asset(self) -> str | None: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def value_high(self) -> Decimal | None: ...
    @property
    def bound(self) -> Bound: ...
    @property
    def modality(self) -> Modality: ...
    @property
    def time(self) -> TimeWindow | None: ...
    @property
    def readings(self) -> dict[Basis, Decimal]: ...
    @property
    def provenance(self) -> Provenance: ...


class Claimed(TypedDict):
    """The fields that the claims of all kinds share; see ``market.claims``."""

    asset: str | None
    value: Decimal
    value_high: Decimal | None
    text: str
    bound: Bound
    modality: Modality
    start: datetime | None
    end: datetime | None


def claimed(record: Figured) -> Claimed:
    """The shared fields of a record's claim."""
    time = record.time
    return Claimed(
        asset=record.asset,
        value=record.value,
        value_high=record.value_high,
        text=record.provenance.exact,
        bound=record.bound,
        modality=record.modality,
        start=time.start if time else None,
        end=time.end if time else None,
    )

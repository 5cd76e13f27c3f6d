"""The base of all typed data: frozen, closed, strict; and the two ways of naming a place in a text.

Offsets everywhere in the project are half-open ``[start, end)`` and count Python characters
(Unicode code points), never bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PlainSerializer,
    model_validator,
)


class Data(BaseModel):
    """A frozen value object; unknown fields and silent type coercion are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def plain_digits(value: Decimal) -> str:
    """``Decimal`` as JSON text: plain digits, no exponent, no trailing zeros.

    >>> plain_digits(Decimal("7E+8")), plain_digits(Decimal("97800.50")), plain_digits(Decimal("0"))
    ('700000000', '97800.5', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _aware_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a naive datetime: every time in tapecheck is aware UTC")
    return value.astimezone(UTC)


def iso_z(value: datetime) -> str:
    """Aware UTC datetime as ISO 8601 with ``Z``; microseconds only when they are not zero."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


Number = Annotated[Decimal, PlainSerializer(plain_digits, return_type=str, when_used="json")]
"""An exact decimal; in JSON a plain decimal string."""

Instant = Annotated[datetime, AfterValidator(_aware_utc), PlainSerializer(iso_z, return_type=str, when_used="json")]
"""An aware UTC datetime; in JSON ISO 8601 with a ``Z``."""


class Span(Data):
    """A half-open range of characters ``[start, end)``; which text it counts in is said by the field it stands in."""

    start: int
    end: int

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")
        return self

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

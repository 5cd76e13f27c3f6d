"""What a superlative's words say, before it is known of what it is said."""

from __future__ import annotations

from typing import NamedTuple

from tapecheck.schema.mention import Bound
from tapecheck.schema.superlative import Direction, Form, Unit


class Over(NamedTuple):
    """What a record is over; its words end at ``end``.

    ``window`` is a length as the guidelines write it (``30d``), a running period (``wtd``, ``mtd``, ``qtd``, ``ytd``),
    ``all`` for the whole history, or ``event`` for a date or event whose words begin at ``since``. ``bound`` is that of
    the length ("over a month").
    """

    end: int
    window: str
    bound: Bound = "exact"
    since: int | None = None


class Expression(NamedTuple):
    """A superlative at ``[start, end)``, found by the versioned ``rule``.

    ``rank`` 2 is the second largest. ``length`` is that of a streak. ``over`` is ``None`` for a streak, and where nothing
    is said.
    """

    start: int
    end: int
    rule: str
    form: Form
    over: Over | None = None
    unit: Unit | None = None
    direction: Direction | None = None
    length: int | None = None
    rank: int = 1

"""Whether two figures can be one: how exactly each is written, and how far its wording lets the true value lie from it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from tapecheck.records.claim import Figured

ABOUT = Decimal("0.02")
"""How far the true value may lie from "nearly $700 million", as a share of it."""

BEYOND = Decimal("0.1")
"""How far above "over $100 million" the true value may lie: further off a writer takes the next round figure."""

_DIGITS = re.compile(r"\d[\d,]{0,30}(?:\.(?P<decimals>\d{1,20}))?")
"""The figure without its sign and unit. Examples: ``104.3`` of ``$104.3 million``, ``97,800``."""


class Reading(NamedTuple):
    """A figure by its size (a fall of 3% is 3), the unit of its last written digit, and the sizes it may stand for, ends included.

    ``step`` 0: written in words or as a range, so only itself.
    """

    size: Decimal
    step: Decimal
    low: Decimal
    high: Decimal

    def allows(self, size: Decimal) -> bool:
        """Whether the true size may be this one."""
        return self.low <= size <= self.high


def reading(record: Figured) -> Reading:
    """How a record's figure may be read.

    "$104M" may be 103.5 to 104.5 million; "nearly $700 million" two hundredths more or less; "over $100 million" up to a tenth more.
    """
    size = abs(record.value)
    step = _step(record, size)
    half = step / 2
    match record.bound:
        case "exact":
            return Reading(size, step, size - half, size + half)
        case "about":
            wide = max(half, min(_round_step(size, step) / 2, ABOUT * size))
            return Reading(size, step, size - wide, size + wide)
        case "at_least":
            return Reading(size, step, size, size + min(max(_round_step(size, step), step), BEYOND * size))
        case "at_most":
            return Reading(size, step, size - min(max(_round_step(size, step), step), BEYOND * size), size)
        case _:
            return Reading(size, Decimal(0), size, size)


def _step(record: Figured, size: Decimal) -> Decimal:
    match = _DIGITS.search(record.provenance.exact)
    written = Decimal(match.group().replace(",", "")) if match else Decimal(0)
    if match is None or not written or record.value_high is not None:
        return Decimal(0)
    return size / written * Decimal(10) ** -len(match["decimals"] or "")


def _round_step(size: Decimal, step: Decimal) -> Decimal:
    """The unit of the last digit that is not zero: 100 million for "700 million"."""
    if not step or not size:
        return step
    digits = (size / step).quantize(Decimal(1)).as_tuple().digits
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return step * Decimal(10) ** zeros


def signs_agree(one: Figured, other: Figured) -> bool:
    """Whether both rise or both fall."""
    return (one.value < 0) == (other.value < 0)


def identical(one: Figured, other: Figured) -> bool:
    """Whether the two have the same value or range."""
    return one.value == other.value and one.value_high == other.value_high


def may_be_one(one: Figured, other: Figured, *, furthest: Decimal) -> bool:
    """Whether one value can be what both say.

    The finer figure lies where the coarser one allows, no further off than the share ``furthest``.
    """
    if identical(one, other):
        return True
    if one.value_high is not None or other.value_high is not None or not signs_agree(one, other):
        return False
    coarse, fine = sorted(
        (reading(one), reading(other)), key=lambda each: (each.high - each.low, each.step), reverse=True
    )
    return coarse.allows(fine.size) and abs(coarse.size - fine.size) <= furthest * fine.size


def precision(record: Figured) -> tuple[Decimal, int]:
    """Sorts records from the most precise to the least: by how much the figure leaves open, then an exact one first."""
    read = reading(record)
    return read.high - read.low, ("exact", "between", "about", "at_least", "at_most").index(record.bound)

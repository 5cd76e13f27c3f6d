"""Decimals as people read them: without the zeros of a stored scale, with thousands separators and the dollar sign."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

_SCALES: tuple[tuple[Decimal, str], ...] = (
    (Decimal(10) ** 12, " trillion"),
    (Decimal(10) ** 9, " billion"),
    (Decimal(10) ** 6, " million"),
)


_ZERO = Decimal(0)
_LONGEST = 24
"""Digits before the point up to which hundredths can be told in the 28 digits of decimal's context."""


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent.

    >>> plain(Decimal("97924.490000000000")), plain(Decimal("100.000000000000"))
    (Decimal('97924.49'), Decimal('100'))
    """
    return value.normalize() + _ZERO  # the sum has the smaller of both exponents, so none above zero


def dollars(value: Decimal) -> str:
    """A price or sum for a sentence: cents above a dollar, five digits below, words from a million on.

    >>> dollars(Decimal("97924.49")), dollars(Decimal("0.00001234567")), dollars(Decimal("698512345"))
    ('$97,924.49', '$0.000012346', '$698.51 million')
    >>> dollars(Decimal("1E+38"))
    '$100,000,000,000,000,000,000,000,000 trillion'
    """
    sign, size = ("-" if value < 0 else ""), abs(value)
    for scale, word in _SCALES:
        if size >= scale:
            return f"{sign}${plain(_cents(size / scale)):,f}{word}"
    if size >= 1 or size == 0:
        return f"{sign}${_cents(size):,f}".removesuffix(".00")
    return f"{sign}${plain(significant(size, 5)):f}"


def percent(value: Decimal) -> str:
    """A change or share for a sentence, to hundredths, with its sign.

    >>> percent(Decimal("-3.456")), percent(Decimal("5"))
    ('-3.46%', '+5%')
    """
    return f"{plain(_cents(value)):+f}%"


def significant(value: Decimal, digits: int) -> Decimal:
    """The value rounded half-even to so many significant digits.

    >>> significant(Decimal("0.000012345678"), 3)
    Decimal('0.0000123')
    """
    if value == 0:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), rounding=ROUND_HALF_EVEN)


def _cents(value: Decimal) -> Decimal:
    """To hundredths; a number that is too long for them (a typo's 1e40) is left as it is."""
    return value if value.adjusted() >= _LONGEST else value.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)

"""Numbers written in digits → ``Decimal``: separators, subscript zeros, exponents, fractions, attached scale letters."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import NamedTuple

FIFTEEN_DIGITS = Context(prec=15)
"""What a division that does not end is rounded to: one third is 0.333333333333333."""

_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
_LONGEST = 40
"""A chunk longer than this is a hash or an account number, not a figure."""

LITERAL = r"""
    (?P<grouped>(?<![\w.,])\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,6}(?:\.\d{1,12})?(?![\w])   # 1 234 567.89, thin blanks
        |(?<![\w.,])\d{1,3}(?:\ \d{3}){2,6}(?:\.\d{1,12})?(?![\w])                           # 1 234 567
        |(?<![\w.,])\d{1,3}\ 000(?:\.\d{1,12})?(?![\w]|\ \d)                                 # 40 000
        |(?<=[$€£¥])\d{1,3}\ \d{3}(?:\.\d{1,12})?(?![\w]|\ \d))                              # $97 800
    |(?P<subscript>(?<![\w.])0?\.0[₀-₉]{1,2}\d{1,20})                                        # 0.0₅12
    |(?P<fraction>(?<![\w.,/$€£])(?:\d{1,4}\ {1,2})?\d{1,3}\ ?[/⁄]\ ?\d{1,3}(?![\w/⁄]|[.,]\d))   # 3/4, 2 1/4
    |(?P<glyph>(?<![\w.,])\d{0,6}\ ?[¼½¾⅐-⅞])                                                # ½, 2 ½
    |(?P<power>(?<![\w.,])\d{1,12}(?:\.\d{1,12})?(?:[eE][+-]?\d{1,2}|\ ?[x×]\ ?10(?:\^[+-]?\d{1,2}|[⁰¹²³⁴-⁹⁻]{1,3})
        |\^[+-]?\d{1,2})(?!\w|\.\d))                                                         # 1.3e6, 6.2x10^-4, 10^6
    |(?P<plain>(?:(?<![\w.,])\.)?\d++(?:[.,]{1,2}\d++)*+)                                      # 97,800.50
"""
"""One number in digits, for ``re.VERBOSE``; the named groups say which way of writing it is."""

_THOUSANDS = re.compile(r"\d{1,3}(?:,{1,2}\d{3})+(?:\.\d+)?")  # 1,234.56; 2,,317 (a doubled comma is a slip)
_LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")  # 12,34,567.89
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")  # 1.234,56; 1.234.567
_SIMPLE = re.compile(r"\d*\.?\d+")  # 97800, 0.5, .26
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}")  # 5,00
_INTEGER = re.compile(r"\d+")

_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100})

_THOUSAND, _MILLION, _BILLION, _TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))
SUFFIXES: dict[str, Decimal] = {
    **dict.fromkeys(("K", "k"), _THOUSAND),
    **dict.fromkeys(("M", "m", "MM", "mm", "mn", "mn.", "MN", "Mn", "mln", "Mln", "mio", "mil", "Mil"), _MILLION),
    **dict.fromkeys(("B", "b", "bn", "BN", "Bn", "bln", "Bln", "bil", "G"), _BILLION),
    **dict.fromkeys(("T", "t", "tn", "TN", "Tn", "tln", "Tln", "trn"), _TRILLION),
    "万": Decimal(10) ** 4,
    "萬": Decimal(10) ** 4,
    "亿": Decimal(10) ** 8,
    "億": Decimal(10) ** 8,
}
"""Scale letters behind a number: "$95K", "€1.2bn", "$13.9 亿"."""

LOOSE = frozenset({"m", "t", "mm"})
"""Letters that are metres or tonnes as often as millions: a scale only beside a currency."""

SUFFIX = re.compile(
    r"(?:MM|mm|m[nN]|MN|Mn|mln|Mln|mio|[mM]il|b[nN]|BN|Bn|bln|Bln|bil|t[nN]|TN|Tn|tln|Tln|trn|[KkMmBbTtG])"
    r"(?![A-Za-z0-9'’&])"
    r"|[ \u00a0]{1,2}(?:MM|m[nN]|MN|mln|b[nN]|BN|bln|t[nN]|TN|tln|[KkMBTG])(?![\w'’&-])"
    r"|[ \u00a0]?[万萬亿億]"
)
"""A scale suffix right behind a number; blank before it only for letters that are no unit of length."""


class Literal(NamedTuple):
    """One number in digits ``[start, end)`` without its scale letters; ``chunk`` marks one cut from a longer run of digits."""

    start: int
    end: int
    value: Decimal
    cut: bool = False


def read(match: re.Match[str]) -> tuple[Literal, ...]:
    """The numbers in one match of ``LITERAL``: usually one, several for a list or an address, none for a hash.

    >>> pattern = re.compile(LITERAL, re.VERBOSE)
    >>> [str(x.value) for x in read(pattern.search("it cost 1,234.56 in all"))]
    ['1234.56']
    >>> [str(x.value) for x in read(pattern.search("from 192.168.1.2"))]
    ['192', '168', '1', '2']
    >>> [str(x.value) for x in read(pattern.search("0.0₅12"))], [str(x.value) for x in read(pattern.search("¾"))]
    (['0.0000012'], ['0.75'])
    """
    kind, raw, start = match.lastgroup, match.group(), match.start()
    if kind == "plain":
        return _plain(raw, start)
    value = _special(kind, raw)
    if value is not None:
        return (Literal(start, match.end(), value),)
    return tuple(
        Literal(start + part.start(), start + part.end(), Decimal(part.group()), cut=True)
        for part in _INTEGER.finditer(raw)
    )


def _plain(raw: str, start: int) -> tuple[Literal, ...]:
    if len(raw) > _LONGEST:
        return ()
    value = decimal(raw)
    if value is not None:
        return (Literal(start, start + len(raw), value),)
    return tuple(
        Literal(start + part.start(), start + part.end(), Decimal(part.group()), cut=True)
        for part in _INTEGER.finditer(raw)
    )


def decimal(raw: str) -> Decimal | None:
    """The value of digits with separators; ``None`` when they are not one number.

    >>> [str(decimal(x)) for x in ("97800", "97,800.5", "2,,317", "12,34,567", "1.234,56", "5,00", ".26", "22,24,26")]
    ['97800', '97800.5', '2317', '1234567', '1234.56', '5.00', '0.26', 'None']
    """
    if raw.isdigit() or _SIMPLE.fullmatch(raw):
        return Decimal(raw)
    if _THOUSANDS.fullmatch(raw) or _LAKHS.fullmatch(raw):
        return Decimal(raw.replace(",", ""))
    if _CONTINENTAL.fullmatch(raw):
        return Decimal(raw.replace(".", "").replace(",", "."))
    if _COMMA_DECIMAL.fullmatch(raw):
        return Decimal(raw.replace(",", "."))
    return None


def _special(kind: str | None, raw: str) -> Decimal | None:
    if kind == "grouped":
        return Decimal(re.sub(r"\s", "", raw))
    if kind == "subscript":
        return _subscript(raw)
    if kind == "fraction":
        return _fraction(raw)
    if kind == "glyph":
        return _glyph(raw)
    return _power(raw)


def _subscript(raw: str) -> Decimal:
    """0.0₅12: the small digit counts the zeros behind the point."""
    _, _, tail = raw.partition(".0")
    small = "".join(char for char in tail if char in _SUBSCRIPTS)
    zeros = int("".join(str(_SUBSCRIPTS.index(char)) for char in small))
    return Decimal(f"0.{'0' * min(zeros, 40)}{tail[len(small) :]}")


def _fraction(raw: str) -> Decimal | None:
    whole, numerator, denominator = re.fullmatch(r"(?:(\d+)\s+)?(\d+)\s?[/⁄]\s?(\d+)", raw).groups()  # type: ignore[union-attr]
    top, bottom = int(numerator), int(denominator)
    if bottom not in _DENOMINATORS or not 0 < top < bottom:
        return None
    return Decimal(whole or 0) + FIFTEEN_DIGITS.divide(Decimal(top), Decimal(bottom))


_GLYPHS = {
    glyph: FIFTEEN_DIGITS.divide(Decimal(top), Decimal(bottom))
    for glyph, top, bottom in (
        *(("¼", 1, 4), ("½", 1, 2), ("¾", 3, 4), ("⅐", 1, 7), ("⅑", 1, 9), ("⅒", 1, 10), ("⅓", 1, 3), ("⅔", 2, 3)),
        *(("⅕", 1, 5), ("⅖", 2, 5), ("⅗", 3, 5), ("⅘", 4, 5), ("⅙", 1, 6), ("⅚", 5, 6), ("⅛", 1, 8), ("⅜", 3, 8)),
        *(("⅝", 5, 8), ("⅞", 7, 8)),
    )
}


def _glyph(raw: str) -> Decimal:
    return Decimal(raw[:-1].strip() or 0) + _GLYPHS[raw[-1]]


_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def _power(raw: str) -> Decimal:
    base, caret, power = raw.partition("^")
    if caret and base.replace(".", "").isdigit():
        return FIFTEEN_DIGITS.power(Decimal(base), int(power))
    mantissa, exponent = re.split(r"[eE]|\s?[x×]\s?10\^?", raw, maxsplit=1)
    return Decimal(mantissa) * Decimal(10) ** int(exponent.translate(_SUPERSCRIPT))

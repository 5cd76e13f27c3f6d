"""A figure and the currency beside it → one sum of money."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from tapecheck.mentions import currencies
from tapecheck.mentions.currencies import Beside
from tapecheck.mentions.figures import Figure, scan


class Sum(NamedTuple):
    """A sum ``[start, end)``; ``factor`` is its value over the figure's (0.01 for cents, -1 for a minus), ``sign_first``: "$5"."""

    start: int
    end: int
    value: Decimal
    currency: str
    factor: Decimal
    signed: bool
    sign_first: bool
    mid: bool = False


_MINUS = re.compile(r"(?<![\w)%$€£¥.,/])[-−]$|(?<=\()[–]$")
"""A minus before a currency sign. Examples: ``-$4.5 million``, ``(–$3.2 million)``; not ``$48-$50``."""

_MID = re.compile(r"(?<!\w)[Mm]id-$")
"""``mid-$80,000`` is the middle of the eighties: 85,000."""

_VAGUE = re.compile(r"(?:multi|several|few|many|couple|of|dozens|per|every)[\s-]{1,2}$", re.IGNORECASE)
"""Before a bare scale word there is no figure: ``multi-billion dollar``, ``a few hundred million dollars``."""

_CUT_OFF = re.compile(r"…|\.{3}")

_YEAR = re.compile(r"(?:19|20)\d\d")
"""``in 2026 dollar weakness``: a year and a word, not a sum; ``2026 dollars`` may be one."""

_GRAND = re.compile(r"\bgrand$")
_NOT_GRAND = re.compile(r"\s{1,2}(?:prix|slam|jury|total|opening|finale?|master|canyon)", re.IGNORECASE)

_CENTS_OF = re.compile(
    r"(?:\s{1,2}and)?\s{1,2}(?P<cents>\d{1,2}|[a-z]+(?:[ -][a-z]+)?)(?:\s{1,2}(?:cents?|pence)\b|(?=[.!?]?\s*$))",
    re.IGNORECASE,
)


def read(text: str, figure: Figure, floor: int) -> Sum | None:
    """The sum that the figure is, with the currency before or behind it; ``None`` if it is no money.

    ``floor`` is where the mention before ends: what stands before it belongs to that one.

    >>> [str(read(t, scan(t)[0], 0).value) for t in ("$1.25tn", "12 euros", "-$4.5 million", "8.6¢", "mid-$80,000")]
    ['1250000000000', '12', '-4500000', '0.086', '85000']
    """
    if figure.cut:
        return None
    if _CUT_OFF.match(text, figure.end) and "." in text[figure.start : figure.end]:
        return None
    found = currencies.before(text, figure.start, floor)
    if found is not None and not (figure.words and found.kind == "code"):
        return _sign_first(text, figure, found, floor)
    return _sign_last(text, figure)


def _sign_first(text: str, figure: Figure, found: Beside, floor: int) -> Sum | None:
    if figure.bare or (found.kind == "code" and figure.value == 1 and text[figure.start - 1].isalpha()):
        return None  # USD1 is the name of a stablecoin
    start, factor, mid = found.at, found.factor, False
    code = found.code
    behind = currencies.after(text, figure.end) if code == "USD" else None
    if (
        behind is not None
        and behind.kind == "code"
        and behind.code in ("AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN")
    ):
        code = behind.code
    minus = _MINUS.search(text, max(floor, start - 2), start)
    inner = found.kind == "sign" and text[figure.start - 1 : figure.start] in ("-", "−")
    if minus is not None or inner:
        start = minus.start() if minus else start
        factor = -factor
    elif before_mid := _MID.search(text, max(floor, start - 5), start):
        start, mid = before_mid.start(), True
    value = figure.value * factor
    if mid:
        value += Decimal(5).scaleb(value.adjusted() - 1)
    end = figure.end
    return Sum(start, end, _plain(value), code, factor, minus is not None, True, mid)


def _sign_last(text: str, figure: Figure) -> Sum | None:
    if text[figure.start - 1 : figure.start].isalpha() and figure.start > 0:
        return None
    at = figure.end + 1 if text[figure.end : figure.end + 1] == "+" else figure.end
    found = currencies.after(text, at) or _part_of_one(text, figure)
    if found is None:
        return _grand(text, figure)
    if found.kind == "name" and _YEAR.fullmatch(text, figure.start, figure.end) and text[found.at - 1] != "s":
        return None
    if found.kind == "doubtful" and figure.words and figure.value < 100:
        return None
    if figure.bare and (found.kind == "code" or _VAGUE.search(text, max(0, figure.start - 9), figure.start)):
        return None
    factor = found.factor
    if factor == Decimal("0.01") and text[figure.start] == ".":
        factor = Decimal(1)  # ".26 cents" is what people write for $0.26
    value, end = figure.value * factor, found.at
    if found.factor == 1 and found.kind == "name" and figure.value < 10**6:
        value, end = _with_cents(text, value, end)
    return Sum(figure.start, end, _plain(value), found.code, factor, False, False)


def _part_of_one(text: str, figure: Figure) -> Beside | None:
    """ "half a dollar"."""
    if not figure.words or figure.value >= 1:
        return None
    article = _ARTICLE.match(text, figure.end)
    found = currencies.after(text, article.end()) if article else None
    return found if found is not None and found.kind == "name" else None


_ARTICLE = re.compile(r"\s{1,2}(?:of\s{1,2})?an?(?=\s)")
"""``half a dollar``, ``a quarter of a dollar``."""


def _with_cents(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """ "3 dollars 50 cents", "thirteen dollars and forty-five cents"."""
    match = _CENTS_OF.match(text, end)
    if match is None:
        return value, end
    figures = scan(match.group("cents"))
    if len(figures) != 1 or figures[0].end != len(match.group("cents")) or not 0 < figures[0].value < 100:
        return value, end
    return value + figures[0].value / 100, match.end()


def _grand(text: str, figure: Figure) -> Sum | None:
    if figure.bare or not _GRAND.search(text, figure.start, figure.end) or _NOT_GRAND.match(text, figure.end):
        return None
    return Sum(figure.start, figure.end, figure.value, "USD", Decimal(1), False, False)


def _plain(value: Decimal) -> Decimal:
    """The value with no zeros behind a whole number (2.50 keeps its own)."""
    if value == value.to_integral() and abs(value) < Decimal(10) ** 24:
        return value.quantize(Decimal(1))
    return value

"""A figure and the currency beside it → one sum of money."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
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

_PART = re.compile(r"(?<!\w)(?:(?P<mid>[Mm]id-)|(?P<part>[Ll]ow|[Hh]igh|[Uu]pper)(?:er)?[\s-])$")
"""``mid-$80,000`` is the middle of the eighties, 85,000; ``low $80,000s`` a fifth of the way, ``high $80,000s`` four fifths."""

_FIFTHS = {"low": 2, "high": 8, "upper": 8}
"""Tenths of the decade that its part stands for: a reader's estimate, so the bound is ``about``."""

_VAGUE = re.compile(r"(?:multi|several|few|many|couple|of|dozens|per|every)[\s-]{1,2}$", re.IGNORECASE)
"""Before a bare scale word there is no figure: ``multi-billion dollar``, ``a few hundred million dollars``."""

_CUT_OFF = re.compile(r"…|\.{3}")

_YEAR = re.compile(r"(?:19|20)\d\d")
"""``in 2026 dollar weakness``: a year and a word, not a sum; ``2026 dollars`` may be one."""

_GRAND = re.compile(r"\bgrand$")
_NOT_GRAND = re.compile(r"\s{1,2}(?:prix|slam|jury|total|opening|finale?|master|canyon)", re.IGNORECASE)


@cache
def _cents_of() -> re.Pattern[str]:
    """What may follow a whole number of units. Examples: `` and 30 cents``, `` 50 paise``, `` and forty-five`` at the end."""
    minor = "|".join(re.escape(name) for name in sorted(currencies.minor_units(), key=len, reverse=True))
    return re.compile(
        rf"(?:\s{{1,2}}and)?\s{{1,2}}(?P<cents>\d{{1,2}}|[a-z]+(?:[ -][a-z]+)??)"
        rf"(?:\s{{1,2}}(?P<minor>{minor})s?(?!\w)|(?=[.!?]?\s*$))",
        re.IGNORECASE,
    )


_CODE_CENTS = re.compile(
    r" (?P<cents>\d\d)(?![.,]?\d|\s?[:/%-])(?=\s?(?:[.,;!?)]|$)|\s(?:more|less|each|apiece|per|a)\b)"
)
"""The cents behind a code: `` 60`` of "14 EUR 60."; not of "14 EUR 60 days later"."""

_SPOKEN = re.compile(r"\s{1,2}and\s{1,2}[a-z]", re.IGNORECASE)
"""``$5 and thirty`` at the end of a text is a price as it is said; ``$5 and 30`` may be two figures."""

_TENTH = Decimal("0.1")
_LAST_DIGIT = re.compile(r"\s{1,2}(?P<digit>[1-9]|[a-z]{3,5})(?=[.!?]?\s*$)", re.IGNORECASE)
"""Behind tenths the hundredths may stand without their name: the last word of ``three kuai two mao six``."""

_COINS = frozenset({"BTC", "DAI", "GHO"})
"""Codes of three letters that have no hundredth part."""


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
    return _sign_last(text, figure) or _name_first(text, figure, floor)


def _name_first(text: str, figure: Figure, floor: int) -> Sum | None:
    """ "dollar 4.5 million", "rupees 4,000": only of a figure that is surely a size, no day or rank."""
    if figure.words or (figure.scale == 1 and "," not in text[figure.start : figure.end]):
        return None
    found = currencies.named_before(text, figure.start, floor)
    if found is None:
        return None
    value = _plain(figure.value * found.factor)
    return Sum(found.at, figure.end, value, found.code, found.factor, False, True)


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
    value, end = figure.value * factor, figure.end
    if minus is None and not inner and (part := _PART.search(text, max(floor, start - 7), start)):
        decade = text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum()
        if part["mid"] or decade:
            tenths = 5 if part["mid"] else _FIFTHS[part["part"].casefold()]
            start, mid = part.start() if part["mid"] else start, True
            value += Decimal(tenths).scaleb(value.adjusted() - 1)
    if factor == 1 and not mid and _is_whole(figure):
        value, end = _with_cents(text, value, end, code, loose=_SPOKEN.match(text, end) is not None)
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
    if found.kind == "millions" and figure.scale < 10**6:
        return None
    if figure.bare and (found.kind == "code" or _VAGUE.search(text, max(0, figure.start - 9), figure.start)):
        return None
    factor = found.factor
    if factor == Decimal("0.01") and text[figure.start] == ".":
        factor = Decimal(1)  # ".26 cents" is what people write for $0.26
    value, end = figure.value * factor, found.at
    if found.factor == 1 and _is_whole(figure):
        if found.kind == "code":
            value, end = _with_code_cents(text, value, end, found.code)
        else:
            value, end = _with_cents(text, value, end, found.code, loose=found.kind == "name")
    if found.kind == "doubtful" and figure.words and figure.value < 100 and end == found.at:
        return None  # "all three won", but "four pounds and sixty pence"
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


def _is_whole(figure: Figure) -> bool:
    """Whether cents may follow: "3 dollars 50 cents", not "3.20 dollars" or "3 million dollars"."""
    return figure.value < 10**6 and figure.scale in (1, 100, 1000) and figure.value == figure.value.to_integral()


def _with_cents(text: str, value: Decimal, end: int, code: str, *, loose: bool) -> tuple[Decimal, int]:
    """ "3 dollars 50 cents", "$10 and 30 cents", "40 rupees and 50 paise"; ``loose``: also "thirteen dollars and forty-five." """
    match = _cents_of().match(text, end)
    if match is None:
        return value, end
    minor = match.group("minor")
    part = Decimal("0.01") if minor is None and loose else _part(minor or "", code)
    count = _small(match.group("cents"))
    if part is None or count is None or count * part >= 1:
        return value, end
    value, end = value + count * part, match.end()
    last = _LAST_DIGIT.match(text, end) if part == _TENTH else None
    digit = _small(last.group("digit")) if last else None
    if last is None or digit is None or digit >= 10:
        return value, end
    return value + digit * part / 10, last.end()


def _small(written: str) -> Decimal | None:
    """The number above 0 that the words or digits are, all of them; ``None`` if they are none."""
    figures = scan(written)
    if len(figures) != 1 or figures[0].end != len(written) or figures[0].start or not figures[0].value > 0:
        return None
    return figures[0].value


def _part(word: str, code: str) -> Decimal | None:
    """What part of the currency's unit the word names; many have cents, whatever the table lists."""
    part = currencies.minor_units().get(word.casefold())
    if part is None or not (part[0] == code or word.casefold() == "cent"):
        return None
    return part[1]


def _with_code_cents(text: str, value: Decimal, end: int, code: str) -> tuple[Decimal, int]:
    """ "14 EUR 60", as some price lists put it."""
    match = _CODE_CENTS.match(text, end) if len(code) == 3 and code not in _COINS else None
    if match is None:
        return _with_cents(text, value, end, code, loose=False)
    return value + Decimal(match.group("cents")) / 100, match.end()


def _grand(text: str, figure: Figure) -> Sum | None:
    if figure.bare or not _GRAND.search(text, figure.start, figure.end) or _NOT_GRAND.match(text, figure.end):
        return None
    return Sum(figure.start, figure.end, figure.value, "USD", Decimal(1), False, False)


def _plain(value: Decimal) -> Decimal:
    """The value with no zeros behind a whole number (2.50 keeps its own)."""
    if value == value.to_integral() and abs(value) < Decimal(10) ** 24:
        return value.quantize(Decimal(1))
    return value

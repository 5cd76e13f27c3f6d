"""Currency signs, codes and names, from ``data/currencies.jsonl``, and how one stands beside a figure."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import NamedTuple

_MILLION = Decimal(10) ** 6

_WORD_LIKE = frozenset(
    {"ALL", "TRY", "TOP", "CUP", "DAI", "FRAX", "SAR", "RON", "COP", "NOK", "GEL", "USDS", "GHO", "ISK"}
)
"""Codes that are words or names in lower case; the others are read in lower case too ("usd 200")."""


class Row(NamedTuple):
    """One currency: its code, the signs, codes and names that stand for it, and those of its hundredth part."""

    code: str
    signs: tuple[str, ...]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    minor: tuple[str, ...]
    examples: tuple[str, ...]


class Beside(NamedTuple):
    """A currency beside a figure: where its text begins or ends, and what the figure is to be multiplied by."""

    code: str
    at: int
    factor: Decimal = Decimal(1)
    kind: str = "sign"


@cache
def table() -> tuple[Row, ...]:
    """The rows of the data file."""
    data = resources.files("tapecheck").joinpath("data/currencies.jsonl").read_text(encoding="utf-8")
    rows = (json.loads(line) for line in data.splitlines())
    return tuple(Row(row["code"], *(tuple(row[key]) for key in Row._fields[1:])) for row in rows)


@cache
def _symbols() -> dict[str, str]:
    """Signs of one character that is no letter → code."""
    return {sign: row.code for row in table() for sign in row.signs if len(sign) == 1 and not sign.isalpha()} | {
        "元": "CNY"
    }


@cache
def _written_out() -> dict[str, tuple[str, str]]:
    """First character of a sign of several beyond ASCII, which stands behind a figure ("25 zł") → the sign and its code."""
    known = {sign: row.code for row in table() for sign in row.signs if len(sign) > 1 and not sign.isascii()}
    return {sign[0]: (sign, code) for sign, code in known.items() if sign[0].isalpha()}


@cache
def _lettered() -> dict[str, str]:
    """Letters before a sign, or a sign made of letters, without blanks and points, in upper case → code."""
    return {re.sub(r"[.\s]", "", sign).upper(): row.code for row in table() for sign in row.signs if sign[0].isalpha()}


@cache
def _codes() -> dict[str, str]:
    known = {code: row.code for row in table() for code in row.codes}
    return known | {code.lower(): row for code, row in known.items() if code not in _WORD_LIKE}


_LETTERS_BEFORE = re.compile(
    r"(?<![A-Za-z])(?:[A-Z][A-Za-z]{0,2}\$?|(?i:u\.\ ?s\.?|usd|aud|cad|nzd|hkd|sgd|twd|mxn|ars|mex|hk|us|nz|au|ca)\ ?|c\ |U\.S\.\ ?)$"
)
"""Letters before a dollar or yen sign. Examples: ``US``, ``HK``, ``C``, ``us `` (with a blank), ``u.s. ``."""

_CODE_BEFORE = re.compile(r"(?<![A-Za-z/\-#@.\d])(?P<million>M)?(?P<code>[A-Za-z][A-Za-z]{1,5}\d?\.?)$")
"""A code before a figure. Examples: ``USD``, ``EUR``, ``MAUD`` (millions); not the second half of ``BTC/USD``."""


def before(text: str, start: int, floor: int) -> Beside | None:
    """The currency right before the figure at ``start``, not reaching back over ``floor``; ``at`` is where it begins.

    >>> before("It cost US$26,805.", 11, 0)
    Beside(code='USD', at=8, factor=Decimal('1'), kind='sign')
    >>> before("A fee of EUR 125", 13, 0).code, before("BTC 125", 4, 0)
    ('EUR', None)
    """
    at = start
    while at > floor and start - at < 2 and text[at - 1] in " \u00a0\u202f":
        at -= 1
    if at <= floor:
        return None
    sign = text[at - 1]
    if sign in _symbols():
        begin = at - 1
        letters = _LETTERS_BEFORE.search(text, max(floor, begin - 6), begin) if sign in "$¥" else None
        if letters is not None:
            code = _lettered().get(re.sub(r"[.\s$]", "", letters.group()).upper() + sign)
            if code is not None:
                return Beside(code, letters.start())
        return Beside(_symbols()[sign], begin)
    if sign.isalpha() or sign == ".":
        return _code_before(text, at, floor)
    return None


def _code_before(text: str, at: int, floor: int) -> Beside | None:
    match = _CODE_BEFORE.search(text, max(floor, at - 7), at)
    if match is None:
        return None
    word = match.group("code")
    if word.rstrip(".") in ("Rs", "SFr"):
        return Beside("INR" if word.startswith("Rs") else "CHF", match.start(), kind="code")
    code = _codes().get(word) or (_lettered().get(word.upper()) if word == "Rp" else None)
    if code is None:
        return None
    if match.group("million"):
        return Beside(code, match.start(), _MILLION, kind="code")
    return Beside(code, match.start(), kind="code")


@cache
def _name_words() -> str:
    names = {name for row in table() for name in (*row.names, *row.minor)}
    return "|".join(re.escape(name).replace(r"\ ", r"\s{1,2}") for name in sorted(names, key=len, reverse=True))


@cache
def _name_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:[ \u00a0]{{1,3}}|-|\ -\ |(?=¢))(?P<name>{_name_words()})(?:s|es)?(?!\w)", re.IGNORECASE)


@cache
def _name_first() -> re.Pattern[str]:
    """A name before its figure, and the word before that. Examples: ``at dollar `` of "at dollar 2.5 million", ``sen ``."""
    return re.compile(
        rf"(?:(?P<lead>[\w.]+)\s{{1,2}})?(?<![\w$€£-])(?P<name>{_name_words()})(?:s|es)?[ \u00a0]{{1,2}}$",
        re.IGNORECASE,
    )


@cache
def _names() -> dict[str, tuple[str, Decimal]]:
    names = {name.casefold(): (row.code, Decimal(1)) for row in table() for name in row.names}
    return names | {name: (code, factor) for name, (code, factor) in minor_units().items()}


@cache
def minor_units() -> dict[str, tuple[str, Decimal]]:
    """Names of parts of a currency's unit, in lower case → its code, and the part of the unit that one of them is.

    >>> minor_units()["paise"], minor_units()["satoshi"]
    (('INR', Decimal('0.01')), ('BTC', Decimal('1E-8')))
    """
    minor = {name.casefold(): (row.code, Decimal("0.01")) for row in table() for name in row.minor}
    tenths = {name: ("CNY", Decimal("0.1")) for name in ("jiao", "mao")}
    return minor | tenths | {name: ("BTC", Decimal("1E-8")) for name in ("satoshi", "sat")}


_LAST_WORD = re.compile(r"(?P<word>[^\W\d]+)[ \u00a0]{1,2}$")


@cache
def _last_words() -> frozenset[str]:
    """Last words of all names, with and without a plural ending: a quick look before the long pattern."""
    ends = {name.split()[-1].casefold() for row in table() for name in (*row.names, *row.minor)}
    return frozenset(end + plural for end in ends for plural in ("", "s", "es"))


_THING = frozenset(
    {"the", "a", "an", "per", "each", "every", "against", "versus", "vs", "digital", "this", "that", "of"}
)
"""Behind these a currency is a thing that is talked about, not the unit of the figure after it: ``the dollar``."""


def named_before(text: str, start: int, floor: int) -> Beside | None:
    """The currency whose name stands right before the figure at ``start``: "rupees 4,000", as headlines of some countries put it.

    ``None`` behind an article or preposition that makes it a thing ("against the dollar 30,000 traders"), and for names that
    are other words too ("she won 40,000 votes").

    >>> named_before("It starts at dollar 2.5 million", 20, 0).code, named_before("Of the dollar 2.5 million", 14, 0)
    ('USD', None)
    """
    last = _LAST_WORD.search(text, max(floor, start - 16), start)
    if last is None or last.group("word").casefold() not in _last_words():
        return None
    match = _name_first().search(text, max(floor, start - 48), start)
    if match is None or (match.group("lead") or "").casefold() in _THING:
        return None
    name = re.sub(r"\s+", " ", match.group("name").casefold())
    if name in (_NUMBERLESS | _MILLIONS) - _ONLY_MONEY:
        return None
    code, factor = _names()[name]
    return Beside(code, match.start("name"), factor, kind="name")


_CODE_AFTER = re.compile(
    r"[ \u00a0-]?(?P<million>M(?=[A-Z]{3}(?!\w)))?(?P<code>[A-Za-z]{3,6}\d?)(?![\w]|[/-](?:[A-Z]{3}))"
    r"(?P<scale>[ ](?:million|billion|trillion)\b)?"
)
"""A code behind a figure. Examples: `` USDT``, ``USD``, `` MEUR`` (millions), `` USD million``."""

_SIGN_AFTER = re.compile(r"[ \u00a0]?(?P<sign>[^\w\s.,;:!?'\"()\[\]/%+*<>=-]|元)")
"""A sign behind a figure. Examples: `` €``, ``₩``, ``元``."""

_FIGURE_FOLLOWS = re.compile(
    r"[ ]?\d[\d.,]{0,20}(?:[ ]?(?P<own>(?:[^\w\s](?![ ]?\d)|cents?\b|pence\b)))?", re.IGNORECASE
)
"""A figure behind a sign, and what that has of its own: the first sign of ``20 $ 40 $`` and ``20 $ 5 cent`` is the 20's."""

_SCALES = {"million": _MILLION, "billion": _MILLION * 1000, "trillion": _MILLION * 10**6}


def after(text: str, end: int) -> Beside | None:
    """The currency right behind the figure that ends at ``end``; ``at`` is where it ends.

    >>> after("50.15 million USDT left", 13), after("10 million euros", 10).code
    (Beside(code='USDT', at=18, factor=Decimal('1'), kind='code'), 'EUR')
    >>> after("8.6¢ a kWh", 3).factor, after("5 ETH", 1)
    (Decimal('0.01'), None)
    """
    return _sign_after(text, end) or _code_after(text, end) or _name_after(text, end)


def _sign_after(text: str, end: int) -> Beside | None:
    at = end + 1 if text[end : end + 1] in (" ", "\u00a0") else end
    written = _written_out().get(text[at : at + 1])
    if (
        written is not None
        and text.startswith(written[0], at)
        and not text[at + len(written[0]) : at + len(written[0]) + 1].isalnum()
    ):
        return Beside(written[1], at + len(written[0]))
    match = _SIGN_AFTER.match(text, end)
    if match is None:
        return None
    sign = match.group("sign")
    known = _symbols().get(sign)
    # "10 $" is a price; in "50M $USDT" and "5 $10 bills" the sign belongs to what follows.
    if known is None or text[match.end() : match.end() + 1].isalpha():
        return None
    follows = _FIGURE_FOLLOWS.match(text, match.end())
    if follows is not None and (follows.group("own") or "").casefold() not in (sign, "cent", "cents", "pence"):
        return None
    return Beside(known, match.end())


def _code_after(text: str, end: int) -> Beside | None:
    match = _CODE_AFTER.match(text, end)
    if match is None:
        return None
    code = _codes().get(match.group("code"))
    if code is None:
        return None
    if match.group("scale"):
        return Beside(code, match.end(), _SCALES[match.group("scale").strip().lower()], kind="code")
    return Beside(code, match.end("code"), _MILLION if match.group("million") else Decimal(1), kind="code")


_NUMBERLESS = frozenset({"won", "real", "rand", "pound", "lari", "dong", "sen", "sat", "mark", "som", "sol"})
"""Names that are other words too ("all three won"); after a small number in words they name no currency."""

_MILLIONS = frozenset({"marks"})
"""Names that are money only in millions: ``3 million marks``, but not ``5 marks for the essay``."""

_ONLY_MONEY = frozenset({"rand", "lari", "dong", "sen"})
"""Those of them that are no verb or noun of running text, so that they may also stand before a figure: ``sen 40,000``."""


def _name_after(text: str, end: int) -> Beside | None:
    match = _name_pattern().match(text, end)
    if match is None:
        return None
    name = re.sub(r"\s+", " ", match.group("name").casefold())
    code, factor = _names()[name]
    if name == "penny" and _PENNY_THING.match(text, match.end()):
        return None
    if name in _MILLIONS:
        return Beside(code, match.end(), factor, kind="millions")
    scale = _SCALE_BEHIND.match(text, match.end()) if factor == 1 else None
    if scale is not None:
        return Beside(code, scale.end(), _SCALES[scale.group("scale").lower()])
    return Beside(code, match.end(), factor, kind="doubtful" if name in _NUMBERLESS else "name")


_SCALE_BEHIND = re.compile(r" (?P<scale>million|billion|trillion)(?!\w)", re.IGNORECASE)
"""``75 euro million``, as accounts have it."""


_PENNY_THING = re.compile(
    r"[\s-]{1,2}(?:stocks?|shares?|auctions?|press|arcades?|farthings?|loafers?)\b", re.IGNORECASE
)
"""``five penny stocks`` are no pennies."""

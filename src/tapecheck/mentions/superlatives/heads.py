"""The words of levels, moves, amounts and crossings: "highest", "biggest daily drop", "two-month high", "first time"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from tapecheck.mentions.superlatives.expression import Expression, Over
from tapecheck.mentions.superlatives.over import over
from tapecheck.mentions.superlatives.words import any_of, tag_of
from tapecheck.mentions.timeline import NUMBER, count, unit_of, window_name
from tapecheck.schema.superlative import Direction, Form, Unit

_FLAGS = re.IGNORECASE | re.VERBOSE
_RANK = r"(?:(?P<rank>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))[\s-])?"
_RANKS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NOUN_TAGS = ("gain", "loss", "inflow", "outflow", "liquidations", "volume", "stretch")

# "highest", "second-lowest"
_HIGHEST = re.compile(
    rf"\b{_RANK}(?P<which>highest|lowest)\b(?![\s-](?:profile|paid|paying|quality|ranking|ranked|bidder))", _FLAGS
)

# "biggest daily drop", "largest single-day net inflow", "worst week", "strongest quarterly performance"
_BIGGEST = re.compile(
    rf"""\b{_RANK}(?P<which>biggest|largest|greatest|steepest|sharpest|deepest|heaviest|worst|best|strongest|weakest
    |smallest|most\ssevere)\b
    (?P<ever>[\s-]ever)?\s+(?P<between>(?:(?!(?:and|of|in|to|since|by|for|on|at|from|with|that)\b)[\w$%’'-]{{1,20}}\s){{0,4}}?)
    (?P<noun>{any_of(*_NOUN_TAGS)})\b(?![-’'])""",
    _FLAGS,
)
# "fell the most since", "jumped by the most in a day since"
_MOST = re.compile(
    rf"""\b(?P<verb>{any_of("up_verb", "down_verb")})\s(?:by\s)?
    (?P<span>(?:the|its)\smost(?P<unit>\s(?:in|for)\s(?:a|one)\s(?:single\s)?(?:day|week|month))?)\b""",
    _FLAGS,
)
# "two-month high", "fresh multi-year lows", "52-week low", "yearly high", "YTD peak"
_TERM = re.compile(
    rf"""\b(?:(?:(?P<number>\d\.5|{NUMBER}|several|multi)[\s-]?(?P<half>and[\s-]a[\s-]half[\s-])?
        (?P<unit>day|week|month|quarter|year|decade)|(?P<half_year>half)[\s-]year)(?:-long)?
       |(?P<running>yearly|annual|monthly|year[\s-]to[\s-]date|YTD))
    [\s-](?:(?:closing|price)\s)?(?P<which>highs?|lows?|peaks?|bottoms?|troughs?)\b
    (?!\s+(?:and\slows?|volumes?|volatility|timeframe|charts?|of\sthe\srange)\b)""",
    _FLAGS,
)
# "all-time high", "record highs", "ATH", "record weekly close", "record daily inflows"
_RECORD = re.compile(
    rf"""(?<![\w-])(?:(?:all[\s-]time|record|lifetime|historic(?:al)?)(?:[\s-]breaking)?[\s-](?:(?:weekly|daily|monthly|closing|price)\s)?
        (?P<which>highs?|lows?|peaks?)
    |(?P<short>AT[HL])s?
    |(?<!track\s)record(?:[\s-]breaking)?\s(?P<between>(?:(?:daily|weekly|monthly|quarterly|net|single-day|one-day|ETF|trading)\s){{0,3}})
        (?P<noun>{any_of("inflow", "outflow", "liquidations", "volume")}))(?![\w-])""",
    _FLAGS,
)
# "first time since March", "first daily close above $3,300 in two weeks"
_FIRST = re.compile(
    r"""(?<!not\sthe\s)(?<!n['’]t\sthe\s)\bfirst\s(?:(?:daily|weekly|monthly)\s)?(?:time|close|print|candle|move|trip|break)\b
    (?!\s(?:buyers?|users?|investors?|home))""",
    _FLAGS,
)
_ONE_OF = re.compile(r"\b(?:one\s+of|among|some\s+of)\s+(?:\w{1,10}['’]?s?\s+){0,2}$", re.IGNORECASE)
"""Before a superlative that is shared: "one of its best weeks ever"."""

_UNIT_WORD = re.compile(
    r"\b(?:(?P<day>(?:single|one)-day|daily|24-hour|day|session)|(?P<week>(?:single|one)-week|weekly|week|7-day|seven-day)"
    r"|(?P<month>(?:single|one)-month|monthly|month)|(?P<quarter>quarterly|quarter)|(?P<year>yearly|annual|year))s?\b",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"\s(?:daily|weekly|monthly|quarterly)\b", re.IGNORECASE)
"""Of what a level is the highest: "highest weekly close"."""

_MOVES = re.compile(rf"\b(?:{any_of('gain', 'loss')}|among|across)\b", re.IGNORECASE)
"""Behind a noun, for it to be none of its own: "largest volume drop since", "biggest losses among the coins this week"."""

_FORM_OF: dict[str, tuple[Form, Direction | None]] = {
    "gain": ("biggest_gain", None),
    "loss": ("biggest_loss", None),
    "inflow": ("biggest", "up"),
    "outflow": ("biggest", "down"),
    "liquidations": ("biggest", None),
    "volume": ("biggest", None),
}
_GOOD = frozenset({"best", "strongest", "biggest", "largest", "greatest"})
_LOW = ("low", "bottom", "trough", "atl")
_SHORT = frozenset({"wtd", "mtd", "7d", "24h"})
"""So short that the biggest of it is rather one of several coins: "the biggest gain this week was Cardano's"."""
_RUNNING = {"monthly": "30d"}
"""What a "monthly high" is over; the others of its kind are of the year."""


def highest(text: str, start: int, end: int) -> Iterator[Expression]:
    """ "highest level since April", "second-lowest in a month"."""
    for match in _HIGHEST.finditer(text, start, end):
        stretch = over(text, match.end(), end)
        if stretch is not None and stretch.window != "wtd" and not _ONE_OF.search(text, start, match.start()):
            form: Form = "highest" if match["which"].casefold() == "highest" else "lowest"
            close = _CLOSE.match(text, match.end(), stretch.end)
            yield _made(match.start(), form, stretch, unit=_unit(close.group()) if close else None, rank=_rank(match))


def biggest(text: str, start: int, end: int) -> Iterator[Expression]:
    """ "biggest daily drop since March", "best week of the year"."""
    for match in _BIGGEST.finditer(text, start, end):
        which, tag = match["which"].casefold(), tag_of(match["noun"], *_NOUN_TAGS)
        stretch = over(text, match.end(), end) or (Over(match.end(), "all") if match["ever"] else None)
        if stretch is None or tag is None or _ONE_OF.search(text, start, match.start()):
            continue
        unit = _unit(f"{match['between']} {match['noun']}")
        if _MOVES.search(text, match.end(), stretch.end) or (unit is None and stretch.window in _SHORT):
            continue
        if tag == "stretch" and match["between"].casefold().split()[-1:] in (["inflow"], ["outflow"]):
            tag = match["between"].casefold().split()[-1]
        form, direction = _FORM_OF.get(tag, ("biggest_gain" if which in _GOOD else "biggest_loss", None))
        if which in ("smallest", "weakest") and tag != "stretch":
            form = "smallest"
        yield _made(match.start(), form, stretch, unit=unit, direction=direction, rank=_rank(match))


def most(text: str, start: int, end: int) -> Iterator[Expression]:
    """ "fell the most since March"."""
    for match in _MOST.finditer(text, start, end):
        stretch = over(text, match.end(), end)
        if stretch is not None:
            up = tag_of(match["verb"], "up_verb", "down_verb") == "up_verb"
            yield _made(
                match.start(), "biggest_gain" if up else "biggest_loss", stretch, unit=_unit(match["unit"] or "")
            )


def term(text: str, start: int, end: int) -> Iterator[Expression]:
    """ "two-month high", "yearly low"."""
    for match in _TERM.finditer(text, start, end):
        window, vague = _term_window(match)
        if window is not None:
            stretch = Over(match.end(), window, "at_least" if vague else "exact")
            yield _made(match.start(), _side(match["which"]), stretch)


def _term_window(match: re.Match[str]) -> tuple[str | None, bool]:
    if match["running"]:
        return _RUNNING.get(match["running"].casefold(), "ytd"), False
    if match["half_year"]:
        return "180d", False
    number, unit = match["number"].casefold(), unit_of(match["unit"])
    if number in ("several", "multi"):
        if unit == "day":
            return None, True
        return window_name(2, unit), True
    half = number.endswith(".5") or match["half"] is not None
    whole = count(number.removesuffix(".5"))
    if half and unit in ("year", "month", "week"):
        smaller = {"year": (12, "month"), "month": (30, "day"), "week": (7, "day")}[unit]
        return window_name(whole * smaller[0] + smaller[0] // 2, unit_of(smaller[1])), False
    return window_name(whole, unit), False


def record(text: str, start: int, end: int) -> Iterator[Expression]:
    """ "all-time high", "record daily inflows"."""
    for match in _RECORD.finditer(text, start, end):
        stretch = Over(match.end(), "all")
        if match["noun"]:
            tag = tag_of(match["noun"], *_NOUN_TAGS)
            form, direction = _FORM_OF[tag or "volume"]
            yield _made(match.start(), form, stretch, unit=_unit(match["between"]), direction=direction)
        elif match["short"] is None or match["short"].isupper():
            yield _made(match.start(), _side(match["which"] or match["short"]), stretch)


def first(text: str, start: int, end: int) -> Iterator[Expression]:
    """ "first time since March"; whether up or down, and across what, is not looked at: the form is ``first_above``."""
    for match in _FIRST.finditer(text, start, end):
        stretch = over(text, match.end(), end)
        yield Expression(
            match.start(), stretch.end if stretch else match.end(), "superlative.first/1", "first_above", stretch
        )


def _side(which: str) -> Form:
    return "lowest" if which.casefold().removesuffix("s") in _LOW else "highest"


def _made(
    start: int,
    form: Form,
    stretch: Over,
    *,
    unit: Unit | None = None,
    direction: Direction | None = None,
    rank: int = 1,
) -> Expression:
    return Expression(start, stretch.end, f"superlative.{form}/1", form, stretch, unit, direction, rank=rank)


def _rank(match: re.Match[str]) -> int:
    word = (match["rank"] or "").casefold()
    if not word:
        return 1
    return int(word[:-2]) if word[0].isdecimal() else _RANKS.index(word) + 2


def _unit(words: str) -> Unit | None:
    """The unit that the words name last."""
    found = list(_UNIT_WORD.finditer(words))
    return cast("Unit | None", found[-1].lastgroup) if found else None

"""The words of streaks: "a five-day losing streak", "for a third straight week", "six consecutive days of inflows"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tapecheck.mentions.superlatives.expression import Expression
from tapecheck.mentions.superlatives.words import any_of, tag_of
from tapecheck.mentions.timeline import NUMBER, count
from tapecheck.schema.superlative import Direction, Form, Unit

_FLAGS = re.IGNORECASE | re.VERBOSE
_WAYS = ("in_word", "out_word", "up_word", "down_word")
_VERBS = ("in_word", "out_word", "up_verb", "down_verb")
_WAY = any_of(*_WAYS)
_ORDINAL = (
    r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|\d{1,2}(?:st|nd|rd|th)"
)
_ORDINALS = (
    *("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("ninth", "tenth", "eleventh", "twelfth", "thirteenth"),
)
_STEP = r"day|week|month|quarter|session"

# "five-day losing streak", "12-day run of inflows", "losing streak to six days"
_STREAK = re.compile(
    rf"""\b(?:(?P<number>{NUMBER})[\s-](?:trading[\s-])?(?P<unit>{_STEP})s?(?:-long)?\s(?:(?:consecutive|straight|net|ETF)\s){{0,2}}
        (?:(?P<way>{_WAY})\s)?(?:streak|run(?=\sof|\W?$|,)|skid)
      |(?:(?P<step>daily|weekly|monthly)\s)?(?P<bare>{_WAY})\s(?:streak|skid)
        (?:\s(?:of|to)\s(?P<later>{NUMBER})\s(?:straight\s|consecutive\s)?(?P<later_unit>{_STEP})s?)?)
    (?:\sof\s(?:(?:consistent|consecutive|straight|daily|weekly|net|successive)\s){{0,2}}(?P<of>{_WAY}))?\b""",
    _FLAGS,
)
# "third straight day of gains", "five consecutive weeks", "four straight days of outflows"
_STRAIGHT = re.compile(
    rf"""\b(?:(?P<ordinal>{_ORDINAL})|(?P<number>{NUMBER}))[\s-](?:straight|consecutive|successive)\s(?:trading\s)?
    (?P<unit>{_STEP}|daily|weekly|monthly)s?\b
    (?:\s(?:of|with|in)\s(?:the\s)?(?:(?:net|daily|weekly|price|spot|ETF|positive|negative)\s){{0,2}}(?P<of>{_WAY})\b
      |\s(?:net\s)?(?P<next>{any_of("gain", "loss", "in_word", "out_word")})\b)?""",
    _FLAGS,
)
_ENDS_BEFORE = re.compile(
    r"\b(?:snap(?:s|ped|ping)?|break(?:s|ing)?|broke|end(?:s|ed|ing)?|halt(?:s|ed|ing)?|stop(?:s|ped"
    r"|ping)?|revers(?:es|ed|ing)|buck(?:s|ed|ing)?"
    r"|interrupt(?:s|ed|ing)?|clos(?:es|ed|ing)\sout|end\sof)\s(?:[\w’'-]{1,16}\s){0,4}$",
    re.IGNORECASE,
)
_ENDS_AFTER = re.compile(
    r"(?:\s(?:in|into|for|from)\s(?:[\w.’'-]{1,14}\s){0,3}[\w.’'-]{1,14})?\s(?:(?:was|is|has\sbeen"
    r"|had\sbeen|came|comes?|finally|ultimately)\s){0,3}(?:broken|snapped|ended|halted|ends|to\san\send"
    r"|over\b|interrupted)",
    re.IGNORECASE,
)
_GOVERNS = re.compile(rf"\b(?P<way>{any_of(*_VERBS, 'gain', 'loss')})\b", re.IGNORECASE)
_PACE = re.compile(r"\b(?:slow|eas|narrow|decelerat|cool)\w{0,4}\b", re.IGNORECASE)
"""A pace that changes for so many days is no streak of rises or falls: "outflows slowing for a third day"."""

_LED_IN = re.compile(
    r"\b(?:for|of|over|in|after|following|mark(?:s|ed|ing)|with|last|past|the|its|their|a|an|to|into|by"
    r"|post(?:s|ed|ing)?|record(?:s|ed|ing)?|saw|see(?:s|ing)?|log(?:s|ged|ging)?|notch(?:es|ed)?"
    r"|nearly|almost|about|now|had|been|ending|ends?|ended|snapp(?:ed|ing)|snaps|halt(?:ed|ing)|broke"
    r"|breaking|attract(?:ed|s)?|these|previous|[—–:,-])\s*$|^\W*$",
    re.IGNORECASE,
)
"""Before a number of days in a row, for it to be a streak of what the sentence is about; not "the first time that two
consecutive days brought"."""
_START = 30

_UNITS: dict[str, Unit] = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "session": "day",
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
}
_BEHIND_US = re.compile(r"\b(?:after|following)\s(?:[\w’'-]{1,12}\s){0,2}$", re.IGNORECASE)
"""Before a streak that was over when something else happened, nobody says when: "after five straight days of gains"."""
_NONE = re.compile(r"\bno[\s-]$", re.IGNORECASE)
_BACK, _FORWARD = 110, 60


def streaks(text: str, start: int, end: int) -> Iterator[Expression]:
    """The streaks of a sentence whose direction can be told."""
    for match in _STREAK.finditer(text, start, end):
        number, unit = match["number"] or match["later"], match["unit"] or match["later_unit"] or match["step"] or "day"
        way = match["of"] or match["way"] or match["bare"]
        length = count(number) if number else None
        yield from _made(text, match, (start, end), way, _UNITS[unit.casefold()], length)
    for match in _STRAIGHT.finditer(text, start, end):
        length = _ordinal(match["ordinal"]) if match["ordinal"] else count(match["number"])
        way = match["of"] or match["next"]
        if match["number"] and not _LED_IN.search(text[max(start, match.start() - 24) : match.start()]):
            continue
        yield from _made(text, match, (start, end), way, _UNITS[match["unit"].casefold()], length)


def _made(
    text: str, match: re.Match[str], within: tuple[int, int], way: str | None, unit: Unit, length: int | None
) -> Iterator[Expression]:
    ended = _ENDS_BEFORE.search(text, max(within[0], match.start() - 60), match.start()) or _ENDS_AFTER.match(
        text, match.end(), within[1]
    )
    if _BEHIND_US.search(text, max(within[0], match.start() - 40), match.start()) or _NONE.search(
        text, max(within[0], match.start() - 4), match.start()
    ):
        return
    direction = _direction(way) if way else _governing(text, match, within)
    if ended and way is None and direction is not None:
        # "Rose 3%, snapping a four-day streak": what governs it is what ended it.
        direction = "down" if direction == "up" else "up"
    if direction is None or (length is not None and length < 2) or (length is None and ended is None):
        return
    form: Form = "streak_end" if ended else "streak"
    yield Expression(
        match.start(),
        match.end(),
        f"superlative.{form}/1",
        form,
        unit=unit,
        direction=direction,
        length=length,
    )


def _direction(word: str) -> Direction | None:
    tag = tag_of(word, *_WAYS) or tag_of(word, *_VERBS) or tag_of(word, "gain", "loss")
    return None if tag is None else "up" if tag in ("in_word", "up_word", "up_verb", "gain") else "down"


def _governing(text: str, match: re.Match[str], within: tuple[int, int]) -> Direction | None:
    """The way of the verb or noun before it, the nearest; behind it if there is none: "rose for a third straight day"."""
    before = list(_GOVERNS.finditer(text, max(within[0], match.start() - _BACK), match.start()))
    if before and _PACE.search(text, before[-1].start(), match.start()):
        return None
    if before:
        return _direction(before[-1]["way"])
    if match.start() - within[0] > _START:
        return None
    after = _GOVERNS.search(text, match.end(), min(within[1], match.end() + _FORWARD))
    return _direction(after["way"]) if after else None


def _ordinal(word: str) -> int:
    low = word.casefold()
    return int(low[:-2]) if low[0].isdecimal() else _ORDINALS.index(low) + 2

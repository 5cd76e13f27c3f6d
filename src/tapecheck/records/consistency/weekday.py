"""A weekday that a date does not have: "on Wednesday, January 15" where the fifteenth is a Thursday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tapecheck.mentions.calendar import MONTHS
from tapecheck.mentions.weekdays import WEEKDAYS
from tapecheck.records.consistency.findings import place
from tapecheck.records.context import Context
from tapecheck.schema.base import Span
from tapecheck.schema.result import Contradiction

PAST, AHEAD = timedelta(days=75), timedelta(days=45)
"""A date without a year is of the year that brings it nearest to the article's day; further off, the article may tell of any year."""

_FULL = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
_WEEKDAY = (
    r"""(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"""
)
_MONTH = r"""(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?
    |Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b(?:\.(?=\s\d|,))?"""
_RANGE = r"\s?(?:[-–—/&]|and\b|or\b|to\b|through\b)\s?\d"
_DAY = rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\w%:]|[.,]\d|{_RANGE})"
_YEAR = r"(?:,?\s(?P<year>20\d\d)\b)?"
_DATES = (rf"(?:the\s)?{_MONTH}\s{_DAY}{_YEAR}", rf"(?:the\s)?{_DAY}\s(?:of\s)?{_MONTH}{_YEAR}")

# such as "Wednesday, January 15", "Wed. 15 January 2025", "Tuesday (Jan. 14)", "Thursday, the 9th of May"
_WEEKDAY_FIRST = tuple(re.compile(rf"{_WEEKDAY}(?:,?\s|\s\(){day}", re.VERBOSE) for day in _DATES)
# such as "January 15, a Wednesday", "Jan. 14 (Tuesday)", "January 15, 2025, Wednesday"
_DATE_FIRST = tuple(
    re.compile(rf"(?<![\w/–—-]){day}(?:,\s(?:a\s)?|\s\(){_FULL}(?=[).,;:]|\s|$)", re.VERBOSE) for day in _DATES
)
_NAME = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
LONGEST = 40
"""So many characters before a weekday its date can begin."""
_OTHER_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b(?:last|next|previous|that)\syear\b", re.IGNORECASE)
_DAYS = {name[:3]: number for name, number in WEEKDAYS.items()}
_DAY_NAMES = tuple(name.capitalize() for name in WEEKDAYS)


def find(context: Context) -> Iterator[Contradiction]:
    """The dates of the article's content that are named together with another weekday than theirs."""
    done = 0
    for name in _NAME.finditer(context.text):
        match = None if name.start() < done else _match(context.text, name.start())
        block = context.block(name.start())
        if match is None or (block is not None and not block.is_content):
            continue
        done = match.end()
        day = _date(context, match)
        if day is not None and day.weekday() != _DAYS[match["weekday"][:3].lower()]:
            yield _report(context, match, day)


def _match(text: str, at: int) -> re.Match[str] | None:
    """A date together with the weekday at this place, in either order."""
    for pattern in _WEEKDAY_FIRST:
        if match := pattern.match(text, at):
            return match
    for pattern in _DATE_FIRST:
        match = pattern.search(text, max(0, at - LONGEST), at + LONGEST)
        if match and match.start("weekday") == at:
            return match
    return None


def _date(context: Context, match: re.Match[str]) -> date | None:
    """The day that is meant; ``None`` where its year can't be known, or where there is no such day."""
    month, day = MONTHS[match["month"].rstrip(".").lower()], int(match["day"])
    if match["year"]:
        return _real(int(match["year"]), month, day)
    sentence = context.sentence(match.start())
    told = context.text[max(sentence.start, match.start() - 200) : min(sentence.end, match.end() + 200)]
    if context.article.published_at is None or _OTHER_YEAR.search(told):
        return None
    today = context.article.published_at.date()
    days = [_real(today.year + shift, month, day) for shift in (-1, 0, 1)]
    nearest = min((one for one in days if one), key=lambda one: abs(one - today), default=None)
    return nearest if nearest is not None and today - PAST <= nearest <= today + AHEAD else None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _report(context: Context, match: re.Match[str], day: date) -> Contradiction:
    written = " ".join(match.group().split())
    return Contradiction(
        kind="weekday",
        records=(),
        field="time",
        reason=f"“{written}”: {day.isoformat()} is a {_DAY_NAMES[day.weekday()]}",
        places=(place(context, Span(start=match.start(), end=match.end())),),
    )

"""Rules for named days and periods: "Jan. 14, 2026", "mid-June", "Q2 2025", "early October of last year", "2021".

A day or period without a year is the most recent one that has begun, unless the words around look ahead or it begins soon:
a day within two weeks, a month within 45 days (news gives the year of what is almost a year back). Then it is the nearest.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tapecheck.mentions.foresight import dates_extreme, is_deadline, looks_ahead
from tapecheck.mentions.timeline import (
    DIGITS,
    Context,
    Rule,
    Time,
    midnight,
    month_start,
    months,
    one_day,
    words,
    year_period,
)

NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS: dict[str, int] = {name: number for number, name in enumerate(NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
NEAR = timedelta(days=14)
NEAR_MONTH = timedelta(days=45)

_FULL = "|".join(f"{name.capitalize()}|{name.upper()}" for name in NAMES)
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC)\b\.?"
_MONTH = rf"(?P<month>(?:{_FULL})\b|{_SHORT})"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|[.,-]\d|%)"
_RELATIVE_YEAR = r"(?P<relative>(?i:last|this|next)\s+year)\b"
_OF_YEAR = rf"(?:(?:,\s+|\s+(?:of\s+|in\s+)?)(?:{_YEAR}|(?:the\s+)?{_RELATIVE_YEAR}))"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\w|[.,:]\d|%|[KMB])"
_WEEKDAY_ABBREVIATED = r"(?:(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_PART = r"(?P<part>(?i:(?:the\s+)?(?:very\s+)?(?:early|mid|middle\s+of|late|start\s+of|beginning\s+of|end\s+of)(?:\s+in)?)[\s-]*)"

# "Jan. 14", "January 14, 2026", "Wednesday, Oct. 1", "Jan. 14-16", "May 6th of last year"
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY_ABBREVIATED}{_MONTH}\s?{_DAY}(?:\s?[-–—]\s?(?P<last>[0-3]?\d)\b(?![.,:%]\d))?{_OF_YEAR}?"
)
# "14 January", "the 10th of June", "2nd of April 2025", "14 Jan, 2026"
_DAY_MONTH = re.compile(
    rf"(?:the\s+)?{_WEEKDAY_ABBREVIATED}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?!\s+\d{{1,2}}\b){_OF_YEAR}?"
)
# "2026-01-14", "2026/01/14"
_ISO = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<sign>[-/])(?P<month>[01]\d)(?P=sign)(?P<day>[0-3]\d)(?!\d)")
# "01/25/2026", "25.1.2026"; "03/04/2026" may be either and stays unresolved
_SLASHED = re.compile(r"(?P<first>\d{1,2})(?P<sign>[/.])(?P<second>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?!\d)")
# "October 2025", "early October of last year", "November of 2021", "Oct 2021", "late-March 2024"
_MONTH_YEAR = re.compile(rf"{_PART}?{_MONTH}{_OF_YEAR}")
# "mid-June", "late April", "last October", "this November", "the end of March"
_QUALIFIED_MONTH = re.compile(rf"(?:{_PART}|(?P<which>(?i:last|this|next|this\s+past))\s+){_MONTH}(?!\s+\d)")
# "in March", "since November", "October"; "May" and "March" only after a preposition
_BARE_MONTH = re.compile(rf"(?P<month>{_FULL})\b(?!\s+\d)")
# "early 2025", "late last year", "mid-2023", "the end of 2026", "the start of this year"
_PART_YEAR = re.compile(rf"{_PART}(?:{_YEAR}|{_RELATIVE_YEAR})")
# "Q2 2025", "the third quarter", "the first half of 2025", "H1 2026", "the fourth quarter of last year"
_QUARTER = re.compile(
    rf"""(?:(?P<q>[QH])(?P<n>[1-4])|(?P<m>[1-4])(?P<h>[QH])
    |(?i:the\s+)?(?i:(?P<ordinal>first|second|third|fourth|last|final)[\s-]+(?P<kind>quarter|half)))\b
    (?:{_OF_YEAR}|(?i:\s+of\s+the\s+year)|\s?['’](?P<short>\d\d)\b)?""",
    re.VERBOSE,
)
# "2021", "2025's"; not "2,021", "$2021" or "2021 BTC"
_BARE_YEAR = re.compile(
    rf"{_YEAR}(?!-\w|\s+(?:BTC|ETH|SOL|XRP|bitcoins?|coins?|tokens?|dollars|percent|points|million|billion|traders|addresses|wallets|level)\b)"
)
_IN = re.compile(
    r"\b(?:in|during|throughout|over|for|through)\s+(?:the\s+)?(?:all\s+of\s+|month\s+of\s+)?$", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"\b(?:in|during|throughout|since|until|till|by|of|from|between|through|before|after|for|to|and|or|late|early|mid)[\s-]+$",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\b(?:so\s+far|thus\s+far|already)\s+(?:in\s+|this\s+)?$", re.IGNORECASE)


def _real(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` if there is no such day ("Feb. 30")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(match: re.Match[str], context: Context) -> int | None:
    """The year that the words give, in figures or as "last year"; ``None`` if they give none."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    relative = groups.get("relative")
    if relative and context.published_at:
        return context.published_at.year + {"l": -1, "t": 0, "n": 1}[relative[0].lower()]
    return None


def _month(match: re.Match[str]) -> int:
    name = match["month"].rstrip(".").lower()
    return MONTHS[name] if name in MONTHS else int(name)


def _choose(candidates: list[date], context: Context, start: int, end: int, near: timedelta = NEAR) -> date | None:
    """The candidate that a text published then means: see the module's first lines."""
    if context.published_at is None or not candidates:
        return None
    today = context.published_at.date()
    past = [day for day in candidates if day <= today]
    ahead = [day for day in candidates if day > today]
    if ahead and is_deadline(context.text, start):
        return past[-1] if past and past[-1] == today else ahead[0]
    if looks_ahead(context.text, start, end) or (ahead and ahead[0] - today <= near):
        return min(candidates, key=lambda day: abs(day - today))
    return past[-1] if past else None


def _choose_month(starts: list[date], part: str | None, context: Context, match: re.Match[str]) -> date | None:
    """The start of the month that is meant; a deadline in a ``part`` of it ("by late January") may lie in the running one."""
    now = context.published_at
    if now is not None and part is not None and is_deadline(context.text, match.start()):
        ends = ((one, _part_of(months(one.year, one.month, 1), part).finish) for one in starts)
        return next((one for one, end in ends if end is not None and end > now), None)
    return _choose(starts, context, match.start(), match.end(), NEAR_MONTH)


def _day_of(match: re.Match[str], context: Context) -> Time | None:
    month, day = _month(match), int(match["day"])
    if not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    year = _year(match, context)
    if year is None and match.groupdict().get("relative"):
        return Time(window="24h", grain="day")
    if year is not None:
        found = _real(year, month, day)
    elif context.published_at is None:
        return Time(window="24h", grain="day") if _real(2024, month, day) else None
    else:
        now = context.published_at.year
        days = [_real(now + shift, month, day) for shift in (-1, 0, 1)]
        found = _choose([one for one in days if one], context, match.start(), match.end())
    if found is None:
        return None
    last = match.groupdict().get("last")
    final = _real(found.year, month, int(last)) if last else None
    if final and final > found:
        return Time(midnight(found), midnight(final + timedelta(days=1)))
    return one_day(found)


def _slashed(match: re.Match[str], _context: Context) -> Time | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    readings = {_real(year, first, second), _real(year, second, first)} - {None}
    if match["sign"] == ".":
        readings = {_real(year, second, first)} - {None}
    if not readings:
        return None
    only = readings.pop()
    return Time(window="24h", grain="day") if readings or only is None else one_day(only)


def _part_of(whole: Time, part: str | None) -> Time:
    """ "Early", "mid" and "late" are thirds of a period; "the end of" and "the start of" its last or first sixth (at least a day)."""
    if part is None or whole.begin is None or whole.finish is None:
        return whole
    low, size = part.lower(), (whole.finish - whole.begin).days
    third, edge = timedelta(days=max(1, round(size / 3))), timedelta(days=max(1, round(size / 6)))
    if "early" in low:
        return Time(whole.begin, whole.begin + third)
    if "late" in low:
        return Time(whole.finish - third, whole.finish)
    if "mid" in low:
        return Time(whole.begin + third, whole.finish - third)
    return Time(whole.finish - edge, whole.finish) if "end" in low else Time(whole.begin, whole.begin + edge)


def _named_window(whole: Time, running: str, ended: str, match: re.Match[str], context: Context) -> Time:
    """``whole`` with the window of its length, where the words say that something happened over it ("in March")."""
    now, before = context.published_at, context.text[max(0, match.start() - 24) : match.start()]
    if whole.begin is None or whole.finish is None or now is None or whole.begin > now:
        return whole._replace(window=None)
    if _SO_FAR.search(before):
        return whole._replace(finish=now if whole.begin < now < whole.finish else whole.finish, window=running)
    if not _IN.search(before) or dates_extreme(context.text, match.start()):
        return whole._replace(window=None)
    return whole._replace(window=running if now < whole.finish else ended)


def _month_period(match: re.Match[str], context: Context) -> Time | None:
    month, groups = _month(match), match.groupdict()
    year = _year(match, context)
    if year is None:
        if context.published_at is None:
            return Time()
        now = context.published_at.year
        starts = [month_start(now + shift, month) for shift in (-1, 0, 1)]
        which = (groups.get("which") or "").lower()
        if which in ("last", "this past"):
            starts = [one for one in starts if month_start(one.year, month + 1) <= context.published_at.date()][-1:]
        chosen = _choose_month(starts, groups.get("part"), context, match)
        if which == "next":
            chosen = next((one for one in starts if one > context.published_at.date()), None)
        if chosen is None:
            return Time()
        year = chosen.year
    whole = _named_window(months(year, month, 1), "mtd", "30d", match, context)
    return _part_of(whole, groups.get("part"))


def _bare_month(match: re.Match[str], context: Context) -> Time | None:
    if match["month"].lower() in ("may", "march"):
        before = context.text[max(0, match.start() - 12) : match.start()]
        if match["month"].isupper() or not _PREPOSITION.search(before):
            return None
    return _month_period(match, context)


def _year_stretch(match: re.Match[str], context: Context) -> Time | None:
    year = _year(match, context)
    if year is None:
        return Time()
    whole = _named_window(year_period(year, context.published_at), "ytd", "1y", match, context)
    return _part_of(whole, match.groupdict().get("part"))


def _quarter(match: re.Match[str], context: Context) -> Time | None:
    kind = (match["q"] or match["h"] or match["kind"])[0].lower()
    size = 3 if kind == "q" else 6
    last = 12 // size
    ordinal = (match["ordinal"] or "").lower()
    figure = match["n"] or match["m"]
    number = int(figure) if figure else {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(ordinal, last)
    if number > last or (kind == "h" and match["ordinal"] and "year" not in match[0].lower() and not match["year"]):
        return None
    year = 2000 + int(match["short"]) if match["short"] else _year(match, context)
    if year is None and context.published_at:
        now = context.published_at
        starts = [month_start(now.year + shift, (number - 1) * size + 1) for shift in (-1, 0, 1)]
        chosen = _choose(starts, context, match.start(), match.end())
        year = chosen.year if chosen else None
    if year is None:
        return Time()
    whole = months(year, (number - 1) * size + 1, size)
    return _named_window(whole, "qtd" if size == 3 else "180d", "90d" if size == 3 else "180d", match, context)


def _bare_year(match: re.Match[str], context: Context) -> Time | None:
    return (
        _year_stretch(match, context)
        if 2000 <= int(match["year"]) <= 2100
        or _PREPOSITION.search(context.text[max(0, match.start() - 12) : match.start()])
        else None
    )


_PARTS = words("the very early mid middle late start beginning end")
_MONTH_WORDS = frozenset(MONTHS)
_DAY_STARTS = words("monday tuesday wednesday thursday friday saturday sunday") | words(
    "mon tue tues wed thu thurs fri sat sun"
)

RULES: tuple[Rule, ...] = (
    Rule("date.day/1", _MONTH_WORDS | _DAY_STARTS, _MONTH_DAY, _day_of),
    Rule("date.day/1", _DAY_STARTS | {DIGITS, "the"}, _DAY_MONTH, _day_of),
    Rule("date.day/1", frozenset({DIGITS}), _ISO, _day_of),
    Rule("date.day/1", frozenset({DIGITS}), _SLASHED, _slashed),
    Rule("date.month/1", _MONTH_WORDS | _PARTS, _MONTH_YEAR, _month_period),
    Rule("date.month/1", _PARTS | words("last this next"), _QUALIFIED_MONTH, _month_period),
    Rule("date.month/1", frozenset(NAMES), _BARE_MONTH, _bare_month),
    Rule("date.year/1", _PARTS, _PART_YEAR, _year_stretch),
    Rule("date.year/1", frozenset({DIGITS}), _BARE_YEAR, _bare_year),
    Rule("date.quarter/1", words("q h the first second third fourth last final") | {DIGITS}, _QUARTER, _quarter),
)

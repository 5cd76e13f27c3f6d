"""Rules for times after publication: "in the next six months", "by year-end", "this time next year", "next week"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from tapecheck.mentions.timeline import (
    NUMBER,
    UNIT,
    Context,
    Rule,
    Time,
    calendar_period,
    count,
    length,
    midnight,
    period,
    shifted,
    unit_of,
    words,
)

# "the next six months", "next 24 hours", "the coming weeks", "the next few days"
_NEXT = re.compile(
    rf"(?:the\s+)?(?:next|coming|following)\s+(?:(?:full\s+)?(?:(?P<number>{NUMBER})|(?P<vague>few|several|couple(?:\s+of)?))[\s-]+)?"
    rf"(?P<unit>{UNIT})\b(?:\s+or\s+so\b)?(?!-)",
    re.IGNORECASE,
)
# "this time next year"
_THIS_TIME = re.compile(r"this\s+time\s+(?P<which>next|last)\s+(?P<unit>week|month|year)\b", re.IGNORECASE)
# "year-end", "year’s end", "end-of-year", "the end of the month", "the end of this week", "EOY"
_END = re.compile(
    r"""(?:(?:the\s+)?(?P<a>year|quarter|month|week)(?:['’]s)?[\s-]end | end[\s-]of[\s-](?P<b>year|quarter|month|week)
    | (?:the\s+)?end\s+of\s+(?:the|this)\s+(?P<c>year|quarter|month|week) | EOY)\b(?!-)""",
    re.VERBOSE | re.IGNORECASE,
)
# "six months from now", "a year from now"
_FROM_NOW = re.compile(rf"(?P<number>{NUMBER}|an?)\s+(?P<unit>{UNIT})\s+from\s+(?:now|today)\b", re.IGNORECASE)
# "by the summer", "before Christmas", "until New Year", "next spring"; not "in the summer of 2019"
_SEASON = re.compile(
    r"(?:by|before|until|till|through|for|next)\s+(?:the\s+)?(?P<span>(?:(?:early|late|mid)[\s-])?(?P<name>spring|summer|autumn|winter"
    r"|(?-i:Christmas|Thanksgiving|New\s+Year(?:['’]s(?:\s+(?:Day|Eve))?)?)))\b(?!\s+of\b|-)",
    re.IGNORECASE,
)
# "end-2026", "end-June"
_END_OF = re.compile(r"end-(?P<year>20\d\d)\b")
_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "winter": (12, 3)}
"""The month in which a season begins and the one before which it ends, north of the equator."""
_FEASTS = {"christmas": (12, 25), "thanksgiving": (11, 26), "new year": (1, 1)}
"""Month and day; Thanksgiving, a fourth Thursday, to within two days."""


def _next(match: re.Match[str], context: Context) -> Time | None:
    unit, now = unit_of(match["unit"]), context.published_at
    counted = match["number"] is not None
    plural = match["unit"].lower().endswith("s")
    following = "following" in match[0].lower()
    if now is None or match["vague"] or (plural and not counted) or following:
        return Time()
    if not counted and unit in ("day", "week", "month", "quarter", "year") and not match[0].lower().startswith("the"):
        return calendar_period(unit, 1, now)
    finish = shifted(now, length(count(match["number"]), unit))
    return Time(now if finish else None, finish)


def _this_time(match: re.Match[str], context: Context) -> Time | None:
    """A year (month, week) from publication, vague by a twelfth of it either way."""
    unit, now = unit_of(match["unit"]), context.published_at
    if now is None:
        return Time()
    whole = length(1, unit)
    middle = now + whole if match["which"].lower() == "next" else now - whole
    return Time(middle - whole / 12, middle + whole / 12)


def _end(match: re.Match[str], context: Context) -> Time | None:
    """The last month of the year, else the last week (last two days of a week)."""
    if context.published_at is None:
        return Time()
    unit = unit_of(match["a"] or match["b"] or match["c"] or "year")
    first, after = period(unit, 0, context.published_at)
    days = {"year": 31, "week": 2}.get(unit, 7)
    return Time(midnight(max(first, after - timedelta(days=days))), midnight(after))


def _from_now(match: re.Match[str], context: Context) -> Time | None:
    unit, now = unit_of(match["unit"]), context.published_at
    middle = shifted(now, length(count(match["number"]), unit)) if now else None
    finish = shifted(middle, length(1, unit) / 2) if middle else None
    return Time(middle - length(1, unit) / 2, finish) if middle and finish else Time()


def _season(match: re.Match[str], context: Context) -> Time | None:
    """The next one: the one that runs already is not ahead, but the last part of it may be."""
    now = context.published_at
    if now is None:
        return Time()
    name = " ".join(re.sub(r"['’]s.*", "", match["name"].lower()).split())
    for year in (now.year - 1, now.year, now.year + 1):
        if name in _SEASONS:
            first, last = _SEASONS[name]
            begin = datetime(year, first, 1, tzinfo=UTC)
            finish = datetime(year + (last < first), last, 1, tzinfo=UTC)
        else:
            begin = datetime(year, *_FEASTS[name], tzinfo=UTC)
            finish = begin + timedelta(days=1)
        running = "late" in match["span"].lower() and begin <= now < finish  # "by late summer", in June
        if begin > now or running:
            return Time(begin, finish)
    return Time()


def _end_of(match: re.Match[str], context: Context) -> Time | None:  # noqa: ARG001 - a year needs no instant to resolve
    """December of the year."""
    year = int(match["year"])
    return Time(datetime(year, 12, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


RULES: tuple[Rule, ...] = (
    Rule("date.next/1", words("the next coming following"), _NEXT, _next),
    Rule("date.next/1", words("this"), _THIS_TIME, _this_time),
    Rule("date.end/1", words("the year quarter month week end eoy"), _END, _end),
    Rule("date.season/1", words("by before until till through for next"), _SEASON, _season),
    Rule("date.end/1", words("end"), _END_OF, _end_of),
    Rule("date.next/1", words("0 a an one two three four five six seven eight nine ten twelve"), _FROM_NOW, _from_now),
)

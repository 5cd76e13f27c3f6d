"""Date lines and bylines: "Updated Jan 14, 2026, 11:27 p.m. Published Jan 14, 2026, 10:57 p.m.", "By Sam Sample"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_ZONE = r"Z|UTC|GMT|E[SD]?T|C[SD]T|P[SD]?T|M[SD]T|BST|CEST|CET|IST|JST|HKT|SGT"
# One moment: label, date, time, zone; all but the date may be absent. "11:11 PM EST Nov 19, 2019" has the time first.
_MOMENT = re.compile(
    rf"""
    (?P<label>\b(?:(?:first|originally|last)\s+)?(?:published|posted|updated|modified|edited|created|date|publi[ée]|дата)
        (?:\b|(?-i:(?=[A-Z])))(?:\s+(?:on|at|date))?\s*[:|•-]?\s*)?          # "UpdatedJan 14, 2026"
    (?:
      (?P<hour_first>\d{{1,2}})[:.](?P<minute_first>\d\d)
      (?:\s?(?P<half_first>[ap])\.?m\b\.?)?
      (?:\s?\(?(?P<zone_first>{_ZONE})\b\)?)?
      (?:\s*[,|•·–-]\s*|\s+on\s+|\s+)
    )?
    {_WEEKDAY}
    (?:
      (?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>20\d\d)   # Jan. 14, 2026
    | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\.?,?\s+(?P<year2>20\d\d)   # 14 January 2026
    | (?P<year3>20\d\d)[-/](?P<month3>\d\d)[-/](?P<day3>\d\d)                              # 2026-01-14
    )(?:\b|(?=T\d))
    (?:
      (?:\s*[,|•·@/–-]\s*|\s+at\s+|\s+|T)
      (?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{{1,6}})?)?
      (?:\s?(?P<half>[ap])\.?m\b\.?)?
      (?:\s?\(?(?P<zone>{_ZONE})\b\)?)?
      (?:\s?(?P<offset>[+-]\d\d?(?::?\d\d)?)\b)?
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAME = r"[^\W\d_][\w.’'-]{0,24}(?:\s[^\W\d_][\w.’'-]{0,24}){0,4}"
# "By Sam Sample and Kim Example", "Author: Sam Sample"; case matters in the name only.
_BYLINE = re.compile(
    rf"^(?:By:?|BY:?|by|(?:Author|AUTHOR|Written by|Words by|Автор)s?:?)\s+"
    rf"(?P<names>{_NAME}(?:(?:,\s|\sand\s|\s&\s|,\sand\s){_NAME}){{0,4}})",
)
# What may stand on a date line or byline besides moments and names.
_AROUND = re.compile(
    r"(?:[\s|•·,.–—:()/-]|\d{1,3}\s?min(?:ute)?s?(?:\s(?:to\s)?read)?|reading time|loading\.{0,3}|"
    r"last|updated|n/a|staff|(?:markets? |crypto |news |senior )?(?:reporter|editor|writer|analyst|team)|"
    r"\d{1,2}\s(?:minutes?|hours?|days?|weeks?)\sago)*",
    re.IGNORECASE,
)
_HOURS = {"UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "HKT": 8, "SGT": 8, "JST": 9}
_HOURS |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_INDIA = timedelta(hours=5, minutes=30)


class Dateline(NamedTuple):
    """What a metadata line says. ``zone_assumed``: ``published_at`` had no zone, or no time, and UTC was taken; so for ``updated_at``."""

    published_at: datetime | None = None
    updated_at: datetime | None = None
    zone_assumed: bool = False
    authors: tuple[str, ...] = ()
    updated_zone_assumed: bool = False


def read_dateline(line: str) -> Dateline | None:
    """The moments and authors of a line that holds nothing else; ``None`` if it is not such a line.

    A moment without a zone is UTC; one without a time is midnight.

    >>> read_dateline("Updated Jan 14, 2026, 11:27 p.m. Published Jan 14, 2026, 10:57 p.m.").published_at
    datetime.datetime(2026, 1, 14, 22, 57, tzinfo=datetime.timezone.utc)
    >>> read_dateline("By Sam Sample | 3 min read").authors
    ('Sam Sample',)
    >>> read_dateline("By March 14, 2026, the price had doubled") is None
    True
    """
    if len(line) > 240:
        return None
    moments = list(_MOMENT.finditer(line)) if "20" in line else []
    byline = _BYLINE.match(line[: moments[0].start()] if moments else line)
    if not moments and not byline:
        return None
    rest = _MOMENT.sub(" ", line)
    authors: tuple[str, ...] = ()
    if byline and _capitalised(byline["names"]):
        authors = tuple(
            name for name in re.split(r",\sand\s|,\s|\sand\s|\s&\s", byline["names"]) if name not in ("N", "N/A")
        )
        rest = rest.replace(byline.group(), " ", 1)
    if not (moments or authors) or not _AROUND.fullmatch(rest):
        return None
    return _collect(moments, authors)


def _capitalised(names: str) -> bool:
    return all(
        word[0].isupper() or word in ("and", "&", "de", "van", "von", "der", "la", "el", "bin")
        for word in names.split()
    )


def _collect(moments: list[re.Match[str]], authors: tuple[str, ...]) -> Dateline:
    published: datetime | None = None
    updated: datetime | None = None
    assumed = updated_assumed = False
    for match in moments:
        moment = read_moment(match)
        if moment is None:
            continue
        label = (match["label"] or "").lower()
        zoneless = all(match[part] is None for part in ("zone", "zone_first", "offset"))
        if "updated" in label or "modified" in label or "edited" in label:
            if updated is None:
                updated, updated_assumed = moment, zoneless
        elif published is None:
            published = moment
            assumed = zoneless
    return Dateline(published, updated, assumed, authors, updated_assumed)


def read_moment(match: re.Match[str]) -> datetime | None:
    """The moment in UTC; ``None`` when there is no such day or time."""
    month_name = match["month"] or match["month2"]
    month = _MONTHS.index(month_name[:3].lower()) + 1 if month_name else int(match["month3"])
    year = int(match["year"] or match["year2"] or match["year3"])
    day = int(match["day"] or match["day2"] or match["day3"])
    hour = int(match["hour"] or match["hour_first"] or 0)
    half = match["half"] or match["half_first"]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    minute = int(match["minute"] or match["minute_first"] or 0)
    try:
        local = datetime(year, month, day, hour, minute, int(match["second"] or 0), tzinfo=UTC)
        return (local - _offset(match, local)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(match: re.Match[str], local: datetime) -> timedelta:
    """The zone's distance from UTC; a clock-changing name (ET, PT) by the law of the United States."""
    written = match["offset"]
    if written:
        digits = written[1:].replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        size = timedelta(hours=hours, minutes=minutes)
        return timezone(-size if written[0] == "-" else size).utcoffset(None)
    zone = (match["zone"] or match["zone_first"] or "UTC").upper()
    if zone == "IST":
        return _INDIA
    if zone in ("ET", "PT"):
        standard = -5 if zone == "ET" else -8
        return timedelta(hours=standard + _is_us_summer(local))
    return timedelta(hours=_HOURS[zone])


def _is_us_summer(local: datetime) -> bool:
    """Whether daylight saving time holds: second Sunday of March to first Sunday of November, 2 a.m."""
    march = datetime(local.year, 3, 8, 2, tzinfo=UTC)
    november = datetime(local.year, 11, 1, 2, tzinfo=UTC)
    return (
        march + timedelta(days=(6 - march.weekday()) % 7)
        <= local
        < november + timedelta(days=(6 - november.weekday()) % 7)
    )

"""Rules for clock times: "2:15 p.m. ET", "8:45 UTC", "7:20 a.m. (UTC)", "from 9:30 a.m. to 4 p.m. in Tokyo".

Zones are read through the IANA database: "ET", "EST" and "EDT" all mean the time in New York, because news writes "EST" in
summer too; likewise for the other zones. A clock time without a zone stays unresolved. The day is set afterwards, from a
day named in the same sentence, else the most recent such time before publication.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tapecheck.mentions.timeline import DIGITS, Context, Rule, Time, words

_PLACES: dict[str, str] = {
    "ET EST EDT Eastern": "America/New_York",
    "CT CST CDT Central": "America/Chicago",
    "PT PST PDT Pacific": "America/Los_Angeles",
    "UTC GMT": "UTC",
    "BST": "Europe/London",
    "CET CEST": "Europe/Paris",
    "HKT": "Asia/Hong_Kong",
    "SGT": "Asia/Singapore",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "IST": "Asia/Kolkata",
    "AEDT AEST": "Australia/Sydney",
}
_CITIES: dict[str, str] = {
    "New York": "America/New_York",
    "London": "Europe/London",
    "Hong Kong": "Asia/Hong_Kong",
    "Singapore": "Asia/Singapore",
    "Tokyo": "Asia/Tokyo",
    "Seoul": "Asia/Seoul",
    "Sydney": "Australia/Sydney",
}
ZONES: dict[str, ZoneInfo] = {name: ZoneInfo(zone) for names, zone in _PLACES.items() for name in names.split()} | {
    name: ZoneInfo(zone) for name, zone in _CITIES.items()
}

_ZONE = (
    r"\s?(?:\(?(?P<zone>ET|EST|EDT|CT|CST|CDT|PT|PST|PDT|UTC|GMT|BST|CET|CEST|HKT|SGT|JST|KST|IST|AEDT|AEST)\b(?![+-]\d)\)?"
    r"|(?P<long>Eastern|Central|Pacific)(?:\s+(?:[Ss]tandard|[Dd]aylight))?(?:\s+[Tt]ime)?\b"
    r"|(?:in\s+)?(?P<city>New\s+York|London|Hong\s+Kong|Singapore|Tokyo|Seoul|Sydney)(?:\s+time\b)?)"
)
# On twelve hours, with or without a zone: 1:45 p.m. ET or 7:00 a.m. (UTC) or 10 am
_TWELVE = re.compile(
    r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[aApP])(?:\.\s?[mM]\b\.?|[mM]\b)"
    + rf"(?:{_ZONE})?"
)
# As in "8:45 UTC", "14:30 (GMT)", "00:00 UTC"; a bare "14:30" may be anything
_TWENTY_FOUR = re.compile(rf"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?:hours|hrs))?{_ZONE}")
# As in "midnight UTC", "noon ET"
_NOON = re.compile(rf"(?P<word>noon|midnight)(?:{_ZONE})", re.IGNORECASE)
# Twelve o'clock in words, with its zone
_RANGE = re.compile(
    rf"(?:from|between)\s+(?P<span>(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\.?\s*(?:[A-Z]{{2,4}}\s+)?"
    rf"(?:to|and|until|[-–—])\s*(?P<hour2>1[0-2]|0?[1-9])(?:[:.](?P<minute2>[0-5]\d))?\s?(?P<half2>[ap])\.?\s?m(?:\.|\b)(?:{_ZONE})?)"
)


# What makes a moment the end or the beginning of a stretch: "shortly before midnight UTC", "just after 8 a.m. ET"
_LEAD = re.compile(r"\b(?:(?P<before>before|ahead\s+of|prior\s+to)|after|past)\s+$", re.IGNORECASE)


def _zone(match: re.Match[str]) -> ZoneInfo | None:
    name = match["zone"] or match["city"] or match["long"]
    return ZONES[" ".join(name.split())] if name else None


def _instant(hour: int, minute: int, zone: ZoneInfo, context: Context) -> datetime | None:
    """That time on the context's day; without one, the most recent such time not after publication."""
    if context.day is not None:
        return datetime.combine(context.day, time(hour, minute), zone).astimezone(UTC)
    if context.published_at is None:
        return None
    local = context.published_at.astimezone(zone).date()
    for back in (0, 1):
        found = datetime.combine(local - timedelta(days=back), time(hour, minute), zone).astimezone(UTC)
        if found <= context.published_at:
            return found
    return None


def _moment(hour: int, minute: int | None, match: re.Match[str], context: Context) -> Time:
    """The stated minute, the whole hour where no minutes are given, or the hour before or after where the words say so."""
    zone = _zone(match)
    lead = _LEAD.search(context.text[max(0, match.start() - 16) : match.start()])
    if zone is None:
        return Time(grain="clock")
    if lead is not None and lead["before"]:
        return _before(hour, minute or 0, zone, context)
    begin = _instant(hour % 24, minute or 0, zone, context)
    if begin is None:
        return Time(grain="clock")
    whole = minute is None or lead is not None
    return Time(begin, begin + (timedelta(hours=1) if whole else timedelta(minutes=1)), None, "clock")


def _before(hour: int, minute: int, zone: ZoneInfo, context: Context) -> Time:
    """The hour up to that time; it may not have come when the text was published, and midnight ends the day that is named."""
    end = _instant(hour % 24, minute, zone, context)
    if end is None:
        return Time(grain="clock")
    if context.day is not None:
        end += timedelta(days=1) if hour % 24 == minute == 0 else timedelta(0)
    elif context.published_at is not None and end + timedelta(hours=23) < context.published_at:
        end += timedelta(days=1)
    return Time(end - timedelta(hours=1), end, None, "clock")


def _hour(hour: str, half: str) -> int:
    """The hour of 24: ``_hour("12", "a")`` is 0."""
    return int(hour) % 12 + (12 if half in "pP" else 0)


def _twelve(match: re.Match[str], context: Context) -> Time | None:
    minute = int(match["minute"]) if match["minute"] else None
    return _moment(_hour(match["hour"], match["half"]), minute, match, context)


def _twenty_four(match: re.Match[str], context: Context) -> Time | None:
    return _moment(int(match["hour"]), int(match["minute"]), match, context) if int(match["hour"]) <= 24 else None


def _noon(match: re.Match[str], context: Context) -> Time | None:
    return _moment(12 if match["word"].lower() == "noon" else 0, 0, match, context)


def _range(match: re.Match[str], context: Context) -> Time | None:
    zone = _zone(match)
    unresolved = Time(window="session", grain="session")
    if zone is None:
        return unresolved
    finish = _instant(_hour(match["hour2"], match["half2"]), int(match["minute2"] or 0), zone, context)
    if finish is None:
        return unresolved
    local = finish.astimezone(zone)
    begin = local.replace(hour=_hour(match["hour"], match["half"]), minute=int(match["minute"] or 0)).astimezone(UTC)
    return Time(begin if begin < finish else begin - timedelta(days=1), finish, "session", "session")


RULES: tuple[Rule, ...] = (
    Rule("date.clock/1", frozenset({DIGITS}), _TWELVE, _twelve),
    Rule("date.clock/1", frozenset({DIGITS}), _TWENTY_FOUR, _twenty_four),
    Rule("date.clock/1", words("noon midnight"), _NOON, _noon),
    Rule("date.clock_range/1", words("from between"), _RANGE, _range),
)

"""Rules for weekdays and weekends: "Wednesday", "late Thursday", "last Monday", "over the weekend".

A weekday is the whole UTC day: the article's own where it has that name, else the most recent one. It is the next one after
"by" and "next" and where the words around look ahead; "last Wednesday" on a Wednesday is seven days back, and "this
Friday" the one of the running week.
"""

from __future__ import annotations

import re
from datetime import timedelta

from tapecheck.mentions.foresight import is_deadline, looks_ahead
from tapecheck.mentions.timeline import Context, Rule, Time, midnight, one_day, words

WEEKDAYS: dict[str, int] = {
    name: number
    for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}

# "Wednesday", "late Thursday", "last Monday", "Friday morning", "next Tuesday"
_WEEKDAY = re.compile(
    rf"""(?:(?P<which>last|next|this|this\s+past|this\s+coming|early|late|earlier|later)\s+(?:on\s+)?)?
    (?P<weekday>{"|".join(WEEKDAYS)})\b(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midday)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
# "over the weekend", "this weekend", "last weekend"
_WEEKEND = re.compile(r"(?P<which>the|this|last|next|past)\s+(?:past\s+)?weekend\b", re.IGNORECASE)

_SPECIAL_DAY = re.compile(r"\b(?:black|cyber|good|super|fat|ash|giving)\s+$", re.IGNORECASE)


def _weekday(match: re.Match[str], context: Context) -> Time | None:
    if _SPECIAL_DAY.search(context.text[max(0, match.start() - 8) : match.start()]):
        return None
    if context.published_at is None:
        return Time(window="24h", grain="day")
    today, wanted = context.published_at.date(), WEEKDAYS[match["weekday"].lower()]
    back, which = (today.weekday() - wanted) % 7, (match["which"] or "").lower()
    if which == "next" or which.endswith("coming"):
        return one_day(today + timedelta(days=7 - back))._replace(window=None)
    if which == "last" and back == 0:
        back = 7
    if which == "this":
        return one_day(today + timedelta(days=wanted - today.weekday()))
    ahead = is_deadline(context.text, match.start()) or looks_ahead(context.text, match.start(), match.end())
    if back and which != "last" and ahead:
        return one_day(today + timedelta(days=7 - back))
    return one_day(today - timedelta(days=back))


def _weekend(match: re.Match[str], context: Context) -> Time | None:
    if context.published_at is None:
        return Time()
    today = context.published_at.date()
    saturday = today - timedelta(days=(today.weekday() + 2) % 7)
    coming = match["which"].lower() == "next" or looks_ahead(context.text, match.start(), match.end())
    if coming and today.weekday() < 5:
        saturday += timedelta(days=7)
    elif match["which"].lower() == "last" and today.weekday() >= 5:
        saturday -= timedelta(days=7)
    return Time(midnight(saturday), midnight(saturday + timedelta(days=2)))


RULES: tuple[Rule, ...] = (
    Rule("date.weekday/1", frozenset(WEEKDAYS) | words("last next this early late earlier later"), _WEEKDAY, _weekday),
    Rule("date.weekend/1", words("the this last next past"), _WEEKEND, _weekend),
)

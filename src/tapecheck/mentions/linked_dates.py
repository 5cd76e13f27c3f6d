"""What date expressions of one sentence say about each other.

"1:45 p.m. ET" takes its day from "on Tuesday" beside it; "since" makes an event window of the date after it; "the same
period" means the stretch named before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from tapecheck.mentions.foresight import dates_extreme
from tapecheck.mentions.timeline import Context, Rule, Time


class Hit(NamedTuple):
    """An expression found at ``[start, end)``, by which rule, and what it means."""

    start: int
    end: int
    time: Time
    rule: Rule
    match: re.Match[str]


REACH = 120
"""Characters within which a clock time or session looks for its day."""

_BREAK = re.compile(r"""(?<![apm]\.m)(?<!U\.S)[.!?]["”’)]{0,2}\s|\n""")
# What may stand between a day and its time: a comma or "at"
_DAY_CLOCK = re.compile(r"[,\s]{1,3}(?:at\s+|around\s+|about\s+|as\s+of\s+|@\s*|[-–—|]\s+){0,2}$")
# What may stand between a time and its day: a comma or "on"
_CLOCK_DAY = re.compile(r"[,\s]{1,3}(?:on\s+|of\s+)?$")
# "between May 3, 2024, and June 9, 2025", "from June 10 to June 12"
_RANGE_HEAD = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_RANGE_JOIN = re.compile(r",?\s+(?:and|to|until|till|through)\s+$|\s?[-–—]\s?$", re.IGNORECASE)
# "after the announcement on April 2", "since its launch in November 2020"
_EVENT_DATE = re.compile(r"\s+(?:on|in|of)\s+(?:the\s+)?$")
_SINCE = re.compile(
    r"\b(?:(?:ever\s+)?since|starting(?:\s+from)?|beginning)\s+(?:about\s+|around\s+|at\s+least\s+|the\s+)?$",
    re.IGNORECASE,
)


def _between(text: str, one: Hit, other: Hit) -> str:
    return text[one.end : other.start] if one.end <= other.start else text[other.end : one.start]


def anchored(hits: Sequence[Hit], context: Context) -> list[Hit]:
    """``hits`` with clock times and sessions moved to the day named nearest in the same sentence."""
    days = [hit for hit in hits if hit.time.grain == "day" and hit.time.begin]
    if not days:
        return list(hits)
    out = []
    for hit in hits:
        if hit.time.grain in ("clock", "session"):
            near = [
                (len(gap), day)
                for day in days
                if abs(day.start - hit.start) <= REACH
                for gap in (_between(context.text, hit, day),)
                if not _BREAK.search(gap)
            ]
            day = min(near, key=lambda pair: (pair[0], pair[1].start))[1] if near else None
            if day and day.time.begin:
                moved = hit.rule.build(hit.match, context._replace(day=day.time.begin.date()))
                hit = hit._replace(time=moved) if moved else hit
        out.append(hit)
    return out


def _merged(first: Hit, second: Hit, text: str) -> Hit | None:
    """The two as one mention, or ``None`` if they are two."""
    gap = text[first.end : second.start]
    if len(gap) > 20:
        return None
    grains = (first.time.grain, second.time.grain)
    one, two = first.time, second.time
    if (grains == ("day", "clock") and _DAY_CLOCK.match(gap)) or (grains == ("clock", "day") and _CLOCK_DAY.match(gap)):
        fine, day = (two, one) if grains[0] == "day" else (one, two)
        stretch = fine if fine.begin else day
        return first._replace(end=second.end, time=Time(stretch.begin, stretch.finish, day.window, "clock"))
    if one.grain == "event" and one.begin is None and two.grain in ("day", "period") and _EVENT_DATE.match(gap):
        return first._replace(end=second.end, time=one._replace(begin=two.begin, finish=None))
    dated = grains[0] in ("day", "period", "clock") and grains[1] in ("day", "period", "clock")
    headed = _RANGE_JOIN.match(gap) and _RANGE_HEAD.search(text[max(0, first.start - 9) : first.start])
    if dated and headed and one.begin and two.finish and one.begin < two.finish:
        return first._replace(end=second.end, time=Time(one.begin, two.finish, "event"))
    return None


def joined(hits: Sequence[Hit], context: Context) -> list[Hit]:
    """``hits`` with a day and its clock time, the two ends of a range, and an event and its date made one each."""
    out: list[Hit] = []
    for hit in hits:
        both = _merged(out[-1], hit, context.text) if out else None
        if both:
            out[-1] = both
        else:
            out.append(hit)
    return out


def since(hits: Sequence[Hit], context: Context) -> list[Hit]:
    """``hits`` with what follows "since" made an event window that runs from there to publication."""
    out = []
    for hit in hits:
        time, start = hit.time, hit.start
        head = _SINCE.search(context.text, max(0, start - 30), start)
        if head and time.grain in ("day", "period", "clock") and time.window not in ("ytd", "mtd", "qtd"):
            start = head.start()
            time = time._replace(window="event", grain="event")
            hit = hit._replace(start=start)
        if time.grain == "event":
            time = _measured(time, start, context)
        out.append(hit._replace(time=time))
    return out


def _measured(time: Time, start: int, context: Context) -> Time:
    """The event window up to publication, and without a name where an extreme is dated by it."""
    now = context.published_at
    if time.begin is None or now is None or time.begin >= now:
        time = time._replace(begin=None, finish=None)
    else:
        new_year = (time.begin.month, time.begin.day, time.begin.year) == (1, 1, now.year)
        time = time._replace(finish=now, window="ytd" if new_year and time.window == "event" else time.window)
    if context.text[start : start + 5].lower() in ("since", "ever ") and dates_extreme(context.text, start):
        return time._replace(window=None)
    return time


def referred(hits: Sequence[Hit]) -> list[Hit]:
    """``hits`` with "the same period" given the meaning of the nearest window before it; without one it is dropped."""
    out: list[Hit] = []
    last: Time | None = None
    day: Time | None = None
    for hit in hits:
        if hit.time.grain == "same":
            meant = day if hit.match["what"].lower() == "day" else last
            if meant is not None:
                out.append(hit._replace(time=meant))
            continue
        if hit.time.grain == "day":
            day = hit.time
        if hit.time.window and (hit.time.grain != "day" or last is None):
            last = hit.time
        out.append(hit)
    return out


def aware(published_at: datetime | None) -> datetime | None:
    """``published_at`` in UTC, or ``None`` outside 1900 to 2200. Raises ``ValueError`` if it is naive."""
    if published_at is None:
        return None
    if published_at.tzinfo is None:
        raise ValueError("published_at must be aware")
    return published_at.astimezone(UTC) if 1900 <= published_at.year <= 2200 else None

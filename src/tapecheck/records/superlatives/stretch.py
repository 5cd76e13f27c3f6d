"""When a superlative was reached, and the date since when it is one."""

from __future__ import annotations

import re
from datetime import timedelta

from tapecheck.mentions import dates
from tapecheck.mentions.superlatives import Over
from tapecheck.records.context import Context
from tapecheck.records.when import dates_extreme, time_window
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Date
from tapecheck.schema.record import TimeWindow

_NEAR, _FAR, _CLOSE = 140, 80, 24
_OF_EVENT = re.compile(r"[^.;,!?\n]{1,70}\s(?:on|in|of)\s(?:early\s|late\s|mid-)?", re.IGNORECASE)
_FROM = re.compile(r"(?:from|after|before|following|between|until)\b", re.IGNORECASE)
_SINCE = re.compile(r"(?:(?:ever\s)?since|starting|beginning)\s+(?:about\s|around\s|at\sleast\s|the\s)?", re.IGNORECASE)
_OTHER_STRETCH = re.compile(
    r"\b(?:since|than|until|till|before|between|from|ahead\sof|prior\sto|compared\s(?:to|with)|after"
    r"|following)\s(?:the\s|its\s|early\s|late\s|mid-?\s?)?$",
    re.IGNORECASE,
)
"""Before a date that is no time at which it happened: "higher than in May", "after the January launch"."""
_CUT = re.compile(r"[;—]|\b(?:while|whereas|but|although|though|only\sto|then|later|now|as)\b|\s[–-]\s", re.IGNORECASE)
_CUT_COST = 60
_START_OF = re.compile(r"\b(?:start|beginning|turn|dawn)\b", re.IGNORECASE)
"""The start of a year is its first month, that of a month its first days."""
_NAMED_FIRST = 10
"""A date that begins this early in its mention is what is meant by it: "since Feb. 1 after the vote" is since Feb. 1."""
_LENGTHS = frozenset({"date.within/1", "date.window/1"})
"""Rules of dates that are lengths of time ("one day", "weekly"), not times at which something happens."""
_RECENTLY = re.compile(r"\brecently\b", re.IGNORECASE)
"""Beside a superlative of which nobody says when it was."""
_VAGUE = 30
_LATER = re.compile(r"\s(?:later|afterwards?)\b", re.IGNORECASE)
_BEHIND, _FIRST_WORDS = 45, 30
_APPOSED = re.compile(
    r",\s(?:(?:and|thus|also|then|finally)\s)?(?:\w+ing|its|the|an?|their|which|to)\b[^,]*$", re.IGNORECASE
)
"""What a clause goes on with whose date stands before a comma: "rose on Tuesday, hitting"; not "in 2022, bitcoin hit"."""
_LEADS_ON = re.compile(
    r"[,;—]|\b(?:as|when|while|after|and|but|which|with|from|since|before|ahead|to|than|that|until|despite|following)\b",
    re.IGNORECASE,
)
"""Between a superlative and a date behind it, for the date to be of something else."""


def since_when(context: Context, over: Over | None) -> tuple[TimeWindow | None, int]:
    """The date or event since when something is a record, and where its words end (0: nothing is dated).

    The stretch is the named day, month or year itself: the last time it was as high lies in it. ``None``: it can't be resolved.
    """
    if over is None or over.since is None:
        return None, 0
    for date in context.dates.within(max(0, over.since - 24), over.end + _FAR):
        if _dates(context, date, over):
            return _named(context, date)
    return None, _words_after(context, over.end)


def _dates(context: Context, date: Date, over: Over) -> bool:
    """Whether a date is what follows "since": right behind it, or that of the event behind it ("since the vote on May 5")."""
    assert over.since is not None
    if date.start <= over.since < date.end or over.end <= date.start <= over.end + _CLOSE:
        return True
    between = context.text[over.end : date.start]
    return date.start > over.end and _OF_EVENT.fullmatch(between) is not None


_AFTER = re.compile(r"(?:\s(?!and\b|but\b|as\b|while\b|with\b|when\b)[\w’'$%-]{1,20}){1,9}")


def _words_after(context: Context, at: int) -> int:
    """The end of an event's words that are no date: "since the collapse of the exchange"."""
    match = _AFTER.match(context.text, at, context.around(Span(start=at, end=at)).end)
    return match.end() if match else at


def _named(context: Context, date: Date) -> tuple[TimeWindow | None, int]:
    """The named day, month or year of "since May", whose mention runs up to the article, and where its words end."""
    head = _SINCE.match(date.text)
    offset = head.end() if head else 0
    # The preposition tells the month from the verb: "in May".
    found = dates.find(f"in {date.text[offset:]}", context.article.published_at)
    inner = next((one for one in found if one.begin == date.begin), None)
    end = date.end
    if inner is not None and inner.start <= _NAMED_FIRST:
        end = date.start + offset + inner.end - len("in ")
    if date.begin is None:
        return None, end
    finish = inner.finish if inner is not None and inner.finish is not None else date.begin + timedelta(days=1)
    if _START_OF.search(date.text):
        finish = max(finish, date.begin + timedelta(days=31 if "year" in date.text.casefold() else 5))
    return TimeWindow(start=date.begin, end=finish, text=context.text[date.start : end]), end


def happened(context: Context, start: int, end: int) -> TimeWindow | None:
    """When the superlative ``[start, end)`` was reached: the nearest date of its sentence that is not what it is over."""
    sentence = context.around(Span(start=start, end=end))
    best: tuple[int, Date] | None = None
    for date in context.dates.within(sentence.start, sentence.end):
        if date.begin is None or (date.start < end and start < date.end) or not _is_time(context, date):
            continue
        ahead = date.end <= start
        between = context.text[date.end : start] if ahead else context.text[end : date.start]
        if _LATER.match(context.text, end) or _RECENTLY.search(
            context.text, max(sentence.start, start - _VAGUE), end + _VAGUE
        ):
            return None
        if not ahead and (len(between) > _BEHIND or _LEADS_ON.search(between)):
            continue
        if ahead and date.start - sentence.start > _FIRST_WORDS and "," in between and not _APPOSED.search(between):
            continue
        if between.strip() == "to":
            continue
        cost = len(between) + _CUT_COST * len(_CUT.findall(between))
        if cost <= _NEAR and (best is None or cost < best[0]):
            best = (cost, date)
    return time_window(best[1]) if best else None


def _is_time(context: Context, date: Date) -> bool:
    """Whether something can have happened at a date: not "since May", "one day", "a three-week low", "before May"."""
    now = context.article.published_at
    if date.begin is not None and now is not None and now <= date.begin <= now + timedelta(days=1):
        # "the next year" of a story is not the one after the article.
        return False
    if date.rule in _LENGTHS or dates_extreme(context, date) or _SINCE.match(date.text) or _FROM.match(date.text):
        return False
    return _OTHER_STRETCH.search(context.text, max(0, date.start - 24), date.start) is None

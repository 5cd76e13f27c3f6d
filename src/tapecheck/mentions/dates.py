"""Date mentions: every expression that names a time, a stretch of time or a trailing window.

Span: the words that name the time, without the preposition: "the past 24 hours", "Wednesday", "early October of last year".
Only where the preposition makes it a window does the span hold it: "since May 6", "from its peak", "after the announcement".
A day and its clock time are one mention ("Jan. 14, 2026, 10:57 p.m. UTC"), and so is "between Dec. 1 and March 4".

Stretch: half-open UTC, resolved against ``published_at`` alone. A trailing window ends there; a named day, week or month is
the whole UTC one, even where it ends after publication. "This year" and its like run from the period's start to publication.
What lies after publication has no window. ``published_at`` outside the years 1900 to 2200 counts as unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from tapecheck.mentions import calendar, clock, events, outlook, sessions, weekdays, windows
from tapecheck.mentions.linked_dates import Hit, anchored, aware, joined, referred, since
from tapecheck.mentions.timeline import DIGITS, Context, Rule
from tapecheck.schema.mention import Date

_TOKEN = re.compile(r"[A-Za-z]{1,24}|\d(?:[\d,]{0,12}\d)?")
_GLUED = frozenset("$€£¥₿#@_/&.,-–:'’%+\\=")
_RULES: tuple[Rule, ...] = (
    *windows.RULES,
    *calendar.RULES,
    *weekdays.RULES,
    *clock.RULES,
    *sessions.RULES,
    *events.RULES,
    *outlook.RULES,
)


def _index(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    index: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for word in rule.triggers:
            index[word].append(rule)
    return {word: tuple(found) for word, found in index.items()}


_BY_WORD = _index(_RULES)
_BY_WORD_INNER = _index((*windows.RULES, *calendar.RULES, *weekdays.RULES))


def _longest(rules: Sequence[Rule], at: int, context: Context) -> Hit | None:
    """The hit of the rule that reaches farthest from ``at``; the earlier rule wins a tie."""
    best: Hit | None = None
    for rule in rules:
        match = rule.pattern.match(context.text, at)
        if match is None:
            continue
        start, end = match.span("span") if "span" in rule.pattern.groupindex else match.span()
        if best is not None and end <= best.end:
            continue
        time = rule.build(match, context)
        if time is None:
            continue
        end = time.stop or end
        if best is None or end > best.end:
            best = Hit(start, end, time, rule, match)
    return best


def _hits(context: Context, index: dict[str, tuple[Rule, ...]], start: int, end: int) -> Iterator[Hit]:
    text, reached = context.text, start
    for token in _TOKEN.finditer(text, start, end):
        at = token.start()
        if at < reached:
            continue
        word = token[0]
        rules = index.get(DIGITS if word[0].isdecimal() else word.lower())
        if rules is None or (at and (text[at - 1].isalnum() or text[at - 1] in _GLUED)):
            continue
        hit = _longest(rules, at, context)
        if hit is not None:
            reached = hit.end
            yield hit


def _dated(hit: Hit, context: Context) -> Hit:
    """An event with the beginning of the date that is named inside it: "from the April 7 bottom"."""
    if hit.time.grain != "event":
        return hit
    after_head = context.text.find(" ", hit.start, hit.end)
    inner = next(_hits(context, _BY_WORD_INNER, after_head, hit.end), None) if after_head > 0 else None
    if inner is None or inner.time.grain == "trailing":
        return hit
    return hit._replace(time=hit.time._replace(begin=inner.time.begin))


def find(text: str, published_at: datetime | None) -> tuple[Date, ...]:
    """The date mentions of ``text``, in order, never overlapping.

    ``begin`` and ``finish`` are half-open aware UTC, both or neither; ``None`` where the text and ``published_at`` (``None``:
    unknown) don't settle them. ``window`` is as the annotation guidelines write it; ``None`` where none is named.

    Raises:
        ValueError: if ``published_at`` is naive.

    >>> from datetime import UTC
    >>> when = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
    >>> [(found.text, found.window) for found in find("It rose 3% over the past 24 hours, most of it on Wednesday.", when)]
    [('the past 24 hours', '24h'), ('Wednesday', '24h')]
    >>> find("since the election on Nov. 5, 2024", when)[0].begin.isoformat()
    '2024-11-05T00:00:00+00:00'
    """
    context = Context(text, aware(published_at))
    hits = [_dated(hit, context) for hit in _hits(context, _BY_WORD, 0, len(text))]
    linked = referred(since(joined(anchored(hits, context), context), context))
    return tuple(_mention(hit, context) for hit in linked)


def _mention(hit: Hit, context: Context) -> Date:
    time, now = hit.time, context.published_at
    resolved = time.begin is not None and time.finish is not None and time.begin < time.finish
    begin, finish = (time.begin, time.finish) if resolved else (None, None)
    ahead = now is not None and begin is not None and begin > now
    return Date(
        start=hit.start,
        end=hit.end,
        text=context.text[hit.start : hit.end],
        rule=hit.rule.name,
        begin=begin,
        finish=finish,
        window=None if ahead else time.window,
    )


def named_window(text: str) -> str | None:
    """The trailing window that ``text`` names, as the guidelines write it; ``None`` if it names none.

    The first expression that has one counts; nothing is resolved, so "2025" has none.

    >>> [named_window(words) for words in ("past 24hrs", "seven-day", "over two years", "year-to-date", "on Wednesday")]
    ['24h', '7d', '2y', 'ytd', '24h']
    >>> [named_window(words) for words in ("in Asian hours", "since the election", "in just 15 minutes", "by year-end")]
    ['session', 'event', None, None]
    """
    return next((found.window for found in find(text, None) if found.window), None)

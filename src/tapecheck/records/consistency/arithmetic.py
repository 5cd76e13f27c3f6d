"""Two figures and the change between them that don't come out: "rose 5% to $3,380 from $3,100" is a rise of 9%.

The three must stand side by side and be tied by their words: a percentage over a week and a price of today are no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from tapecheck.records.consistency.directions import plainly
from tapecheck.records.consistency.findings import between, found, printed
from tapecheck.records.consistency.intervals import INFINITE, Interval, amount, change, clash, percent
from tapecheck.records.context import Context
from tapecheck.records.facts import Claim
from tapecheck.records.metric import Metric
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.schema.result import Contradiction

LEVELS = frozenset({"market_cap", "open_interest", "tvl", "volume", "holdings", "supply", "revenue", "profit"})
"""Metrics that stand at an amount and can rise from one to another."""
_SAME = {"revenue": "other", "profit": "other", "holdings": "other"}

_WORDS = r"(?:[^\s\d;:()]{1,20}\s){0,6}"
# before the start: "from ", "from a peak of ", "from Tuesday’s low at "
_FROM = re.compile(rf"\b(?i:from)\s{_WORDS}$")
# between start and end: " to ", " earlier today to an intraday low of "
_TO = re.compile(rf"^[^;:.]{{0,60}}?\b(?:to|towards?)\s{_WORDS}$")
# before the end, where the start follows: "to ", "to a high of "
_INTO = re.compile(rf"\bto\s{_WORDS}$")
# between end and start: ", up from ", " from a low of "
_OUT_OF = re.compile(rf"^\s?[,(—–-]{{0,2}}\s?{_WORDS}from\s{_WORDS}$")
_DOWN = re.compile(r"\b(?:down|drop|decline|decrease|fall)\b")
_UP = re.compile(r"\b(?:up|rise|increase|gain|jump)\b")
_EXTREME = re.compile(r"\b(?:high|low|peak|top|bottom|record|intraday)s?\b", re.IGNORECASE)
_MARK = re.compile(r"\s(?:price\s)?(?:mark|level|zone)\b")
# between a percentage and "from": " since then, too, ", " in the preceding 12 months, "
_LEADS = re.compile(r"^[^;:.()]{0,70}$")
# between the end and its percentage: ", a ", " on July 4, a gain of over ", ", representing a ", ", losing roughly ", " ("
_FOLLOWS = re.compile(
    r"^(?:\s(?:on|in|by|at|today|yesterday)\b[^,;:.()$%]{0,40}?)?\s?[,;(—–-]{0,2}\s?(?:[a-zA-Z’'-]{1,14}\s){0,5}[(~+-]?$"
)
_APART = re.compile(
    r"""\b(?:while|and|but|as|with|after|before|when|where|despite|then|followed|following|volume|although|yet|though|again|further
    |another|additional|since|average|nearing|approaching|towards?|target\w{0,3}|short\sof|below|above|away|compared|versus|vs
    |its\s(?:market|trading|total)|Fib\w{0,7}|retrace\w{0,6}|recover\w{0,5}|pullback|ahead)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words by which a percentage beside two figures is of something else."""
_NO_MOVE = re.compile(r"\s(?:price\s|trading\s)?(?:range|band|swing|upside|downside|premium|discount|volatility)\b")
# behind a percentage: "from a peak of $22,000 in 2022 to $4,000 in May, a 71% year-over-year drop"
_PERIOD = re.compile(
    r"\s(?:(?:year|month|week|quarter)[\s-](?:over|on)[\s-](?:year|month|week|quarter)|[YMWQ]o[YMWQ]|annual(?:ly)?|yearly)\b",
    re.I,
)
_BARE = re.compile(r"^\s?[,(—–-]{0,2}\s?(?:now\s|still\s)?(?:up|down)\s")
_SINCE = re.compile(r"\s?(?:(?:in|over|for|on|during|within|since|from|year|so|this|past)\b|[/-])")

TIMES: tuple[tuple[re.Pattern[str], Decimal], ...] = (
    (re.compile(r"\b(?P<more>more\sthan\s)?(?P<less>nearly\s|almost\s)?doubl(?:ed|ing)\b", re.IGNORECASE), Decimal(2)),
    (re.compile(r"\b(?P<more>more\sthan\s)?(?P<less>nearly\s|almost\s)?tripl(?:ed|ing)\b", re.IGNORECASE), Decimal(3)),
    (re.compile(r"\b(?P<more>more\sthan\s)?(?P<less>nearly\s|almost\s)?quadrupl(?:ed|ing)\b", re.IGNORECASE), Decimal(4)),
    (re.compile(r"\b(?P<more>more\sthan\s)?(?P<less>nearly\s|almost\s)?halved\b", re.IGNORECASE), Decimal("0.5")),
)  # fmt: skip
SLACK = Decimal("0.02")
"""A percentage is often taken from unrounded prices a moment beside the printed ones; off by this share of itself is no slip."""
LESS, MORE = Decimal("0.85"), Decimal("1.3")
"""How much less and more than twice "doubled" may be: two and a half times is still nearer to two than to three."""


class Course(NamedTuple):
    """Two figures of one thing, the ``start`` and the ``end`` of its course, and where the first stands among the sentence's figures.

    ``gap``: the words between the two.
    """

    start: Claim
    end: Claim
    first: int
    gap: str


def find(context: Context, told: Sequence[Claim]) -> Iterator[Contradiction]:
    """The changes of one sentence that don't come out, given its figures in the order of the text."""
    if len(told) < 2:
        return
    for course in _courses(context, told):
        move = _move(context, told, course)
        if move is not None:
            yield from _check_percent(context, course, move)
        else:
            yield from _check_times(context, told, course)


def _courses(context: Context, told: Sequence[Claim]) -> Iterator[Course]:
    for first, (one, other) in enumerate(pairwise(told)):
        if not _one_thing(one, other):
            continue
        lead, gap = _before(context, told, first), between(context, one, other)
        if _FROM.search(lead) and _TO.match(gap) and not _APART.search(gap):
            yield Course(one, other, first, gap)
        elif _INTO.search(lead) and _back(context, gap, other):
            yield Course(other, one, first, gap)


def _back(context: Context, gap: str, start: Claim) -> bool:
    """Whether the words behind the end lead to the start; not "to trade at $1,689 from its $1,400 mark"."""
    if not _OUT_OF.match(gap) or _APART.search(gap) or _EXTREME.search(gap):
        return False
    return _MARK.match(context.text, start.provenance.text.end) is None


def _before(context: Context, told: Sequence[Claim], index: int) -> str:
    """The sentence's words between the figure before this one and it."""
    place = told[index].provenance
    since = told[index - 1].provenance.text.end if index else place.sentence.start
    return context.text[max(since, place.text.start - 90) : place.text.start]


def _one_thing(one: Claim, other: Claim) -> bool:
    """Whether both are amounts of one thing, above zero, neither a range."""
    match one, other:
        case Price(), Price():
            alike = one.currency == other.currency
        case Metric(), Metric():
            alike = one.metric == other.metric and one.metric in LEVELS and one.unit == other.unit != "percent"
        case _:
            return False
    plain = one.value_high is None and other.value_high is None and one.value > 0 and other.value > 0
    return alike and plain and _open(one.asset, other.asset)


def _open(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _move(context: Context, told: Sequence[Claim], course: Course) -> PercentMove | None:
    """The percentage that the words tie to the course: right before it, or right behind."""
    first, last = told[course.first], told[course.first + 1]
    before = told[course.first - 1] if course.first else None
    if isinstance(before, PercentMove) and _of(context, before, course):
        lead = between(context, before, first)
        # "A 1.2% daily drop, falling from a high of $2,252 to a low of $2,220": the high and the low are not the day's ends.
        loose = "," in lead and (_EXTREME.search(lead) or _EXTREME.search(course.gap))
        if _LEADS.match(lead) and not _APART.search(lead) and not loose and _same_way(before, course):
            return before
    behind = told[course.first + 2] if course.first + 2 < len(told) else None
    if isinstance(behind, PercentMove) and _of(context, behind, course):
        gap = between(context, last, behind)
        if _FOLLOWS.match(gap) and not _APART.search(gap) and not _of_another_time(context, gap, behind):
            return behind
    return None


def _of_another_time(context: Context, gap: str, move: PercentMove) -> bool:
    """Whether the words behind a percentage give it a time of its own: ", up 15% over the past month"."""
    start = move.provenance.text.end
    since = _BARE.match(gap) is not None and _SINCE.match(context.text, start) is not None
    return since or _PERIOD.match(context.text, start) is not None


def _same_way(move: PercentMove, course: Course) -> bool:
    """Not "increased 8.3% to $1.1 trillion, slightly down from $1.14 trillion"."""
    return not (_DOWN if move.value > 0 else _UP).search(course.gap)


def _of(context: Context, move: PercentMove, course: Course) -> bool:
    """Whether the percentage can be of what the course is of; "the halving" is none."""
    if move.value_high is not None or not move.value or not any(map(str.isdigit, move.provenance.exact)):
        return False
    start = course.start
    alike = move.metric == "price" if isinstance(start, Price) else _measures(move, start)
    if _NO_MOVE.match(context.text, move.provenance.text.end):
        return False
    return alike and _open(move.asset, course.start.asset) and _open(move.asset, course.end.asset)


def _measures(move: PercentMove, start: Claim) -> bool:
    return isinstance(start, Metric) and move.metric in (start.metric, _SAME.get(start.metric))


def _check_percent(context: Context, course: Course, move: PercentMove) -> Iterator[Contradiction]:
    implied = change(amount(course.start), amount(course.end))
    broken = clash(percent(move).widened(SLACK), implied)
    same_way = (move.value < 0) == (implied.value < 0)
    if broken is not None and (same_way or _plain(context, course, move)):
        words = (course.start.provenance.exact, course.end.provenance.exact, move.provenance.exact)
        true = f"{_way(implied.value)} of {printed(abs(implied.value))}%"
        reason = f"from {words[0]} to {words[1]} is {true}, not {_way(move.value)} of {words[2]}"
        yield found(context, "arithmetic", (course.start, course.end, move), reason, clash=broken)


def _plain(context: Context, course: Course, move: PercentMove) -> bool:
    """Whether the words are plain enough to hold the sign against them; not "after climbing to $69,000 it plunged 20%"."""
    places = [record.provenance.text for record in (course.start, course.end, move)]
    first, last = min(place.start for place in places), max(place.end for place in places)
    start = max(move.provenance.sentence.start, first - 90)
    return plainly(context.text[start : last + 40].split("\n")[0], falls=move.value < 0)


def _way(value: Decimal) -> str:
    return "a fall" if value < 0 else "a rise"


def _check_times(context: Context, told: Sequence[Claim], course: Course) -> Iterator[Contradiction]:
    """ "Doubled from $10 to $15"."""
    lead = _before(context, told, course.first)
    named: tuple[Claim, ...] = (course.start, course.end)
    if course.first and isinstance(word := told[course.first - 1], PercentMove):
        lead, named = word.provenance.exact + lead, (word, *named)  # "doubled" is a percentage of its own
    start, end = amount(course.start), amount(course.end)
    for pattern, times in TIMES:
        match = pattern.search(lead)
        if match is None or _APART.search(lead, match.end()):
            continue
        stated = Interval(times, times * LESS, INFINITE if match["more"] else times * MORE)
        ratio = Interval(end.value / start.value, end.low / start.high, end.high / start.low)
        broken = clash(stated, ratio)
        if broken is not None:
            words = course.start.provenance.exact, course.end.provenance.exact
            reason = (
                f"from {words[0]} to {words[1]} is {printed(ratio.value)} times, not {times} ({match.group().strip()})"
            )
            yield found(context, "arithmetic", named, reason, clash=broken)

"""Whether two claims of one subject can't both hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.corpus.answers.conflicts.claims import Claim
from tapecheck.corpus.answers.conflicts.subjects import Subject
from tapecheck.market.compare import venue_spread
from tapecheck.records.agreement import Reading, reading
from tapecheck.records.consistency.intervals import Interval, amount, clash, percent

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_MOMENT = timedelta(hours=2)
_LONGEST_DATE = timedelta(days=31)

NEAR = {
    "price": Decimal("0.2"),
    "percent_move": Decimal("0.5"),
    "liquidation": Decimal("0.6"),
    "metric": Decimal("0.5"),
}
NEAR_OF_TOPIC = {
    "market_cap": Decimal("0.6"),
    "holdings": Decimal("0.1"),
    "purchase": Decimal("0.1"),
    "flow": Decimal("0.7"),
}
"""How far apart, as a share of the larger, two figures of one thing may be; beyond, one of them is of something else."""
_SLIPS = (Decimal("0.001"), Decimal("0.000001"))
"""A billion that is a million, and the like: the same digits, so many times less."""
_SLIP_NEAR = Decimal("0.02")
_ZEROS, _LAST_DIGIT = Decimal("0.01"), Decimal("0.05")
_MIDNIGHTS = frozenset({0, 4, 5, 7, 8, 22, 23})
_WITHIN_A_DAY = Decimal("0.1")
"""How far a record may be moved on the day it is set."""


def can_clash(one: Claim, other: Claim, subject: Subject) -> bool:
    """Whether the two are told near enough in time, and by different publishers, to be held against each other."""
    if one.site is None or one.site == other.site or one.article == other.article:
        return False
    apart = abs(one.published_at - other.published_at)
    match subject.nature:
        case "closed":
            return True
        case "event" | "record":
            return apart <= WEEK
        case "moment":
            return apart <= _MOMENT and not (_is_date(one.published_at) and _is_date(other.published_at))
        case "level":
            return one.published_at.date() == other.published_at.date()


def clashes(one: Claim, other: Claim, subject: Subject) -> bool:
    """Whether no value is what both say, and the two are near enough to be of one thing."""
    if one.label == other.label == "SUPPORTED" or same_words(one, other):
        return False
    slack = _slack(one, subject)
    if subject.nature == "record":
        return _records_clash(one, other, slack)
    return _apart(one, other, slack) and is_near(one, other, subject)


def same_words(one: Claim, other: Claim) -> bool:
    """Whether the two sentences are one, written once and printed twice.

    Compared by letters and digits only, as sites set their signs differently.
    """
    return _letters(one.words) == _letters(other.words)


def agree(one: Claim, other: Claim, subject: Subject) -> bool:
    """Whether some value is what both say, as exactly as such things are counted."""
    return not _apart(one, other, _slack(one, subject))


def interval(claim: Claim) -> Interval:
    """What the figure, as it is written, may stand for; of a range, all of it."""
    if claim.value_high is not None:
        return Interval(claim.value, min(claim.value, claim.value_high), max(claim.value, claim.value_high))
    if claim.kind == "percent_move" or claim.unit == "percent":
        return percent(claim)
    read = _cut_off(amount(claim), reading(claim))
    if claim.value < 0 < read.value:  # an amount is read by its size: a flow out of funds is below zero
        return Interval(claim.value, -read.high, -read.low)
    return read


def _cut_off(read: Interval, written: Reading) -> Interval:
    """With what a writer may have cut off: "$0.25" of $0.259, and "$111,000" of $111,970, zeros being worth a hundredth at most."""
    step, size = written.step, read.value
    while step and not size % (step * 10):
        step *= 10
    more = max(min(written.step, size * _LAST_DIGIT), min(step, size * _ZEROS))
    return Interval(size, read.low, max(read.high, size + more))


def _is_date(instant: datetime) -> bool:
    """Whether the time of day is that of a midnight somewhere in America or Europe, so that only the day is known."""
    return instant.minute == instant.second == 0 and instant.hour in _MIDNIGHTS


def is_near(one: Claim, other: Claim, subject: Subject) -> bool:
    """Whether the two can be of one thing: not far apart, or one is the other with a slip of magnitude."""
    large, small = sorted((abs(one.value), abs(other.value)), reverse=True)
    if (one.value < 0) != (other.value < 0):
        return large - small <= large * NEAR[one.kind]
    if large - small <= large * NEAR_OF_TOPIC.get(subject.topic, NEAR[one.kind]):
        return True
    return one.kind == "metric" and any(abs(large * slip - small) <= small * _SLIP_NEAR for slip in _SLIPS)


def _slack(claim: Claim, subject: Subject) -> Decimal:
    if claim.kind != "price":
        return subject.slack
    return venue_spread(claim.time.start if claim.time else claim.published_at, claim.asset or "")


def _apart(one: Claim, other: Claim, slack: Decimal) -> bool:
    half = slack / 2
    return clash(interval(one).widened(half), interval(other).widened(half)) is not None


def _records_clash(one: Claim, other: Claim, slack: Decimal) -> bool:
    """A record high can only rise: dated alike two must be equal, else the later may not be the lower one."""
    near = abs(one.value - other.value) <= max(one.value, other.value) * NEAR["price"]
    if not near or not _apart(one, other, slack):
        return False
    first, second = sorted((one, other), key=lambda claim: claim.published_at)
    if first.time is not None and second.time is not None:
        told = first.time, second.time
        alike = told[0].start < told[1].end and told[1].start < told[0].end
        dated = all(time.end - time.start <= _LONGEST_DATE and time.end <= first.published_at - _DAY for time in told)
        return alike and dated
    if first.time is not None or second.time is not None:
        return False
    if second.published_at - first.published_at < _DAY:
        return _apart(one, other, _WITHIN_A_DAY)
    return (second.value < first.value) == (first.role == "all_time_high")


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))

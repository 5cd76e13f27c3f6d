"""A change in money, the same in percent, and what it led to: "gained $1,200, or 8%, to $31,500" is a gain of 4%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tapecheck.records.consistency.findings import between, found, printed
from tapecheck.records.consistency.intervals import Interval, amount, clash, percent
from tapecheck.records.context import Context
from tapecheck.records.facts import Claim
from tapecheck.records.metric import Metric
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.schema.result import Contradiction

# before the first of the two: "gained ", "was down about ", "fell by "
_VERB = re.compile(
    r"""\b(?:(?P<up>gain\w{0,3}|add(?:s|ed|ing)|rose|climb\w{0,3}|jump\w{0,3}|up|advanc\w{1,3}|increas\w{1,3})
    |(?P<down>lost|los(?:es|ing)|fell|shed\w{0,4}|drop\w{0,4}|down|declin\w{1,3}|slid|slipp?\w{0,3}|decreas\w{1,3}))
    \s(?:by\s|about\s|nearly\s|almost\s|roughly\s|around\s|over\s|some\s){0,2}[~+-]?$""",
    re.IGNORECASE | re.VERBOSE,
)
# between the two: ", or ", " ("; ", or about "
_OR = re.compile(r"^\s?,?\s?(?:or\s(?:about\s|roughly\s|nearly\s|around\s)?|\()[~+-]?$")
# between the second and the end: ", to ", ") to trade at ", ", reaching "
_REACHES = re.compile(r"^\)?,?\s(?:[a-z]{1,12}\s){0,3}?(?:to|at|reaching)\s(?:[a-z]{1,12}\s){0,3}$")


def find(context: Context, told: Sequence[Claim]) -> Iterator[Contradiction]:
    """The gains and losses of one sentence that don't come out, given its figures in the order of the text."""
    for one, other, end in zip(told, told[1:], told[2:], strict=False):
        move, by = (one, other) if _is_percent(one) else (other, one)
        if not _is_percent(move) or not isinstance(end, Price) or not _is_money(by, end):
            continue
        place = one.provenance
        verb = _VERB.search(context.text, max(place.sentence.start, place.text.start - 40), place.text.start)
        tied = _OR.match(between(context, one, other)) and _REACHES.match(between(context, other, end))
        if verb and tied and all(record.value_high is None for record in (one, other, end)):
            yield from _check(context, by, move, end, falls=verb["down"] is not None)


def _is_percent(record: Claim) -> bool:
    """Whether it is a percentage; beside a sum, a move is easily taken for a share."""
    return (isinstance(record, PercentMove) and record.metric == "price") or (
        isinstance(record, Metric) and record.metric in ("share", "other") and record.unit == "percent"
    )


def _is_money(record: Claim, end: Price) -> bool:
    """Whether it is a sum in the currency of the end; a change of a price may be taken for a price."""
    match record:
        case Price():
            return record.currency == end.currency and record.value > 0
        case Metric():
            return record.unit == end.currency and record.value != 0
        case _:
            return False


def _check(context: Context, by: Claim, move: Claim, end: Price, *, falls: bool) -> Iterator[Contradiction]:
    gain, to, stated = amount(by), amount(end), percent(move)
    if falls:
        gain = Interval(-gain.value, -gain.high, -gain.low)
        stated = stated if stated.value < 0 else Interval(-stated.value, -stated.high, -stated.low)
    if to.low <= gain.high:
        return
    lowest, highest = (to.low, to.high) if falls else (to.high, to.low)
    implied = Interval(_share(gain.value, to.value), _share(gain.low, lowest), _share(gain.high, highest))
    broken = clash(stated, implied)
    if broken is not None:
        words = by.provenance.exact, end.provenance.exact, move.provenance.exact
        reason = f"{words[0]} that led to {words[1]} are {printed(abs(implied.value))}%, not {words[2]}"
        yield found(context, "arithmetic", (by, move, end), reason, clash=broken)


def _share(gain: Decimal, end: Decimal) -> Decimal:
    """A gain in percent of what there was before it."""
    return gain / (end - gain) * 100

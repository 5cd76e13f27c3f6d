"""A part that is larger than its total, and two halves that don't make the whole: "$300 million, of which $450 million were longs"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from tapecheck.records.consistency.findings import between, found
from tapecheck.records.consistency.intervals import Interval, amount, clash
from tapecheck.records.context import Context
from tapecheck.records.facts import Claim
from tapecheck.records.liquidation import Liquidation
from tapecheck.records.metric import Metric
from tapecheck.schema.result import Contradiction

SLACK = Decimal("0.02")
"""Rounded parts may be this much larger than their total, and their sum may be off by as much."""
FARTHEST = 400
"""So many characters apart a total and its two halves still belong together."""

_LITTLE = r"(?:[^\s\d;:()]{1,16}\s){0,4}"
# between a total and its part: ", of which ", ". Of that sum, about ", ", out of which "
_OF_WHICH = re.compile(
    rf"""[^;:]{{0,80}}?(?:,?\s(?:out\s)?of\s(?:which|them|it)
    | [.]\s+Of\s(?:that|this|these|those|them|the\stotal)(?:\s(?:sum|total|amount|figure))? ),?\s{_LITTLE}$""",
    re.VERBOSE,
)
# between a part and its total: " of the ", " out of a total of ", " of its total "
_OUT_OF = re.compile(
    r"^\s(?:[a-z]{1,12}\s){0,3}?(?:out\s)?of\s(?:the|a|an|its|their|that|this)\s"
    r"(?:total\s|roughly\s|about\s|nearly\s){0,2}(?:of\s)?(?:about\s|over\s)?$"
)


def find(context: Context, told: Sequence[Claim]) -> Iterator[Contradiction]:
    """The parts that exceed their totals among the figures of the article, given in the order of the text."""
    for one, other in pairwise(told):
        if not _of_one_kind(one, other):
            continue
        gap = between(context, one, other)
        if len(gap) > FARTHEST or "\n" in gap:
            continue
        if _OF_WHICH.match(gap):
            yield from _larger(context, one, other)
        elif _OUT_OF.match(gap):
            yield from _larger(context, other, one)
    yield from _halves(context, [record for record in told if isinstance(record, Liquidation)])


def _of_one_kind(one: Claim, other: Claim) -> bool:
    match one, other:
        case Liquidation(), Liquidation():
            alike = one.currency == other.currency
        case Metric(), Metric():
            alike = one.metric == other.metric and one.unit == other.unit != "percent"
        case _:
            return False
    return alike and one.value_high is None and other.value_high is None and one.value * other.value > 0


def _larger(context: Context, total: Claim, part: Claim) -> Iterator[Contradiction]:
    whole = amount(total)
    broken = clash(amount(part), Interval(whole.value, Decimal(0), whole.high * (1 + SLACK)))
    if broken is not None:
        reason = f"{part.provenance.exact} can't be a part of {total.provenance.exact}"
        yield found(context, "part_of_total", (total, part), reason, clash=broken)


def _halves(context: Context, told: Sequence[Liquidation]) -> Iterator[Contradiction]:
    """Longs and shorts of one total: all that was liquidated is one or the other."""
    for three in zip(told, told[1:], told[2:], strict=False):
        totals = [record for record in three if record.side is None]
        if len(totals) != 1 or {record.side for record in three} != {None, "long", "short"}:
            continue
        total = totals[0]
        first, second = (record for record in three if record is not total)
        if three.index(total) == 1 or not _one_whole(context, total, first, second):
            continue
        one, other, whole = amount(first), amount(second), amount(total)
        parts = Interval(one.value + other.value, one.low + other.low, one.high + other.high).widened(SLACK)
        broken = clash(whole, parts)
        if broken is not None:
            words = first.provenance.exact, second.provenance.exact, total.provenance.exact
            reason = f"{first.side}s of {words[0]} and {second.side}s of {words[1]} don't make {words[2]}"
            yield found(context, "part_of_total", three, reason, clash=broken)


def _one_whole(context: Context, total: Liquidation, first: Liquidation, second: Liquidation) -> bool:
    """Whether the two are told as the halves of the total: of the same assets, exchange and window, side by side."""
    halves = (first, second)
    alike = all(
        half.asset == total.asset
        and half.venue == total.venue
        and half.currency == total.currency
        and half.modality == total.modality
        and half.value_high is None
        and half.window in (None, total.window)
        for half in halves
    )
    start = min(record.provenance.text.start for record in (total, *halves))
    end = max(record.provenance.text.end for record in (total, *halves))
    # A figure in the sentence behind the halves is of something else: "… shorts of $114 million. Hacks took $1.6 billion".
    apart = start < total.provenance.text.start and total.provenance.sentence != halves[-1].provenance.sentence
    near = end - start <= FARTHEST and "\n" not in context.text[start:end]
    return alike and total.value_high is None and near and not apart

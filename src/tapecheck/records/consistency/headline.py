"""A headline, deck or bullet whose figure the body tells with a slip: another sign, another magnitude, or one digit off.

Only where the body never tells the headline's figure, and tells one of the same thing that differs by such a slip: two
figures that merely differ may be of two times, two sources or two counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tapecheck.records.agreement import reading
from tapecheck.records.consistency.directions import plainly
from tapecheck.records.consistency.findings import found
from tapecheck.records.consistency.intervals import Clash
from tapecheck.records.context import Context
from tapecheck.records.facts import Claim, Record
from tapecheck.records.liquidation import Liquidation
from tapecheck.records.metric import Metric
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.records.quote import Quote
from tapecheck.records.superlative import Superlative
from tapecheck.schema.result import Contradiction

LEADING = frozenset({"title", "subtitle", "key_point"})
COUNTED = frozenset({"purchase", "holdings", "loss", "flow"})
"""Metrics that don't move while the article is being read; a volume or market value does."""
MOST_HEADS = 60
"""So many figures of headlines and bullets are looked at: bounds the work on a page of nothing but bullets."""
FEWEST_DIGITS = 3
"""With fewer digits, one that differs is no sign of a slip."""


def find(context: Context, records: Sequence[Record]) -> Iterator[Contradiction]:
    """The figures of headlines, decks and bullets that the body tells with a slip."""
    heads: list[Claim] = []
    body: list[Claim] = []
    for record in records:
        if not isinstance(record, Quote | Superlative) and record.value and record.value_high is None:
            block = context.block(record.provenance.text.start)
            (heads if block is not None and block.kind in LEADING else body).append(record)
    for head in heads[:MOST_HEADS]:
        alike = [record for record in body if _same_subject(head, record)]
        # Where the body tells several values of one thing, one that looks like the headline's may be chance.
        if len({record.value for record in alike}) != 1 or not _slip(context, head, alike[0]):
            continue
        if not any(_told(head, record) for record in body):
            yield _report(context, head, alike[0])


def _same_subject(head: Claim, record: Claim) -> bool:
    """Whether the two are of the same thing, asset and unit, both asserted."""
    if head.modality != "asserted" or record.modality != "asserted" or head.asset != record.asset:
        return False
    match head, record:
        case PercentMove(), PercentMove():
            return (
                head.asset is not None
                and head.metric == record.metric == "price"
                and head.window in (None, record.window)
            )
        case Price(), Price():
            return head.asset is not None and head.currency == record.currency and head.role == record.role
        case Liquidation(), Liquidation():
            return head.currency == record.currency and head.side == record.side
        case Metric(), Metric():
            return head.asset is not None and head.metric == record.metric and head.unit == record.unit
        case _:
            return False


def _told(head: Claim, record: Claim) -> bool:
    """Whether the body says the headline's figure, of whatever."""
    if (head.value < 0) != (record.value < 0):
        return False
    one, other = reading(head), reading(record)
    return one.low <= other.high and other.low <= one.high


def _slip(context: Context, head: Claim, record: Claim) -> bool:
    """Whether the two differ in the sign, in the magnitude, or in one digit or two neighbours that changed places."""
    one, other = _digits(head.value), _digits(record.value)
    if isinstance(head, PercentMove):
        return head.value == -record.value and len(one) > 1 and _plain(context, head) and _plain(context, record)
    if one == other and len(one) > 1:
        return abs(head.value) != abs(record.value)
    still = isinstance(head, Liquidation) or (isinstance(head, Metric) and head.metric in COUNTED)
    if not still or head.value.adjusted() != record.value.adjusted() or head.bound != record.bound:
        return False
    return len(one) == len(other) >= FEWEST_DIGITS and _one_off(one, other)


def _plain(context: Context, record: Claim) -> bool:
    """Whether the sentence tells plainly of a rise or a fall; not "wipes out its 12% gain"."""
    reach = context.around(record.provenance.text)
    return plainly(context.text[reach.start : reach.end], falls=record.value < 0)


def _digits(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def _one_off(one: str, other: str) -> bool:
    """Whether one digit differs, or two neighbours changed places.

    >>> _one_off("4225", "4252"), _one_off("4225", "4625"), _one_off("4225", "4522")
    (True, True, False)
    """
    differ = [at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(differ) == 2 and differ[1] == differ[0] + 1:
        first, second = differ
        return one[first] == other[second] and one[second] == other[first]
    return len(differ) == 1


def _report(context: Context, head: Claim, other: Claim) -> Contradiction:
    block = context.block(head.provenance.text.start)
    name = {"title": "headline", "subtitle": "deck"}.get(block.kind if block else "", "bullet")
    reason = f"the {name} has {head.provenance.exact} where the body has {other.provenance.exact}"
    if isinstance(head, PercentMove):
        reason = f"{head.provenance.exact} is a {_way(head)} in the {name} and a {_way(other)} in the body"
    differ = Clash(head.value, other.value, reading(head).high - reading(head).size)
    return found(context, "headline", (head, other), reason, clash=differ)


def _way(record: Claim) -> str:
    return "fall" if record.value < 0 else "rise"

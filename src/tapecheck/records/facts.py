"""Facts: the records of one article that state the same thing, joined.

Two records join when nothing they say differs: a field that one leaves open takes the other's, "$104M" in the headline is
"$104.3 million" in the body. Of several facts that a record could belong to none is taken.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from tapecheck.records.agreement import identical, may_be_one, precision
from tapecheck.records.claim import Figured
from tapecheck.records.context import Context, content_id
from tapecheck.records.liquidation import Liquidation
from tapecheck.records.metric import Metric
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.records.quote import Quote
from tapecheck.records.superlative import Superlative
from tapecheck.schema.base import Number
from tapecheck.schema.result import Fact

Claim = Price | PercentMove | Liquidation | Metric
Worded = Quote | Superlative
Record = Claim | Worded
_Saying = tuple[object, ...]
_Value = tuple[Decimal, Decimal | None] | None

FIELDS = (
    *("asset", "metric", "role", "value", "value_high", "bound", "currency", "unit"),
    *("side", "venue", "window", "speaker"),
)
"""The fields a fact may have; it keeps those on which all its records that state them agree."""

EQUAL: dict[str, tuple[str, ...]] = {
    "price": ("currency",),
    "percent_move": ("metric",),
    "liquidation": ("asset", "currency", "side"),
    "metric": ("metric", "unit"),
}
"""Fields that must be equal; a liquidation without an asset is of the whole market, one without a side of both."""

LEADING = frozenset({"title", "subtitle", "key_point", "heading"})
VAGUE = frozenset({"share", "purchase", "other", "loss", "profit"})
"""Names of metrics that many figures of one article may have."""

SUPERLATIVE = ("asset", "metric", "form", "unit", "direction", "count", "rank", "value", "currency", "since", "window")
"""Fields that are equal in two superlatives that state the same."""

OPEN = ("asset", "venue", "window")
"""Fields that one of two records may leave open."""

FURTHEST = {
    "price": Decimal("0.006"),
    "percent_move": Decimal("0.2"),
    "liquidation": Decimal("0.1"),
    "metric": Decimal("0.1"),
}
"""How far apart, as a share, two wordings of one figure may be. Prices are compared finely: "$98K" is $97,824, but $3 is not $3.24."""

_TRADED = frozenset({"quote", "high", "low", "all_time_high", "all_time_low", "level"})
_APART = (
    frozenset({"high", "low"}),
    frozenset({"all_time_high", "low"}),
    frozenset({"high", "all_time_low"}),
    frozenset({"all_time_high", "all_time_low"}),
)
"""Roles that no single price has."""


class _Told(NamedTuple):
    """A record with where it is told: the start of its block, and whether that is a headline or a bullet."""

    record: Record
    block: int
    leading: bool


class _Group:
    """Records of one fact so far. Mentions that say just the same are compared once, however many they are."""

    def __init__(self, first: _Told) -> None:
        self.records: list[Record] = []
        self.sayings: dict[_Saying, _Told] = {}
        self.places: dict[_Value, set[int]] = defaultdict(set)
        self.add(first)

    def add(self, told: _Told) -> None:
        """Take the record in."""
        self.records.append(told.record)
        self.sayings.setdefault(_saying(told), told)
        self.places[_value(told.record)].add(told.block)

    def takes(self, told: _Told) -> bool:
        """Whether the record agrees with all of the group, and none of them is another value in the same block.

        A figure is said again in another block; side by side stand two figures: "from $98K to $97,824".
        """
        if any(told.block in blocks for value, blocks in self.places.items() if value != _value(told.record)):
            return False
        return all(_agree(told, other) for other in self.sayings.values())


def join(context: Context, records: Sequence[Record]) -> tuple[Fact, ...]:
    """One fact for each set of records that state the same thing, in the order of their first mention."""
    groups: list[_Group] = []
    near: dict[tuple[object, ...], list[_Group]] = defaultdict(list)
    for told in sorted(_told(context, records), key=lambda told: _openness(told.record)):
        chosen = _only(told.record, [group for group in _candidates(near, told.record) if group.takes(told)])
        if chosen is None:
            chosen = _Group(told)
            groups.append(chosen)
        else:
            chosen.add(told)
        shelf = near[_shelf(told.record)]
        if chosen not in shelf:
            shelf.append(chosen)
    ordered = {record.id: at for at, record in enumerate(records)}
    for group in groups:
        group.records.sort(key=lambda record: ordered[record.id])
    groups.sort(key=lambda group: ordered[group.records[0].id])
    return tuple(_fact(context, group.records) for group in groups)


def _told(context: Context, records: Sequence[Record]) -> Iterator[_Told]:
    for record in records:
        block = context.block(record.provenance.text.start)
        if block is None:
            yield _Told(record, record.provenance.text.start, False)
        else:
            yield _Told(record, block.start, block.kind in LEADING)


def _saying(told: _Told) -> _Saying:
    """All that is looked at when two records are compared, but their block."""
    record = told.record
    if isinstance(record, Worded):
        return _words(record)
    fields = (*FIELDS, "modality", "time")
    stated = (getattr(record, field, None) for field in fields)
    return (record.kind, *stated, _speaker(record), record.provenance.exact, told.leading)


def _value(record: Record) -> _Value:
    return None if isinstance(record, Worded) else (record.value, record.value_high)


def _shelf(record: Record, beside: int = 0) -> tuple[object, ...]:
    """Where records are kept that may be one fact: by the fields that must be equal, and by size in steps of a quarter."""
    if isinstance(record, Worded):
        return _words(record)
    size = min(max(float(abs(record.value)), 1e-30), 1e30)
    equal = tuple(getattr(record, field) for field in EQUAL[record.kind])
    return (record.kind, equal, math.floor(math.log(size, 1.25)) + beside)


def _candidates(near: dict[tuple[object, ...], list[_Group]], record: Record) -> list[_Group]:
    found: list[_Group] = []
    for beside in (0,) if isinstance(record, Worded) else (-1, 0, 1):
        found += [group for group in near.get(_shelf(record, beside), ()) if group not in found]
    return found


def _openness(record: Record) -> tuple[int, tuple[Decimal, int], int]:
    """Who states most comes first, so that what is left open is filled by the only fact that can fill it."""
    if isinstance(record, Worded):
        return 0, (Decimal(0), 0), record.provenance.text.start
    missing = sum(
        getattr(record, field, None) is None for field in (*OPEN, "time") if field in type(record).model_fields
    )
    return missing, precision(record), record.provenance.text.start


def _only(record: Record, groups: Sequence[_Group]) -> _Group | None:
    """The one group that fits best: with all fields alike, else with the same value, else the only one."""
    if len(groups) <= 1:
        return groups[0] if groups else None
    for better in (_all_alike, _same_value):
        fitting = [group for group in groups if any(better(record, other.record) for other in group.sayings.values())]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _all_alike(one: Record, other: Record) -> bool:
    return all(getattr(one, field, None) == getattr(other, field, None) for field in (*FIELDS, "modality", "time"))


def _same_value(one: Record, other: Record) -> bool:
    return isinstance(one, Worded) or isinstance(other, Worded) or identical(one, other)


def _agree(told: _Told, before: _Told) -> bool:
    """Whether the two can be mentions of one fact."""
    one, other = told.record, before.record
    if isinstance(one, Worded) or isinstance(other, Worded):
        return isinstance(one, Worded) and isinstance(other, Worded) and _words(one) == _words(other)
    if one.kind != other.kind or any(getattr(one, field) != getattr(other, field) for field in EQUAL[one.kind]):
        return False
    if not all(_open(getattr(one, field, None), getattr(other, field, None)) for field in OPEN):
        return False
    if not _open(_speaker(one), _speaker(other)) or not _same_time(one, other):
        return False
    if isinstance(one, Price) and isinstance(other, Price) and not _roles_agree(one, other):
        return False
    if identical(one, other):
        return one.modality == other.modality or isinstance(one, Price | Metric)
    if one.modality != other.modality or not (told.leading or before.leading or _told_fully(one, other)):
        return False
    return may_be_one(one, other, furthest=FURTHEST[one.kind])


def _told_fully(one: Claim, other: Claim) -> bool:
    """Whether two unlike values of the body are so well described that they are one figure; else a headline must be one of them.

    "Purchase", "share" and "loss" say little: an article may tell of two purchases of some $100 million.
    """
    match one, other:
        case Price(), Price():
            return True
        case PercentMove(), PercentMove():
            return one.window is not None and one.window == other.window
        case Metric(), Metric():
            return one.metric not in VAGUE and one.asset is not None and one.asset == other.asset
        case _:
            return True


def _words(record: Worded) -> _Saying:
    """What must be equal: a quotation's speaker and words; of a superlative all that it says."""
    if isinstance(record, Superlative):
        return (record.kind, record.modality, *(getattr(record, field) for field in SUPERLATIVE))
    return record.speaker, " ".join(re.findall(r"\w+", record.provenance.exact.casefold()))


def _open(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _speaker(record: Claim) -> str | None:
    return record.attribution.speaker if record.attribution else None


def _same_time(one: Claim, other: Claim) -> bool:
    """Whether the two may speak of one time. Windows of a move are compared by name; a level or target is not of a time."""
    if isinstance(one, PercentMove | Liquidation) or one.time is None or other.time is None:
        return True
    if isinstance(one, Price) and one.role not in ("quote", "high", "low"):
        return True
    return one.time.start < other.time.end and other.time.start < one.time.end


def _roles_agree(one: Price, other: Price) -> bool:
    roles = {one.role, other.role}
    # "Over $95,000" is a threshold that a price crossed, not the price.
    if not identical(one, other) and {one.bound, other.bound} & {"at_least", "at_most"}:
        return False
    if len(roles) == 1:
        return one.modality == other.modality or one.role in ("level", "target")
    if "target" in roles:
        return one.modality == other.modality == "prospective" and roles <= {"target", "quote", "high", "all_time_high"}
    if not identical(one, other) and "level" in roles:
        return False
    return roles <= _TRADED and roles not in _APART


def _fact(context: Context, group: Sequence[Record]) -> Fact:
    agreed: dict[str, str | Number] = {}
    known = type(group[0]).model_fields  # asking a model for a field that it has not is slow
    for field in (field for field in FIELDS if field in known):
        values = {getattr(record, field) for record in group} - {None}
        if len(values) == 1:
            agreed[field] = values.pop()
    best = min(group, key=_preciseness)
    if not isinstance(best, Worded):
        agreed |= {"value": best.value, "bound": best.bound}
    return Fact.model_validate(
        {
            "id": content_id(context.article.id, "fact", best.id),
            "kind": best.kind,
            "records": tuple(record.id for record in group),
            **agreed,
        }
    )


def _preciseness(record: Record) -> tuple[Decimal, int]:
    figure: Figured | None = None if isinstance(record, Worded) else record
    return (Decimal(0), 0) if figure is None else precision(figure)

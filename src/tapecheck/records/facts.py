"""Facts: the records of one article that state the same thing, joined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tapecheck.records.context import content_id
from tapecheck.schema.base import Number
from tapecheck.schema.record import BaseRecord
from tapecheck.schema.result import Fact

FIELDS = ("asset", "metric", "value", "value_high", "currency", "unit", "side", "venue", "window", "speaker")
"""The fields a fact may have; it keeps those on which all its records agree."""

IDENTITY: dict[str, tuple[str, ...]] = {
    "price": ("asset", "value", "value_high", "currency"),
    "percent_move": ("asset", "metric", "value", "value_high"),
    "liquidation": ("asset", "value", "value_high", "currency", "side"),
    "metric": ("asset", "metric", "value", "value_high", "unit"),
    "quote": ("speaker",),
}
"""The fields that make two records of a kind one fact; for a quote also its words."""


def join(article_id: str, records: Sequence[BaseRecord]) -> tuple[Fact, ...]:
    """One fact for each set of records that state the same thing, in the order of their first mention."""
    groups: dict[tuple[str, ...], list[BaseRecord]] = defaultdict(list)
    for record in records:
        groups[_identity(record)].append(record)
    return tuple(_fact(article_id, key, group) for key, group in groups.items())


def _identity(record: BaseRecord) -> tuple[str, ...]:
    kind = kind_of(record)
    fields = tuple(_text(getattr(record, field)) for field in IDENTITY[kind])
    words = (" ".join(re.findall(r"\w+", record.provenance.exact.casefold())),) if kind == "quote" else ()
    return (kind, *fields, *words)


def kind_of(record: BaseRecord) -> str:
    """The record's kind."""
    kind: str = getattr(record, "kind")  # noqa: B009 - every member of the closed union has it, the base class has not
    return kind


def _text(value: object) -> str:
    return "" if value is None else str(value.normalize() if hasattr(value, "normalize") else value)


def _fact(article_id: str, key: tuple[str, ...], group: Sequence[BaseRecord]) -> Fact:
    agreed: dict[str, str | Number] = {}
    for field in FIELDS:
        values = {getattr(record, field, None) for record in group}
        if len(values) == 1 and (value := values.pop()) is not None:
            agreed[field] = value
    fields = {name: value for name, value in agreed.items() if name in Fact.model_fields}
    return Fact.model_validate(
        {
            "id": content_id(article_id, "fact", *key),
            "kind": key[0],
            "records": tuple(record.id for record in group),
            **fields,
        }
    )

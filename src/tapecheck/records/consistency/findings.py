"""How a rule reports what it found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from tapecheck.records.consistency.intervals import Clash
from tapecheck.records.context import Context
from tapecheck.records.facts import Claim, Record
from tapecheck.records.quote import Quote
from tapecheck.records.superlative import Superlative
from tapecheck.schema.base import Span
from tapecheck.schema.result import Contradiction, ContradictionKind, Place

DIGITS = 6
"""Significant digits of an expected value: more than any article prints of a percentage or sum."""


def found(
    context: Context,
    kind: ContradictionKind,
    records: Iterable[Claim],
    reason: str,
    *,
    clash: Clash | None = None,
    field: str = "value",
) -> Contradiction:
    """The contradiction between these records, in the order of the text."""
    ordered = sorted(records, key=lambda record: record.provenance.text.start)
    return Contradiction(
        kind=kind,
        records=tuple(record.id for record in ordered),
        field=field,
        reason=reason,
        places=tuple(place(context, record.provenance.text) for record in ordered),
        stated=None if clash is None else shown(clash.stated),
        expected=None if clash is None else shown(clash.expected),
        tolerance=None if clash is None else shown(clash.tolerance),
    )


def place(context: Context, span: Span) -> Place:
    """Where the span stands in the text and in the source."""
    return Place(text=Span(start=span.start, end=span.end), source=context.article.source_span(span.start, span.end))


def shown(value: Decimal) -> Decimal:
    """The value with as many digits as a reader can use.

    >>> shown(Decimal("9.0322580645")), shown(Decimal(3380))
    (Decimal('9.03226'), Decimal('3380.00'))
    """
    if not value.is_finite() or not value:
        return value
    return round(value, DIGITS - 1 - value.adjusted()) if value.adjusted() < DIGITS - 1 else round(value, 0)


def printed(value: Decimal) -> str:
    """The value as a line of text shows it: a whole number from 1,000 on, else up to two decimals.

    >>> printed(Decimal("9.0322580645")), printed(Decimal("41841338600")), printed(Decimal("-4.50"))
    ('9.03', '41,841,338,600', '-4.5')
    """
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def by_sentence(records: Sequence[Record]) -> list[list[Claim]]:
    """The figures of each sentence, in the order of the text; quotes left out."""
    told: dict[int, list[Claim]] = defaultdict(list)
    for record in records:
        if not isinstance(record, Quote | Superlative):
            told[record.provenance.sentence.start].append(record)
    return list(told.values())


def between(context: Context, one: Claim, other: Claim) -> str:
    """The words between two figures."""
    return context.text[one.provenance.text.end : other.provenance.text.start]

"""Contradictions: what an article says that can't hold together, found without any market data; one rule a module.

``same_thing``: two figures of one thing; ``arithmetic``, ``gains`` and ``products``: figures that don't come out; ``parts``: a part larger
than its total; ``weekday``: a date with another day's name; ``headline``: a headline's figure told otherwise in the body.
Precision before completeness: a contradiction is a statement about somebody's work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tapecheck.records.consistency import arithmetic, gains, headline, parts, products, same_thing, weekday
from tapecheck.records.consistency.findings import by_sentence
from tapecheck.records.context import Context
from tapecheck.records.facts import Record
from tapecheck.records.quote import Quote
from tapecheck.records.superlative import Superlative
from tapecheck.schema.result import Contradiction

__all__ = ["contradictions"]


def contradictions(context: Context, records: Sequence[Record]) -> tuple[Contradiction, ...]:
    """All that contradicts itself, in the order of the text; the same records are reported once."""
    first: dict[tuple[object, ...], Contradiction] = {}
    for one in _found(context, records):
        first.setdefault(one.records or one.places, one)
    return tuple(sorted(first.values(), key=lambda one: [place.text.start for place in one.places]))


def _found(context: Context, records: Sequence[Record]) -> Iterator[Contradiction]:
    for told in by_sentence(records):
        yield from arithmetic.find(context, told)
        yield from gains.find(context, told)
        yield from products.find(context, told)
    yield from parts.find(context, [record for record in records if not isinstance(record, Quote | Superlative)])
    yield from same_thing.find(context, records)
    yield from headline.find(context, records)
    yield from weekday.find(context)

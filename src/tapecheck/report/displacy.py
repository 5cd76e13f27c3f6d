"""A result in the shape that displaCy takes by hand: marks that don't overlap, labelled with kind and verdict, and their colours.

displaCy is spaCy's drawing of entities; a result of any source can be drawn, whether or not spaCy read the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from tapecheck.records import KINDS, AnyRecord, Result
from tapecheck.report.colours import tokens
from tapecheck.report.views.marks import ALL_MARKS, mark_of
from tapecheck.schema.base import Span


class Entity(TypedDict):
    """A mark: half-open ``[start, end)`` in the text, and what it is called."""

    start: int
    end: int
    label: str


class Drawing(TypedDict):
    """What ``displacy.render(…, style="ent", manual=True)`` takes. ``title`` is always ``None``: displaCy would not escape it."""

    text: str
    ents: list[Entity]
    title: None


def to_displacy(result: Result) -> Drawing:
    """The article's text with a mark for each record, ``PRICE ✓``: the kind, and supported ✓, refuted ✗, not enough info ? or unchecked –.

    Offsets count in ``result.article.text``. Where records overlap the shorter one is marked, so a price in a quotation goes before the
    quotation. ``displacy_colours()`` are the colours.
    """
    ents = [
        Entity(start=record.provenance.text.start, end=record.provenance.text.end, label=_label(record))
        for record in _apart(result.records)
    ]
    return Drawing(text=result.article.text, ents=ents, title=None)


def displacy_colours() -> dict[str, str]:
    """A colour for each label, by kind: ``displacy.render(…, options={"colors": displacy_colours()})``."""
    named = tokens()
    return {_named(kind, mark.sign): named[kind].light for kind in KINDS for mark in ALL_MARKS}


def _label(record: AnyRecord) -> str:
    return _named(record.kind, mark_of(record).sign)


def _named(kind: str, sign: str) -> str:
    return f"{kind.upper()} {sign}"


def _apart(records: Sequence[AnyRecord]) -> Iterator[AnyRecord]:
    """The records that can stand beside each other, in the order of the text."""
    taken: list[Span] = []
    kept = []
    for record in sorted(records, key=lambda one: (len(one.provenance.text), one.provenance.text.start)):
        place = record.provenance.text
        if not any(place.overlaps(other) for other in taken):
            taken.append(place)
            kept.append(record)
    yield from sorted(kept, key=lambda one: one.provenance.text.start)

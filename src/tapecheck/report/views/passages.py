"""The article's text, block by block, cut where a record, an unclaimed figure, a person's name or words that can't be right begin or end.

Records overlap (a price within a quotation, two records of one figure), and links can't lie in links. So a block becomes a row of
stretches, each with all that stands there; a stretch leads to the shortest record that covers it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise
from typing import Literal, NamedTuple

from tapecheck.records import AnyRecord, Quote, Result
from tapecheck.schema.article import BlockKind
from tapecheck.schema.base import Span

What = Literal["record", "quote", "unclaimed", "person", "clash"]
_RECORDS: tuple[What, ...] = ("record", "quote")


class Layer(NamedTuple):
    """Something that stands in the text at ``[start, end)``; ``key``: a record's id, or the number of a figure, person or contradiction."""

    start: int
    end: int
    what: What
    key: str


class Stretch(NamedTuple):
    """Characters ``[start, end)`` of the article's text that all the same layers cover.

    ``records`` are ids, the shortest first: the stretch leads to the first one, ``opens`` it where it is the first to do so, and
    ``closes`` it where that record ends. ``quoted``: it lies in a quotation. ``unclaimed``, ``person`` and ``clash``: numbers into
    ``result.unclaimed``, ``people`` and ``contradictions`` (those without records), ``None`` where none is; ``begins``: it is the
    first of them. ``also``: records that end here and have no stretch of their own.
    """

    start: int
    end: int
    text: str
    records: tuple[str, ...] = ()
    opens: bool = False
    closes: bool = False
    quoted: bool = False
    unclaimed: int | None = None
    person: int | None = None
    begins: bool = False
    also: tuple[str, ...] = ()
    clash: int | None = None


Key = tuple[str, str]


class Passage(NamedTuple):
    """A block of the article with its stretches; their texts together are the block's text."""

    kind: BlockKind
    start: int
    end: int
    stretches: tuple[Stretch, ...]


def passages(result: Result) -> tuple[Passage, ...]:
    """All blocks of the article, in order, those that are no part of its content too."""
    text, coming = result.article.text, deque(sorted(_layers(result)))
    seen: set[Key] = set()
    within: list[Layer] = []
    found = []
    for block in result.article.blocks:
        within = [layer for layer in within if layer.end > block.start]
        while coming and coming[0].start < block.end:
            layer = coming.popleft()
            if layer.end > block.start:
                within.append(layer)
        cuts = list(_cuts(block, within))
        leads = {key for _, _, cover in cuts for key in _shortest_first(cover)[:1]}
        stretches = tuple(_stretch(text, *cut, block.end, leads, seen) for cut in cuts)
        found.append(Passage(block.kind, block.start, block.end, stretches))
    return tuple(found)


def _layers(result: Result) -> Iterator[Layer]:
    for record in result.records:
        for span in spans_of(record):
            yield Layer(span.start, span.end, "quote" if isinstance(record, Quote) else "record", record.id)
    for number, figure in enumerate(result.unclaimed):
        yield Layer(figure.place.text.start, figure.place.text.end, "unclaimed", str(number))
    for number, person in enumerate(result.people):
        for place in person.mentions:
            yield Layer(place.text.start, place.text.end, "person", str(number))
    for number, clash in enumerate(result.contradictions):
        for place in () if clash.records else clash.places:
            yield Layer(place.text.start, place.text.end, "clash", str(number))


def spans_of(record: AnyRecord) -> tuple[Span, ...]:
    """Where a record stands in the text: a quotation in each of its fragments, all else in one place."""
    if isinstance(record, Quote) and record.fragments:
        return tuple(fragment.text for fragment in record.fragments)
    return (record.provenance.text,)


def _stretch(
    text: str, start: int, end: int, cover: Sequence[Layer], limit: int, leads: Set[str], seen: set[Key]
) -> Stretch:
    """What covers it, told; ``limit``: where the block ends, ``leads``: records with a stretch of their own in it, ``seen``: what began."""
    records = _shortest_first(cover)
    ending = {layer.key for layer in cover if layer.what in _RECORDS and min(layer.end, limit) == end}
    also = tuple(key for key in records if key in ending and key not in leads and ("record", key) not in seen)
    notes: dict[What, int] = {what: int(key) for _, _, what, key in reversed(cover) if what not in _RECORDS}
    opened = {("record", key) for key in records[:1]} - seen
    begun = {(what, str(key)) for what, key in notes.items()} - seen
    seen |= opened | begun | {("record", key) for key in also}
    return Stretch(
        start,
        end,
        text[start:end],
        records,
        bool(opened),
        bool(records) and records[0] in ending,
        any(layer.what == "quote" for layer in cover),
        notes.get("unclaimed"),
        notes.get("person"),
        bool(begun),
        also,
        notes.get("clash"),
    )


def _cuts(block: Span, layers: Sequence[Layer]) -> Iterator[tuple[int, int, tuple[Layer, ...]]]:
    """The stretches of the block with what covers each; ``layers`` are sorted by where they begin."""
    edges = {block.start, block.end}
    for layer in layers:
        edges |= {max(layer.start, block.start), min(layer.end, block.end)}
    coming, covering = deque(layers), list[Layer]()
    for start, end in pairwise(sorted(edges)):
        covering = [layer for layer in covering if layer.end > start]
        while coming and coming[0].start <= start:
            covering.append(coming.popleft())
        yield start, end, tuple(layer for layer in covering if layer.end >= end)


def _shortest_first(cover: Iterable[Layer]) -> tuple[str, ...]:
    there = sorted((layer.end - layer.start, layer.start, layer.key) for layer in cover if layer.what in _RECORDS)
    return tuple(dict.fromkeys(key for _, _, key in there))

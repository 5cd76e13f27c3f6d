"""The same thing told with different figures by different publishers.

``claims``: the figures that can be compared; ``subjects``: what each is of; ``binding``: whether its words say so; ``clashes``: which two
can't both hold; ``groups``: the conflicts they make. Precision before completeness: a conflict says that somebody is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tapecheck.corpus.answers.answer import Answer, Cell, Column, Row
from tapecheck.corpus.answers.conflicts.claims import Claim, claim_of
from tapecheck.corpus.answers.conflicts.groups import Conflict, clashing, conflicts
from tapecheck.corpus.answers.conflicts.known import Known
from tapecheck.corpus.answers.tables import Tables
from tapecheck.text.links import link_to

_NUMBER = "DECIMAL(38,18)"
COLUMNS = tuple(
    Column(name, type_)
    for name, type_ in (
        *(("conflict", "BIGINT"), ("asset", "VARCHAR"), ("day", "DATE"), ("kind", "VARCHAR"), ("about", "VARCHAR")),
        *(("version", "BIGINT"), ("value", _NUMBER), ("value_high", _NUMBER), ("unit", "VARCHAR")),
        *(("written", "VARCHAR"), ("apart", "DECIMAL(38,1)"), ("publisher", "VARCHAR"), ("article_id", "VARCHAR")),
        *(("published_at", "TIMESTAMP WITH TIME ZONE"), ("verdict", "VARCHAR"), ("source", "VARCHAR")),
        *(("sentence", "VARCHAR"), ("link", "VARCHAR")),
    )
)


def answer(tables: Tables, told: Answer) -> Answer:
    """The rows of the conflicts among the claims that ``conflicts.sql`` found."""
    names = [column.name for column in told.columns]
    pairs = clashing(claim_of(dict(zip(names, row, strict=True))) for row in told.rows)
    known = Known.read(tables, {claim.article for _, *both in pairs for claim in both})
    return Answer(COLUMNS, _rows(conflicts(pairs, known.tells)))


def _rows(found: Iterable[Conflict]) -> Iterator[Row]:
    for number, conflict in enumerate(found, start=1):
        about: tuple[Cell, ...] = (number, conflict.claims[0].asset, conflict.day.isoformat())
        for version, claims in enumerate(conflict.versions, start=1):
            for claim in claims:
                yield (*about, claim.kind, conflict.subject.about, version, *_told(claim, conflict.apart))


def _told(claim: Claim, apart: Decimal) -> Row:
    place = claim.provenance
    return (
        *(claim.value, claim.value_high, "percent" if claim.kind == "percent_move" else claim.unit),
        *(" ".join(place.exact.split()), apart, claim.publisher or claim.site, claim.article),
        *(
            claim.published_at.isoformat().replace("+00:00", "Z"),
            claim.label,
            claim.speaker or claim.source,
            claim.words,
        ),
        link_to(claim.url, place.exact, place.prefix, place.suffix),
    )

"""What stands below the text: who speaks, which facts are told how often, what contradicts itself, and which figures nobody claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tapecheck.records import AnyRecord, Quote, Result
from tapecheck.report import wording
from tapecheck.report.views.lines import Line
from tapecheck.report.views.marks import Mark, mark_of
from tapecheck.schema.result import ContradictionKind, UnclaimedReason

_REASONS: Mapping[UnclaimedReason, str] = {
    "furniture": "in furniture, a teaser or a price widget",
    "date": "part of a date",
    "rank": "part of a rank",
    "count": "a number of things, shares or people",
    "name": "part of a name",
    "offer": "a prize, bonus or promotion",
    "unknown": "unknown: maybe a claim that was missed",
}

_CLASHES: Mapping[ContradictionKind, str] = {
    "same_thing": "Two figures of one thing",
    "arithmetic": "Doesn't add up",
    "part_of_total": "The parts don't make the total",
    "weekday": "Another day of the week",
    "headline": "The headline and the text",
}


class RecordLink(NamedTuple):
    """What leads to a record: its id, its words, its mark."""

    id: str
    words: str
    mark: Mark


class Speaker(NamedTuple):
    """Somebody who is named; ``number`` counts in ``result.people``, ``times`` how often."""

    number: int
    name: str
    roles: str
    times: int
    quotes: tuple[RecordLink, ...]


class FactRow(NamedTuple):
    """A fact and the records that state it."""

    kind: str
    value: str
    what: str
    asset: str
    records: tuple[RecordLink, ...]


class Clash(NamedTuple):
    """A contradiction within the article, and the records in it; ``number`` counts in ``result.contradictions``."""

    number: int
    kind: str
    reason: str
    records: tuple[RecordLink, ...]


class Left(NamedTuple):
    """Why no record was made of some figures, and these: the number of each in ``result.unclaimed`` with its words."""

    reason: str
    figures: tuple[tuple[int, str], ...]


def people(result: Result) -> tuple[Speaker, ...]:
    """Who is named, those who are quoted first."""
    by_id = _by_id(result)
    found = []
    for position, person in enumerate(result.people):
        roles = ", ".join(dict.fromkeys((*person.titles, *person.affiliations)))
        quotes = tuple(_link(by_id[key]) for key in person.quotes if key in by_id)
        found.append(Speaker(position, person.name, roles, len(person.mentions), quotes))
    return tuple(sorted(found, key=lambda one: not one.quotes))


def nameless_quotes(result: Result) -> tuple[RecordLink, ...]:
    """Quotations of nobody in ``people``: of a firm, or of nobody who is named."""
    named = {key for person in result.people for key in person.quotes}
    return tuple(_link(record) for record in result.records if isinstance(record, Quote) and record.id not in named)


def facts(result: Result) -> tuple[FactRow, ...]:
    """The facts that figures state, those told most often first; a quotation states but itself."""
    by_id = _by_id(result)
    rows = []
    for fact in result.facts:
        stating = [by_id[key] for key in fact.records if key in by_id]
        if not stating or isinstance(stating[0], Quote):
            continue
        first = stating[0]
        asset = wording.field(first, "asset") or ""
        rows.append(FactRow(first.kind, wording.value(first), wording.what(first), asset, tuple(map(_link, stating))))
    return tuple(sorted(rows, key=lambda row: -len(row.records)))


def clashes(result: Result) -> tuple[Clash, ...]:
    """What the article says that can't hold together."""
    by_id = _by_id(result)
    return tuple(
        Clash(number, _CLASHES[one.kind], one.reason, tuple(_link(by_id[key]) for key in one.records if key in by_id))
        for number, one in enumerate(result.contradictions)
    )


def left(result: Result) -> tuple[Left, ...]:
    """The figures of which no record was made, those that may have been missed first."""
    by_reason: dict[UnclaimedReason, list[tuple[int, str]]] = {"unknown": []}
    for number, one in enumerate(result.unclaimed):
        by_reason.setdefault(one.reason, []).append((number, one.exact))
    return tuple(Left(_REASONS[reason], tuple(figures)) for reason, figures in by_reason.items() if figures)


def about(result: Result) -> tuple[Line, ...]:
    """What the page says of itself, from which of its sources, and where these disagree."""
    return tuple(_about(result))


def _about(result: Result) -> Iterator[Line]:
    article = result.article
    origin = article.metadata_from
    for name, value in (
        ("publisher", article.publisher),
        ("authors", ", ".join(article.authors)),
        ("published", article.published_at and f"{wording.instant(article.published_at)} UTC"),
        ("updated", article.updated_at and f"{wording.instant(article.updated_at)} UTC"),
        ("address", article.url),
        ("language", article.language),
        ("section", article.section),
        ("tags", ", ".join(article.tags)),
    ):
        if value:
            source = origin.get(
                {"published": "published_at", "updated": "updated_at", "address": "url"}.get(name, name)
            )
            yield Line(name, f"{value} (from: {source.replace('_', ' ')})" if source else str(value))
    if article.published_at_zone_assumed:
        yield Line("time zone", "not said by the page; UTC was taken")
    for conflict in article.conflicts:
        other = f"{conflict.other} ({conflict.other_from.replace('_', ' ')})"
        yield Line(f"another {conflict.field.replace('_', ' ')}", other)
    yield Line("id", article.id)
    yield Line("source", "sha256", article.source_sha256)


def made_by(result: Result) -> tuple[Line, ...]:
    """What made the result: versions of program, models and settings."""
    made = result.versions
    models = [Line(name, "sha256", digest) for name, digest in made.models.items()]
    settings = Line("settings", "sha256", made.settings)
    return (Line("tapecheck", made.tapecheck), *models, settings)


def coverage(result: Result) -> str:
    """How many figures of the text are in records, in a line; empty where nobody counted."""
    counted = result.coverage
    if counted is None:
        return ""
    return f"{counted.in_records:,} of {counted.figures:,} figures in records"


def _by_id(result: Result) -> dict[str, AnyRecord]:
    return {record.id: record for record in result.records}


def _link(record: AnyRecord) -> RecordLink:
    words = wording.value(record) if isinstance(record, Quote) else " ".join(record.provenance.exact.split())
    return RecordLink(record.id, words, mark_of(record))

"""The people of an article: every mention joined to one person, with titles, employers and quotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tapecheck.records.context import Context, content_id
from tapecheck.records.quote import Quote
from tapecheck.records.speakers import Cast, role, same_person
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Organisation, Person
from tapecheck.schema.result import KnownPerson, Place


def build(context: Context, quotes: Sequence[Quote]) -> tuple[KnownPerson, ...]:
    """Everybody whom the article's content names, in the order of the first mention."""
    cast = Cast(context.text, (m for m in context.mentions if isinstance(m, Person | Organisation)))
    return tuple(_person(context, cast, group, quotes) for group in cast.people())


def _person(context: Context, cast: Cast, group: Sequence[Person], quotes: Sequence[Quote]) -> KnownPerson:
    name = cast.name_of(group)
    said = (quote for quote in quotes if quote.speaker is not None)
    return KnownPerson(
        id=content_id(context.article.id, "person", str(group[0].start), name),
        name=name,
        titles=_each_once(role(mention.title) for mention in group),
        affiliations=_each_once(cast.affiliation_of(mention) for mention in group),
        mentions=tuple(
            Place(text=Span(start=m.start, end=m.end), source=context.article.source_span(m.start, m.end))
            for m in group
        ),
        quotes=tuple(quote.id for quote in said if any(same_person(quote.speaker or "", m.text) for m in group)),
    )


def _each_once(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values without ``None`` and repetitions, whatever their case."""
    seen: dict[str, str] = {}
    for value in values:
        if value is not None:
            seen.setdefault(value.casefold(), value)
    return tuple(seen.values())

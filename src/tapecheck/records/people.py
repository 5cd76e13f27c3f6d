"""The people of an article: every mention joined to one person, with titles, employers and quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tapecheck.records.context import Context, content_id
from tapecheck.records.quote import Quote
from tapecheck.records.speakers import Cast, role
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Organisation, Person
from tapecheck.schema.result import KnownPerson, Place


def build(context: Context, quotes: Sequence[Quote]) -> tuple[KnownPerson, ...]:
    """Everybody whom the article's content names, in the order of the first mention."""
    cast = Cast(context.text, (m for m in context.mentions if isinstance(m, Person | Organisation)))
    said: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, quote in enumerate(quotes):
        if quote.speaker is not None:
            said[quote.speaker.casefold()].append((number, quote.id))
    return tuple(_person(context, cast, group, said) for group in cast.people())


def _person(
    context: Context, cast: Cast, group: Sequence[Person], said: Mapping[str, Sequence[tuple[int, str]]]
) -> KnownPerson:
    name = cast.name_of(group)
    forms = dict.fromkeys(mention.text.casefold() for mention in group)
    return KnownPerson(
        id=content_id(context.article.id, "person", str(group[0].start), name),
        name=name,
        titles=_each_once(role(mention.title) for mention in group),
        affiliations=_each_once(cast.affiliation_of(mention) for mention in group),
        mentions=tuple(
            Place(text=Span(start=m.start, end=m.end), source=context.article.source_span(m.start, m.end))
            for m in group
        ),
        quotes=tuple(quote for _, quote in sorted(each for form in forms for each in said.get(form, ()))),
    )


def _each_once(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values without ``None`` and repetitions, whatever their case."""
    seen: dict[str, str] = {}
    for value in values:
        if value is not None:
            seen.setdefault(value.casefold(), value)
    return tuple(seen.values())

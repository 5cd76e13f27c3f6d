"""What a page says about itself, from every place where it says it; and which of them is believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tapecheck.publishers.base import Metadata, Stated
from tapecheck.publishers.metadata.head import read_link, read_meta, read_microdata, read_times, read_title_tag
from tapecheck.publishers.metadata.instants import day_in_address
from tapecheck.publishers.metadata.json_ld import read_json_ld
from tapecheck.publishers.metadata.wording import names_of, without_site
from tapecheck.publishers.pasted.titles import same_title
from tapecheck.schema.article import METADATA_SOURCES, Conflict
from tapecheck.text.page import Page

_COMPARED = ("title", "authors", "published_at", "updated_at", "publisher", "canonical_url", "language", "section")
_SAME_MOMENT = timedelta(minutes=5)
"""Two clocks of one newsroom's software; the date line on the page is often rounded to the minute."""


def read_statements(page: Page) -> list[Stated]:
    """What each part of the page that is made for machines says, the most trusted one first."""
    open_graph, meta = read_meta(page)
    return [
        Stated("json_ld", read_json_ld(page)),
        Stated("microdata", read_microdata(page)),
        Stated("open_graph", open_graph),
        Stated("meta", meta),
        Stated("link", read_link(page)),
        Stated("time", read_times(page.tree.css("time[datetime]"))),
        Stated("title_tag", read_title_tag(page)),
    ]


def resolve(stated: Iterable[Stated]) -> Metadata:
    """One answer for each field, from the first source that gives it, in the order of ``METADATA_SOURCES``.

    A moment with a zone goes before one without, whatever its source. The answer knows where each field is from, and
    which sources disagree.
    """
    ordered = sorted(stated, key=lambda one: METADATA_SOURCES.index(one.source))
    addresses = [one.said.url or one.said.canonical_url for one in ordered]
    days = [day for address in addresses if address and (day := day_in_address(address))]
    if days:
        ordered.append(Stated("address", Metadata(published_at=days[0], published_at_zone_assumed=True)))
    ordered = _without_sites(ordered)
    answer = Metadata()
    for field in Metadata.FIELDS:
        saying = [one for one in ordered if getattr(one.said, field)]
        if field in ("published_at", "updated_at"):
            saying.sort(key=lambda one: getattr(one.said, f"{field}_zone_assumed") and one.source != "caller")
        if saying:
            answer = _with(answer, field, saying)
    return replace(answer, url=answer.url or answer.canonical_url)


def _without_sites(ordered: Sequence[Stated]) -> list[Stated]:
    """The statements, with titles that don't name the site, and without the site among its authors."""
    sites = [one.said.publisher for one in ordered if one.said.publisher]
    known = {_letters(site.casefold()) for site in sites}

    def tidied(said: Metadata) -> Metadata:
        people = (name for name in names_of(said.authors) if _letters(name.casefold()) not in known)
        authors = tuple(dict.fromkeys(_without_paper(name, sites) for name in people)) or said.authors
        title = without_site(said.title, *sites) if said.title else None
        return replace(said, title=title, authors=authors)

    return [one if one.source == "caller" else one._replace(said=tidied(one.said)) for one in ordered]


def _without_paper(name: str, sites: Sequence[str]) -> str:
    """The name without the paper behind it: "Sam Sample - Sample News", "Sam Sample Sample News"; two words stay at least."""
    shorter = (name.removesuffix(f" {site}") for site in sites if name.endswith(f" {site}"))
    return next((one for one in shorter if " " in one), without_site(name, *sites))


def _with(answer: Metadata, field: str, saying: Sequence[Stated]) -> Metadata:
    """The answer with one more field."""
    first = saying[0]
    taken: dict[str, object] = {field: getattr(first.said, field)}
    if field in ("published_at", "updated_at"):
        taken[f"{field}_zone_assumed"] = getattr(first.said, f"{field}_zone_assumed")
    return replace(
        answer,
        **taken,  # type: ignore[arg-type]
        origins={**answer.origins, field: first.source},
        conflicts=(*answer.conflicts, *(_conflicts(field, first, saying[1:]) if field in _COMPARED else ())),
    )


def _conflicts(field: str, first: Stated, others: Sequence[Stated]) -> Iterator[Conflict]:
    chosen = getattr(first.said, field)
    for other in others:
        said = getattr(other.said, field)
        if not _agree(field, chosen, said):
            yield Conflict(
                field=field,
                chosen=_written(chosen),
                chosen_from=first.source,
                other=_written(said),
                other_from=other.source,
            )


def _agree(field: str, one: object, other: object) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        days = sorted((one, other), key=lambda at: (at.hour, at.minute, at.second))
        bare = (days[0].hour, days[0].minute, days[0].second) == (0, 0, 0)
        return abs(one - other) <= _SAME_MOMENT or (bare and abs(one - other) < timedelta(days=1))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return {name.casefold() for name in one} == {name.casefold() for name in other}
    first, second = str(one).casefold(), str(other).casefold()
    if field == "title":
        return first == second or same_title(first, second)
    if field == "language":
        return first.partition("-")[0] == second.partition("-")[0]
    if field == "canonical_url":
        first, second = (
            url.partition("://")[2].removeprefix("www.").partition("?")[0].rstrip("/") for url in (first, second)
        )
    return first == second or (field == "publisher" and _letters(first) in _letters(second))


def _letters(name: str) -> str:
    return "".join(character for character in name if character.isalnum())


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return ", ".join(value) if isinstance(value, tuple) else str(value)

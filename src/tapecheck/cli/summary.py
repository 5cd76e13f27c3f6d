"""What an article says besides its figures, in a line each: people, contradictions, figures without a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tapecheck.report import wording

if TYPE_CHECKING:
    from tapecheck.records import Result
    from tapecheck.schema.result import KnownPerson

_NAMED = 4
"""So many people are named, the others counted."""


def summary(result: Result) -> Iterator[tuple[str, str]]:
    """Heading and words of each line that there is something to say in."""
    undated = sum(record.verdict is not None and record.verdict.cause == "article_time" for record in result.records)
    if undated:
        of = "1 record" if undated == 1 else f"{undated} records"
        yield (
            "no date",
            f"{of} can't be checked without the time of the article; if you know it: --published-at 2026-01-14T21:30Z",
        )
    if result.people:
        more = len(result.people) - _NAMED
        named = "; ".join(map(_person, result.people[:_NAMED]))
        yield "people", named + (f"; {more} more" if more > 0 else "")
    for contradiction in result.contradictions:
        yield "contradiction", contradiction.reason
    if result.coverage is not None and result.unclaimed:
        reasons = ", ".join(f"{count} {reason}" for reason, count in result.coverage.unclaimed.items() if count)
        yield "figures without a record", reasons


def _person(person: KnownPerson) -> str:
    about = ", ".join((*person.titles[:1], *person.affiliations[:1]))
    said = wording.counted(len(person.quotes), "quote") if person.quotes else ""
    told = "; ".join(filter(None, (about, said)))
    return f"{person.name} ({told})" if told else person.name

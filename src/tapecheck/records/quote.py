"""Quotes: words reported as somebody's, inside quotation marks or as an embedded post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from tapecheck.market.claims import check_quote
from tapecheck.mentions.posts import Post
from tapecheck.records.context import Context
from tapecheck.records.discourse import Discourse
from tapecheck.records.reported import Voiced
from tapecheck.schema.base import Data, Span
from tapecheck.schema.record import Attribution, BaseRecord
from tapecheck.schema.verdict import Verdict

Form = Literal["direct", "post"]
INTERRUPTION = 8
"""How many words may stand between two stretches of one quotation: “…,” said Ada Example of Example Labs, “…”."""


class Fragment(Data):
    """One stretch of words between an opening and a closing mark; ``source`` is ``None`` where it can't be proved."""

    text: Span
    source: Span | None


class Quote(BaseRecord):
    """Somebody's words. A quotation that "she said" interrupts is one quote with two fragments.

    ``title`` and ``affiliation`` are worded as in the article; ``speaker`` is ``None`` when the article names nobody.
    ``cue`` is the word that says that it was said ("said", "according"), ``None`` without one.
    """

    kind: Literal["quote"] = "quote"
    speaker: str | None
    title: str | None
    affiliation: str | None
    form: Form
    cue: str | None
    fragments: tuple[Fragment, ...]


def build(discourse: Discourse) -> tuple[Quote, ...]:
    """The quote records of an article, in text order."""
    context = discourse.context
    return tuple(_record(context, group) for group in _grouped(context.text, discourse.voices))


def _grouped(text: str, voices: Sequence[Voiced]) -> Iterator[list[Voiced]]:
    group: list[Voiced] = []
    for each in voices:
        if group and not _goes_on(text, group[-1], each):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _goes_on(text: str, last: Voiced, this: Voiced) -> bool:
    """Whether "she said" is all that stands between two stretches of one quotation."""
    if isinstance(last.words, Post) or isinstance(this.words, Post) or last.speaker != this.speaker:
        return False
    between = text[last.words.end + 1 : this.words.start - 1]
    return "\n" not in between and len(between.split()) <= INTERRUPTION


def _record(context: Context, group: Sequence[Voiced]) -> Quote:
    start, end = group[0].words.start, group[-1].words.end
    speaker = group[0].speaker
    attributed = [each.attributed for each in group if each.attributed is not None]
    how = attributed[0].how if attributed else "signature"
    return Quote(
        id=context.record_id("quote", start, end),
        speaker=speaker.name,
        title=speaker.title,
        affiliation=speaker.affiliation,
        form="post" if isinstance(group[0].words, Post) else "direct",
        cue=next((each.cue for each in attributed if each.cue is not None), None),
        fragments=tuple(
            Fragment(text=Span(start=q.start, end=q.end), source=context.article.source_span(q.start, q.end))
            for q in (each.words for each in group)
        ),
        attribution=Attribution(speaker=speaker.name),
        provenance=context.provenance(start, end, f"quote.{how}/1"),
    )


def check(record: Quote, market: object, published_at: datetime | None) -> Verdict:  # noqa: ARG001
    """Always ``NOT_ENOUGH_INFO``: market data can't say whether somebody said something."""
    return check_quote()

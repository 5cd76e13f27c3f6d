"""Quotes: words reported as somebody's, inside quotation marks or as an embedded post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from tapecheck.mentions import posts
from tapecheck.mentions.posts import Post
from tapecheck.records.attribution import Attributed, Attribution
from tapecheck.records.context import Context
from tapecheck.records.discourse import Discourse
from tapecheck.records.speakers import Cast, Speaker
from tapecheck.schema.base import Data, Span
from tapecheck.schema.mention import Organisation, Person, Quotation
from tapecheck.schema.record import Attribution as Credited
from tapecheck.schema.record import BaseRecord
from tapecheck.schema.verdict import Verdict

Form = Literal["direct", "post"]


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


_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
LONG = 6
"""From so many words on a quoted stretch without any cue is somebody's words, not a name or a scare quote."""


def reported(context: Context) -> Iterator[tuple[Quotation | Post, Speaker, Attributed | None]]:
    """Quotations and posts that count as somebody's words, by position, with who says them."""
    text = context.text
    embedded = posts.find(text, context.article.blocks)
    covers = [Span(start=post.start, end=post.outer_end) for post in embedded]
    quotations = [q for q in _outermost(context.quotations) if not any(c.overlaps(q) for c in covers)]
    people = [m for m in context.mentions if isinstance(m, Person | Organisation)]
    hidden = [*quotations, *covers]
    cast = Cast(m for m in people if not any(h.covers(m) for h in hidden))
    attribution = Attribution(text, cast, quotations, covers)
    found: list[tuple[Quotation | Post, Speaker, Attributed | None]] = []
    for quotation, attributed in zip(quotations, attribution.all(), strict=True):
        if _counts(context, quotation, attributed):
            who = Speaker(None) if attributed.who is None else cast.speaker(attributed.who)
            found.append((quotation, who, attributed))
    for post in embedded:
        found.append((post, cast.named(post.author, post.handle) or Speaker(post.author), None))
    yield from sorted(found, key=lambda each: each[0].start)


def _outermost(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    end = -1
    for quotation in quotations:
        if quotation.start >= end:
            yield quotation
            end = quotation.end


def _counts(context: Context, quotation: Quotation, attributed: Attributed) -> bool:
    """Whether the words are reported as somebody's wording, rather than a name, a title, a term or a scare quote."""
    number = len(_WORD.findall(quotation.text))
    if number < 2:
        return False
    if attributed.how == "beside":
        return True
    if number >= LONG:
        return True
    if attributed.how == "sentence":
        return not _is_title(quotation.text)
    return quotation.text[-1] in ",!?" or (number >= 4 and quotation.text[-1] == ".")


def _is_title(words: str) -> bool:
    """Whether every word of weight has a capital: "Crypto Is Macro Now"."""
    return all(word[0].isupper() or len(word) < 4 for word in words.split())


def build(discourse: Discourse) -> tuple[Quote, ...]:
    """The quote records of an article, in text order."""
    return build_quotes(discourse.context)


def build_quotes(context: Context) -> tuple[Quote, ...]:
    """The quote records of an article, in text order."""
    return tuple(_records(context))


def _records(context: Context) -> Iterator[Quote]:
    group: list[tuple[Quotation | Post, Speaker, Attributed | None]] = []
    for each in reported(context):
        if group and not _goes_on(context.text, group[-1], each):
            yield _record(context, group)
            group = []
        group.append(each)
    if group:
        yield _record(context, group)


def _goes_on(
    text: str,
    last: tuple[Quotation | Post, Speaker, Attributed | None],
    this: tuple[Quotation | Post, Speaker, Attributed | None],
) -> bool:
    """Whether "she said" is all that stands between two stretches of one quotation."""
    if isinstance(last[0], Post) or isinstance(this[0], Post) or last[1] != this[1]:
        return False
    between = text[last[0].end + 1 : this[0].start - 1]
    return "\n" not in between and len(between.split()) <= 8


def _record(context: Context, group: Sequence[tuple[Quotation | Post, Speaker, Attributed | None]]) -> Quote:
    start, end = group[0][0].start, group[-1][0].end
    speaker = group[0][1]
    form: Form = "post" if isinstance(group[0][0], Post) else "direct"
    cue = next((a.cue for _, _, a in group if a is not None and a.cue is not None), None)
    how = group[0][2].how if group[0][2] is not None else "signature"
    return Quote(
        id=context.record_id("quote", start, end),
        speaker=speaker.name,
        title=speaker.title,
        affiliation=speaker.affiliation,
        form=form,
        cue=cue,
        fragments=tuple(
            Fragment(text=Span(start=q.start, end=q.end), source=context.article.source_span(q.start, q.end))
            for q, _, _ in group
        ),
        attribution=Credited(speaker=speaker.name),
        provenance=context.provenance(start, end, f"quote.{how}/1"),
    )


def check(record: Quote, market: object, published_at: datetime | None) -> Verdict:  # noqa: ARG001
    """Always ``NOT_ENOUGH_INFO``: market data can't say whether somebody said something."""
    return Verdict(label="NOT_ENOUGH_INFO", reason="words can't be checked against market data")

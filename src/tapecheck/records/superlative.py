"""Superlatives: that something is the highest, the largest, the first or the longest for some time.

They need no figure of their own: "its lowest level since April", "snapped a five-day losing streak". A figure inside
("first time above $3,300") is a record of its own besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from tapecheck.market import MarketStore
from tapecheck.market.claims import SuperlativeClaim, check_superlative
from tapecheck.mentions import superlatives as words
from tapecheck.mentions.superlatives import Expression
from tapecheck.records.context import Context
from tapecheck.records.discourse import Discourse
from tapecheck.records.superlatives import (
    Subject,
    beside,
    clause_start,
    crossing,
    happened,
    is_reached,
    modality,
    since_when,
    subject_of,
)
from tapecheck.schema.base import Number, Span
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import BaseRecord, Modality, TimeWindow
from tapecheck.schema.superlative import Direction, Form, Measure, Unit
from tapecheck.schema.verdict import Verdict

_STATED = frozenset({"all_time_high", "all_time_low"})
_BESIDE = 60
_LEVELS = ("highest", "lowest")
_FLOW = re.compile(r"\b(?:in|out)flow|\b(?:out|in)flux", re.IGNORECASE)


class Superlative(BaseRecord):
    """A record of ``metric`` of ``asset`` over the time ``since`` or ``window``.

    ``value`` is the threshold of a crossing, or the price that is said to be the highest ("a yearly low of $75,000").
    ``unit``: what a move, an amount or a step of a streak is counted over. ``count``: the length of a streak. ``rank`` 2:
    the second largest. ``window``: a length (``30d``), a running period (``ytd``, ``wtd``), ``all`` (the whole history)
    or ``event``: a date or event, which is ``since`` where it can be resolved: the day, month or year that is named,
    half-open. ``bound`` is that of the length ("in over a month" is ``at_least``). ``time``: when it was reached.
    """

    kind: Literal["superlative"] = "superlative"
    asset: str | None
    metric: Measure
    form: Form
    unit: Unit | None = None
    direction: Direction | None = None
    count: int | None = None
    rank: int = 1
    value: Number | None = None
    currency: str | None = None
    since: TimeWindow | None = None
    window: str | None = None
    bound: Bound = "exact"
    modality: Modality


def build(discourse: Discourse) -> tuple[Superlative, ...]:
    """The superlatives of an article, in text order; none from furniture and teasers."""
    context = discourse.context
    found: list[Superlative] = []
    for sentence in context.sentences:
        block = context.block(sentence.start)
        if block is None or block.is_content:
            found += _of_sentence(discourse, sentence)
    return tuple(found)


def _of_sentence(discourse: Discourse, sentence: Span) -> Iterator[Superlative]:
    text = discourse.context.text
    for expression in words.find(text, sentence.start, sentence.end):
        clause = clause_start(text, sentence.start, expression.start)
        if expression.form == "first_above":
            yield from _crossing(discourse, expression, sentence)
        elif is_reached(text, clause, expression) and not _is_stated(discourse, expression):
            yield _plain(discourse, expression, sentence, clause)


def _is_stated(discourse: Discourse, expression: Expression) -> bool:
    """Whether it is an all-time high or low whose price stands beside it: the record of that price says so already."""
    if expression.over is None or expression.over.window != "all" or expression.form not in ("highest", "lowest"):
        return False
    near = discourse.context.figures.within(expression.start - _BESIDE, expression.end + _BESIDE)
    taken = [discourse.decisions.get(figure.start) for figure in near]
    return any(one is not None and one.decision.name in _STATED for one in taken)


def _plain(discourse: Discourse, expression: Expression, sentence: Span, clause: int) -> Superlative:
    context = discourse.context
    since, end = since_when(context, expression.over)
    place = (expression.start, max(expression.end, end))
    figure = beside(discourse, expression, place[1]) if expression.form in _LEVELS else None
    subject = subject_of(discourse, expression, place[1], figure)
    stance = modality(context.text, clause, expression._replace(end=place[1]), sentence.end)
    record = _record(discourse, _of_funds(expression, subject), place, since, subject, stance)
    if figure is not None and figure.value is not None and subject.metric == "price":
        return record.model_copy(update={"value": figure.value, "currency": figure.currency})
    return _flowing(context, record) if subject.metric == "flow" else record


def _of_funds(expression: Expression, subject: Subject) -> Expression:
    """ "The second-best day for inflows": of flows no move is the biggest, but an amount."""
    if subject.metric != "flow" or expression.form not in ("biggest_gain", "biggest_loss"):
        return expression
    way: Direction = "up" if expression.form == "biggest_gain" else "down"
    return expression._replace(form="biggest", direction=way)


def _flowing(context: Context, record: Superlative) -> Superlative:
    """With the way that the words nearest before it give the flow: "daily inflows were the highest since"."""
    if record.direction is not None:
        return record
    place = record.provenance.text
    words = _FLOW.findall(context.text, max(0, place.start - 90), place.end)
    if not words:
        return record
    return record.model_copy(update={"direction": "down" if words[-1].casefold().startswith("out") else "up"})


def _crossing(discourse: Discourse, expression: Expression, sentence: Span) -> Iterator[Superlative]:
    context = discourse.context
    crossed = crossing(discourse, expression, (sentence.start, sentence.end))
    if crossed is None:
        return
    since, end = since_when(context, crossed.over)
    place = (crossed.start, max(crossed.end, end))
    clause = clause_start(context.text, sentence.start, crossed.start)
    whole = expression._replace(
        start=crossed.start, end=place[1], form=crossed.form, over=crossed.over, rule=f"superlative.{crossed.form}/1"
    )
    stance = modality(context.text, clause, whole, sentence.end)
    if crossed.modality == "prospective":
        stance = "prospective"
    record = _record(discourse, whole, place, since, Subject(crossed.asset, crossed.metric), stance)
    yield record.model_copy(update={"value": crossed.value, "currency": crossed.currency})


def _record(
    discourse: Discourse,
    expression: Expression,
    place: tuple[int, int],
    since: TimeWindow | None,
    subject: Subject,
    stance: Modality,
) -> Superlative:
    context, over = discourse.context, expression.over
    time = happened(context, *place)
    window, since, time = _year(over.window if over else None, context, since, time)
    return Superlative(
        id=context.record_id("superlative", *place),
        asset=subject.asset,
        metric=subject.metric,
        form=expression.form,
        unit=expression.unit,
        direction=expression.direction,
        count=expression.length,
        rank=expression.rank,
        since=since,
        window=window,
        bound=over.bound if over else "exact",
        modality="prospective" if _lies_ahead(context, time) else stance,
        time=time,
        attribution=discourse.attribution(Span(start=place[0], end=place[1])),
        provenance=context.provenance(*place, expression.rule),
    )


def _year(
    window: str | None, context: Context, since: TimeWindow | None, time: TimeWindow | None
) -> tuple[str | None, TimeWindow | None, TimeWindow | None]:
    """ "The highest in 2021" is a record of that year, not one since then: the year is when it happened if nothing else says so."""
    if window != "event" or since is None or since.text is None or not since.text.isdecimal():
        return window, since, time
    now = context.article.published_at
    running = now is not None and since.start <= now < since.end
    return "ytd", None, time if time is not None or running else since


def _lies_ahead(context: Context, time: TimeWindow | None) -> bool:
    now = context.article.published_at
    return now is not None and time is not None and (time.start - now).days >= 1


def check(record: Superlative, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict of the candles or of the series on a superlative, as of its time, else of the article's."""
    claim = SuperlativeClaim(
        asset=record.asset,
        metric=record.metric,
        form=record.form,
        unit=record.unit,
        direction=record.direction,
        count=record.count,
        rank=record.rank,
        value=record.value,
        currency=record.currency,
        text=record.provenance.exact,
        context=f"{record.provenance.prefix}{record.provenance.exact}{record.provenance.suffix}",
        since=(record.since.start, record.since.end) if record.since else None,
        window=record.window,
        bound=record.bound,
        modality=record.modality,
        start=record.time.start if record.time else None,
        end=record.time.end if record.time else None,
    )
    return check_superlative(claim, market, published_at)

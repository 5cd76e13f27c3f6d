"""Mentions → records, one file per kind; the closed set of kinds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, NamedTuple

from pydantic import Field

from tapecheck.market import MarketStore
from tapecheck.records import doubts, liquidation, metric, people, percent_move, price, quote, superlative, totals
from tapecheck.records.consistency import contradictions
from tapecheck.records.context import Context, build_context
from tapecheck.records.decision import Decisions
from tapecheck.records.discourse import Discourse
from tapecheck.records.facts import join
from tapecheck.records.learned.readings import ReadingModel, with_readings
from tapecheck.records.learned.tokens import Tokens
from tapecheck.records.learned.walk import Chooser, decide
from tapecheck.records.liquidation import Liquidation
from tapecheck.records.metric import Metric
from tapecheck.records.patterns import Patterns
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.records.quote import Quote
from tapecheck.records.superlative import Superlative
from tapecheck.records.unclaimed import Account, account
from tapecheck.schema.result import ArticleResult, Contradiction, Fact, KnownPerson
from tapecheck.schema.verdict import Verdict

AnyRecord = Price | PercentMove | Liquidation | Quote | Metric | Superlative
Record = Annotated[AnyRecord, Field(discriminator="kind")]
Result = ArticleResult[Record]

KINDS = ("price", "percent_move", "liquidation", "quote", "metric", "superlative")
"""The kinds, each the name of a module with the model, ``build(discourse)`` and ``check(record, market, published_at)``."""


class Built(NamedTuple):
    """All records of an article in text order, the facts they state, and the people whom the article names; an account of its figures.

    ``decisions``: what each figure was decided to be, by where it begins.
    """

    records: tuple[AnyRecord, ...]
    facts: tuple[Fact, ...]
    people: tuple[KnownPerson, ...]
    contradictions: tuple[Contradiction, ...]
    account: Account
    decisions: Decisions


def build(context: Context, model: Chooser | None = None, readings: ReadingModel | None = None) -> Built:
    """What an article claims, and who is in it; what its figures are decides the ``model``, ``None``: the patterns alone.

    ``readings`` says how far each record can be trusted; ``None``: nothing is said.
    """
    patterns, tokens = Patterns(context), Tokens(context)
    decisions = patterns.decide()
    discourse = Discourse(context, decisions if model is None else decide(patterns, model, tokens))
    quotes = quote.build(discourse)
    records: list[AnyRecord] = [
        *price.build(discourse),
        *percent_move.build(discourse),
        *totals.join(context, liquidation.build(discourse)),
        *quotes,
        *metric.build(discourse),
        *superlative.build(discourse),
    ]
    if readings is not None:
        records = with_readings(context, tokens, discourse.decisions, records, readings)
    records.sort(key=lambda record: (record.provenance.text.start, record.provenance.text.end))
    facts = join(context, records)
    fact_of = {record_id: fact.id for fact in facts for record_id in fact.records}
    joined = tuple(record.model_copy(update={"fact": fact_of[record.id]}) for record in records)
    claimed = [record.provenance.text for record in records if not isinstance(record, Quote | Superlative)]
    return Built(
        joined,
        facts,
        people.build(context, quotes),
        contradictions(context, joined),
        account(context, claimed),
        discourse.decisions,
    )


def check(record: AnyRecord, market: MarketStore, published_at: datetime | None) -> Verdict:
    """What the market data say of a record; ``published_at`` ``None``: the article's time is not known."""
    match record:
        case Price():
            return price.check(record, market, published_at)
        case PercentMove():
            return percent_move.check(record, market, published_at)
        case Liquidation():
            return liquidation.check(record, market, published_at)
        case Quote():
            return quote.check(record, market, published_at)
        case Metric():
            return metric.check(record, market, published_at)
        case Superlative():
            return superlative.check(record, market, published_at)


def check_all(found: Sequence[AnyRecord], market: MarketStore, published_at: datetime | None) -> tuple[AnyRecord, ...]:
    """The records of one article with their verdicts; see ``check``, and ``doubts`` for what the verdicts say together."""
    checked = [record.model_copy(update={"verdict": check(record, market, published_at)}) for record in found]
    return doubts.of_time(checked)


__all__ = [
    "KINDS",
    "AnyRecord",
    "Built",
    "Context",
    "Discourse",
    "Liquidation",
    "Metric",
    "PercentMove",
    "Price",
    "Quote",
    "Record",
    "Result",
    "Superlative",
    "build",
    "build_context",
    "check",
    "check_all",
]

"""Mentions → records, one file per kind; the closed set of kinds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tapecheck.records import liquidation, metric, percent_move, price, quote
from tapecheck.records.context import Context, build_context
from tapecheck.records.discourse import Discourse, understand
from tapecheck.records.facts import join
from tapecheck.records.liquidation import Liquidation
from tapecheck.records.metric import Metric
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.records.quote import Quote
from tapecheck.schema.record import BaseRecord
from tapecheck.schema.result import ArticleResult, Fact

Record = Annotated[Price | PercentMove | Liquidation | Quote | Metric, Field(discriminator="kind")]
Result = ArticleResult[Record]

KINDS = (price, percent_move, liquidation, quote, metric)
"""One module for each kind; each has ``build(discourse)`` and ``check(record, market, published_at)``."""


def build(context: Context) -> tuple[tuple[BaseRecord, ...], tuple[Fact, ...]]:
    """All records of an article in text order, and the facts they state."""
    discourse = understand(context)
    records: list[BaseRecord] = [record for kind in KINDS for record in kind.build(discourse)]
    records.sort(key=lambda record: (record.provenance.text.start, record.provenance.text.end))
    facts = join(context.article.id, records)
    fact_of = {record_id: fact.id for fact in facts for record_id in fact.records}
    return tuple(record.model_copy(update={"fact": fact_of[record.id]}) for record in records), facts


__all__ = [
    "KINDS",
    "Context",
    "Discourse",
    "Liquidation",
    "Metric",
    "PercentMove",
    "Price",
    "Quote",
    "Record",
    "Result",
    "build",
    "build_context",
]

"""What a report holds of one article: its row and its page, or why there is none."""

from __future__ import annotations

from typing import NamedTuple

from tapecheck.market import MarketStore
from tapecheck.records import Result
from tapecheck.report.article import article_html
from tapecheck.report.charts import charts_of
from tapecheck.report.index.rows import Row, row_of
from tapecheck.schema.input import RejectedInput


class Shown(NamedTuple):
    """An article of the report: its row in the index, and the HTML of its page."""

    row: Row
    fragment: str


class NotShown(NamedTuple):
    """An article that could not be done, then or now: what it was, the class of the error, and why, in a line."""

    name: str
    error: str
    message: str


Entry = Shown | NotShown


def entry_of(result: Result, *, market: MarketStore | None = None) -> Entry:
    """What a report holds of this result; with a ``market``, prices are drawn beside the claims."""
    failed = result.failed
    if failed is not None:
        return NotShown(_at_line(result.article.id, failed.line), failed.error, failed.message)
    charts = () if market is None else charts_of(result, market)
    return Shown(row_of(result), article_html(result, charts=charts))


def unreadable(rejected: RejectedInput) -> NotShown:
    """What a report holds of a line that is no result."""
    return NotShown(_at_line(rejected.path or rejected.id, rejected.line), rejected.error, rejected.message)


def _at_line(name: str, line: int | None) -> str:
    return name if line is None or name.endswith(f":{line}") else f"{name}:{line}"

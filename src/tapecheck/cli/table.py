"""Results as a table for a person: one row a fact, and under it the reason of its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tapecheck.report import wording
from tapecheck.schema.record import BaseRecord

if TYPE_CHECKING:
    from tapecheck.records import Result

_STYLES = {"SUPPORTED": "green", "REFUTED": "red", "NOT_ENOUGH_INFO": "yellow"}
_KINDS = ("price", "percent_move", "superlative", "liquidation", "metric", "quote")
_COLUMNS = {"value": 6, "what": 5, "asset": 2, "when": 4, "who said it": 6, "verdict": 4}
"""Heading → its part of the width; the same in every row, so that rows printed one by one stand under each other."""
_WIDTH_WITHOUT_TERMINAL = 130
_INDENT = 4


def show(results: Iterable[Result]) -> None:
    """Print the results to standard output, article by article."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH_WITHOUT_TERMINAL
    for result in results:
        if result.failed is None:
            _show_article(console, result)


def _show_article(console: Console, result: Result) -> None:
    article, facts = result.article, _facts(result.records)
    published = f"{article.published_at:%d %b %Y %H:%M} UTC" if article.published_at else "no date"
    about = " · ".join(part for part in (article.publisher, published, article.id) if part)
    console.print(Text(article.title or article.id, style="bold"))
    counted = f"{len(result.records)} records of {len(facts)} facts"
    if result.coverage is not None:
        counted += f" · {result.coverage.in_records} of {result.coverage.figures} figures in records"
    console.print(Text(f"{about} · {counted}", style="dim"))
    if facts:
        console.print(_line([Text(heading, style="bold") for heading in _COLUMNS]))
    for group in facts:
        console.print(_line(_cells(group)))
        verdict = group[0].verdict
        if verdict is not None:
            console.print(Padding(Text(verdict.reason, style="dim"), (0, 0, 0, _INDENT)))
    console.print()


def _facts(records: Sequence[BaseRecord]) -> list[list[BaseRecord]]:
    """Records that state the same, together; by kind, then by where the fact first stands."""
    groups: dict[str, list[BaseRecord]] = {}
    for record in records:
        groups.setdefault(record.fact or record.id, []).append(record)
    return sorted(groups.values(), key=lambda group: _KINDS.index(wording.field(group[0], "kind") or "quote"))


def _line(cells: Sequence[Text]) -> Table:
    line = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for part in _COLUMNS.values():
        line.add_column(ratio=part)
    line.add_row(*cells)
    return line


def _cells(group: list[BaseRecord]) -> list[Text]:
    record = group[0]
    times = f" (×{len(group)})" if len(group) > 1 else ""
    label = "" if record.verdict is None else record.verdict.label
    return [
        Text(wording.value(record) + times),
        Text(wording.what(record)),
        Text(wording.field(record, "asset") or ""),
        Text(next((words for words in map(wording.when, group) if words), "")),
        Text(wording.who(record)),
        Text(label.replace("_", " ").lower(), style=_STYLES.get(label, "")),
    ]

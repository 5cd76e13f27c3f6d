"""Results as a table for a person: one row a fact, in the order of the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tapecheck.cli import wording
from tapecheck.schema.record import BaseRecord

if TYPE_CHECKING:
    from tapecheck.records import Result

_STYLES = {"SUPPORTED": "green", "REFUTED": "red", "NOT_ENOUGH_INFO": "yellow"}
_KINDS = ("price", "percent_move", "liquidation", "metric", "quote")
_WIDTH_WITHOUT_TERMINAL = 160


def show(results: Iterable[Result]) -> None:
    """Print the results to standard output, article by article."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = _WIDTH_WITHOUT_TERMINAL
    for result in results:
        if result.failed is None:
            _show_article(console, result)


def _show_article(console: Console, result: Result) -> None:
    article = result.article
    facts = _facts(result.records)
    checked = any(record.verdict is not None for record in result.records)
    published = f"{article.published_at:%d %b %Y %H:%M} UTC" if article.published_at else "no date"
    about = " · ".join(part for part in (article.publisher, published, article.id) if part)
    console.print(Text(article.title or article.id, style="bold"))
    console.print(Text(f"{about} · {len(result.records)} records, {len(facts)} facts", style="dim"))
    if facts:
        console.print(_table(facts, checked=checked))
    console.print()


def _facts(records: Sequence[BaseRecord]) -> list[list[BaseRecord]]:
    """Records that state the same, together; by kind, then by where the fact first stands."""
    groups: dict[str, list[BaseRecord]] = {}
    for record in records:
        groups.setdefault(record.fact or record.id, []).append(record)
    return sorted(groups.values(), key=lambda group: _KINDS.index(wording.field(group[0], "kind") or "quote"))


def _table(facts: list[list[BaseRecord]], *, checked: bool) -> Table:
    table = Table(header_style="bold", pad_edge=False, box=None)
    table.add_column("value", ratio=3)
    table.add_column("×", justify="right", no_wrap=True)
    table.add_column("what", ratio=2)
    table.add_column("asset", no_wrap=True)
    table.add_column("when", ratio=2)
    table.add_column("who said it", ratio=2)
    if checked:
        table.add_column("verdict", no_wrap=True)
        table.add_column("reason", ratio=4)
    for group in facts:
        table.add_row(*_row(group, checked=checked))
    return table


def _row(group: list[BaseRecord], *, checked: bool) -> list[Text]:
    record = group[0]
    asset = wording.field(record, "asset") or ""
    cells = [
        Text(wording.value(record)),
        Text(str(len(group)) if len(group) > 1 else ""),
        Text(wording.what(record)),
        Text(asset),
        Text(next((words for words in map(wording.when, group) if words), "")),
        Text(wording.who(record)),
    ]
    if checked:
        verdict = record.verdict
        label = "" if verdict is None else verdict.label
        cells.append(Text(label.replace("_", " ").lower(), style=_STYLES.get(label, "")))
        cells.append(Text("" if verdict is None else verdict.reason))
    return cells

"""Results as a table for a person: one row a fact, and under it the reason of its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tapecheck.cli.screen import screen
from tapecheck.cli.screen_text import one_line
from tapecheck.cli.summary import summary
from tapecheck.report import wording
from tapecheck.report.views.marks import ALL_MARKS, UNCHECKED, mark_of
from tapecheck.schema.record import BaseRecord

if TYPE_CHECKING:
    from tapecheck.records import Result

STYLES = {"supported": "bold green", "refuted": "bold red", "not_enough_info": "yellow"}
_KINDS = ("price", "percent_move", "superlative", "liquidation", "metric", "quote")
_WIDEST = {"id": 16, "value": 34, "what": 24, "asset": 12, "when": 24, "who said it": 30, "verdict": 15}
"""Heading → how wide its column may be; what is wider goes on in the next line."""
_LEAST = {"id": 6, "value": 12, "what": 12, "asset": 5, "when": 8, "who said it": 12, "verdict": 15}
_GAP, _INDENT = 2, 8
_NARROW = 110
"""Below so many columns when and who stand under the row."""
_SHORT_ID = 6
_QUOTE_IN_ROW, _LONGEST_QUOTE = 24, 400
"""Characters of a quotation in its row, and under it."""


def show(results: Iterable[Result], *, hint: str | None = None) -> None:
    """Print the results to standard output, article by article; ``hint`` is printed under a table that has records, on a terminal."""
    console, any_record = screen(), False
    for result in results:
        if result.failed is None:
            _show_article(console, result)
            any_record = any_record or bool(result.records)
    if hint and any_record and console.is_terminal:
        console.print(Text(hint, style="dim"))


def _show_article(console: Console, result: Result) -> None:
    article, facts = result.article, _facts(result.records)
    console.print(Text(one_line(article.title or article.id), style="bold"))
    about = [article.publisher or "", wording.published(article.published_at), article.id if article.title else ""]
    console.print(Text(" · ".join(one_line(part) for part in about if part)))
    console.print(Text(_counted(result, len(facts))))
    if facts:
        console.print()
        _show_facts(console, result, facts)
        console.print()
    for name, words in summary(result):
        console.print(Text.assemble((f"{name}: ", "bold"), one_line(words)))
    console.print()


def _counted(result: Result, facts: int) -> str:
    records = len(result.records)
    told = [wording.counted(records, "record") + (f" of {wording.counted(facts, 'fact')}" if facts != records else "")]
    if result.coverage is not None and result.coverage.figures:
        told.append(f"{result.coverage.in_records} of {wording.counted(result.coverage.figures, 'figure')} in records")
    times = Counter(map(mark_of, result.records))
    told += [f"{times[mark]} {mark.words}" for mark in ALL_MARKS if times[mark] and mark != UNCHECKED]
    return " · ".join(told)


def _facts(records: Sequence[BaseRecord]) -> list[list[BaseRecord]]:
    """Records that state the same, together; by kind, then by where the fact first stands."""
    groups: dict[str, list[BaseRecord]] = {}
    for record in records:
        groups.setdefault(record.fact or record.id, []).append(record)
    return sorted(groups.values(), key=lambda group: _KINDS.index(wording.field(group[0], "kind") or "quote"))


def _show_facts(console: Console, result: Result, facts: Sequence[list[BaseRecord]]) -> None:
    short = _short_ids(result.records)
    narrow = console.width < _NARROW
    rows = [_row(group, short) for group in facts]
    aside = ("when", "who said it") if narrow else ()
    columns = _widths(rows, [name for name in _WIDEST if name not in aside], console.width)
    console.print(_line([Text(name, style="bold") for name in columns], columns))
    for group, row in zip(facts, rows, strict=True):
        console.print(_line([row[name] for name in columns], columns))
        told = " · ".join(row[name].plain for name in aside if row[name].plain)
        for words in (told, _beneath(group[0])):
            if words:
                console.print(Padding(Text(one_line(words)), (0, 0, 0, _INDENT), expand=False))


def _beneath(record: BaseRecord) -> str:
    """The reason of the verdict; of a quotation, which nothing can decide, its words as far as the row has not room for them."""
    if wording.field(record, "kind") == "quote":
        words = wording.value(record, longest=_LONGEST_QUOTE)
        return "" if words == wording.value(record, longest=_QUOTE_IN_ROW) else words
    return "" if record.verdict is None else record.verdict.reason


def _short_ids(records: Sequence[BaseRecord]) -> dict[str, str]:
    """So much of each id as tells it from the others of the article, six digits at least."""
    ids = {record.id for record in records}
    length = next((n for n in range(_SHORT_ID, 16) if len({one[:n] for one in ids}) == len(ids)), 16)
    return {one: one[:length] for one in ids}


def _row(group: list[BaseRecord], short: dict[str, str]) -> dict[str, Text]:
    record = group[0]
    times = f" (×{len(group)})" if len(group) > 1 else ""
    mark = mark_of(record)
    verdict = Text() if mark == UNCHECKED else Text(mark.words, style=STYLES.get(mark.name, ""))
    return {
        "id": Text(short[record.id], style="dim"),
        "value": Text(one_line(wording.value(record, longest=_QUOTE_IN_ROW)) + times, style="bold"),
        "what": Text(one_line(wording.what(record))),
        "asset": Text(one_line(wording.field(record, "asset") or "")),
        "when": Text(one_line(next((words for words in map(wording.when, group) if words), ""))),
        "who said it": Text(one_line(wording.who(record))),
        "verdict": verdict,
    }


def _widths(rows: Sequence[dict[str, Text]], names: Sequence[str], width: int) -> dict[str, int]:
    """Heading → width of the columns that hold something, together no wider than the terminal."""
    widest = {name: max(cell_len(row[name].plain) for row in rows) for name in names}
    made = {name: min(max(widest[name], len(name)), _WIDEST[name]) for name in names if widest[name]}
    room = width - _GAP * (len(made) - 1)
    while sum(made.values()) > room:
        name = max(made, key=lambda one: made[one] - _LEAST[one])
        if made[name] <= 1:
            break
        made[name] -= 1
    return made


def _line(cells: Sequence[Text], columns: dict[str, int]) -> Table:
    line = Table.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
    for width in columns.values():
        line.add_column(width=width, overflow="fold")
    line.add_row(*cells)
    return line

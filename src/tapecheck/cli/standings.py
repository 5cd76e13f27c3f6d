"""A scoreboard as a table for a person, and under it each name's calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tapecheck.cli.screen import screen
from tapecheck.cli.screen_text import one_line
from tapecheck.market.figures import dollars, percent

if TYPE_CHECKING:
    from decimal import Decimal

    from tapecheck.corpus.calls import Call
    from tapecheck.corpus.scoreboard import Scoreboard, Standing

_STYLES = {"HIT": "green", "MISSED": "red", "OPEN": "yellow"}
_NUMBERS = ("calls", "hit", "missed", "open", "hit rate", "median miss")
_WORDS_SHOWN = 220
_INDENT = 2


def show(board: Scoreboard, out: TextIO, *, least: int) -> None:
    """Write the ranking and the calls it rests on."""
    console = screen(out, widest=None)
    if board.standings:
        console.print(_ranking(board))
        console.print()
        for standing in board.standings:
            _show_calls(console, standing)
    else:
        console.print(Text(f"Nobody named makes {_many(least)} with an outcome in {_articles(board.articles)}."))
    if board.without_outcome:
        causes = ", ".join(f"{cause} {count}" for cause, count in board.without_outcome.items())
        console.print(Text(f"Forecasts of somebody named that have no outcome, by cause: {causes}", style="dim"))


def _many(least: int) -> str:
    return "a forecast" if least == 1 else f"{least} forecasts"


def _articles(number: int) -> str:
    return "the one article" if number == 1 else f"the {number:,} articles"


def _ranking(board: Scoreboard) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("", justify="right")
    table.add_column(board.by)
    for heading in _NUMBERS:
        table.add_column(heading, justify="right")
    for one in board.standings:
        counts = (f"{number:,}" for number in (one.calls, one.hit, one.missed, one.open))
        table.add_row(str(one.rank), Text(one.name), *counts, _share(one.hit_rate), _share(one.median_miss, of=1))
    return table


def _share(value: Decimal | None, *, of: int = 100) -> str:
    return "" if value is None else percent(value * of).lstrip("+")


def _show_calls(console: Console, standing: Standing) -> None:
    console.print(Text(f"{standing.rank}. {one_line(standing.name)}", style="bold"))
    for call in standing.made:
        line = Text(f"{call.outcome:7}", style=_STYLES[call.outcome])
        line.append(
            f"{call.asset} {dollars(call.target)} {_by_when(call)}, said {call.published_at:%Y-%m-%d}", style="default"
        )
        if call.touched_at is not None:
            line.append(f", reached {call.touched_at:%Y-%m-%d}", style="default")
        if call.miss is not None:
            line.append(f", nearest {_share(call.miss, of=1)} away", style="default")
        console.print(Padding(line, (0, 0, 0, _INDENT), expand=False))
        words = call.words if len(call.words) <= _WORDS_SHOWN else f"{call.words[: _WORDS_SHOWN - 1].rstrip()}…"
        console.print(Padding(Text(f"“{one_line(words)}”", style="dim"), (0, 0, 0, _INDENT * 2), expand=False))
        also = f" (and {len(call.repeats)} more)" if call.repeats else ""
        console.print(
            Padding(
                Text(one_line(f"{call.url or call.article}{also}"), style="dim"), (0, 0, 0, _INDENT * 2), expand=False
            )
        )
    console.print()


def _by_when(call: Call) -> str:
    if call.horizon is None:
        return "without a time"
    return (
        f"by {call.horizon.end:%Y-%m-%d}"
        if call.horizon.start <= call.published_at
        else (f"from {call.horizon.start:%Y-%m-%d} to {call.horizon.end:%Y-%m-%d}")
    )

"""``tapecheck market show``: the rows of a window, as a verdict's evidence names it."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import SOME_FAILED, clear_errors, existing
from tapecheck.cli.times import instant
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from tapecheck.market.rows import Asked, Value

Row = tuple["Value", ...]

_SUMS = ("long_usd", "short_usd")
_FIGURES = ("high", "low", "value", *_SUMS)
_PLACE = 5
"""How many columns say where a row is from: the last ones."""


class RowsFormat(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"


Store = Annotated[Path, typer.Option("--market", metavar="STORE", help="The market store.")]
Symbol = Annotated[str, typer.Option("--symbol", metavar="SYMBOL", help="The evidence's symbol: BTC/USDT, BTC, TOTAL.")]
Start = Annotated[str, typer.Option("--start", metavar="TIME", help="ISO 8601; without a zone it is UTC.")]
End = Annotated[
    str | None,
    typer.Option("--end", metavar="TIME", help="The first moment after the window; without it, the candle of --start."),
]
Timeframe = Annotated[
    str, typer.Option("--timeframe", metavar="LENGTH", help="15m, 1h, 1d …, or 1d+15m as evidence may have it.")
]
Of = Annotated[
    str, typer.Option("--of", metavar="WHAT", help="candles, liquidations, or the name of a series (market_cap).")
]
Source = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Only this source.")]
Venue = Annotated[str | None, typer.Option("--venue", metavar="NAME", help="Only this venue.")]
Format = Annotated[RowsFormat, typer.Option("--format", help="A table for a person, or CSV.")]


def show(
    market: Store,
    symbol: Symbol,
    start: Start,
    end: End = None,
    timeframe: Timeframe = "1h",
    of: Of = "candles",
    source: Source = None,
    venue: Venue = None,
    format_: Format = RowsFormat.TABLE,
) -> None:
    """Print the stored rows of a window, each with the hash of its file: what a verdict rests on."""
    with clear_errors():
        from tapecheck.market import MarketStore
        from tapecheck.market.rows import Asked, columns
        from tapecheck.market.timeframes import TIMEFRAMES

        existing(market, "--market")
        first = instant(start, "--start")
        last = first if end is None else instant(end, "--end")
        if last < first:
            raise ConfigError(f"--end {end} is before --start {start}")
        unknown = [length for length in timeframe.split("+") if length not in TIMEFRAMES and length != "point"]
        if unknown:
            raise ConfigError(f"--timeframe {unknown[0]}: not known; known: {', '.join(TIMEFRAMES)}")
        if timeframe == "point" and of in ("candles", "liquidations"):
            raise ConfigError("--timeframe point is that of a series: name it with --of (market_cap, dominance, …)")
        asked = Asked(symbol, timeframe, first, last, of, source, venue)
        with MarketStore.open(market) as store:
            write = _write_csv if format_ is RowsFormat.CSV else _write_table
            if not write(columns(of), store.rows(asked)):
                typer.echo(
                    f"tapecheck: {_nothing(asked)}; what there is: tapecheck market info --market {market}", err=True
                )
                raise typer.Exit(SOME_FAILED)


def _nothing(asked: Asked) -> str:
    length = f" {asked.timeframe}" if asked.of in ("candles", "liquidations") else ""
    return f"no {asked.of} of {asked.symbol}{length} from {_text(asked.start)} to {_text(asked.end)}"


def _write_csv(names: Sequence[str], rows: Iterable[Row]) -> int:
    """How many rows were written."""
    writer, count = csv.writer(sys.stdout, lineterminator="\n"), 0
    writer.writerow(names)
    for row in rows:
        writer.writerow([_text(value) for value in row])
        count += 1
    return count


def _write_table(names: Sequence[str], rows: Iterable[Row]) -> int:
    """How many rows were written; under them what a verdict is made of, and the files."""
    shown = len(names) - _PLACE
    summed = {name: _Summed() for name in names if name in _FIGURES}
    files: Counter[str] = Counter()
    place: Row = ()
    visible: list[int] = []
    for row in rows:
        if row[shown:-2] != place:
            place = row[shown:-2]
            # Most sources don't say at which minute of a candle its high was.
            visible = [
                number for number in range(shown) if row[number] is not None or not names[number].endswith("_time")
            ]
            typer.echo(" · ".join(filter(None, map(_text, place))))
            typer.echo(_aligned([names[number] for number in visible]))
        typer.echo(_aligned([_text(row[number]) for number in visible]))
        files[f"{_text(row[-2])} ({_text(row[-1])})"] += 1
        for name, value in zip(names, row, strict=True):
            if name in summed and isinstance(value, Decimal):
                summed[name].add(value, _text(row[0]))
    for name, figures in summed.items() if files else ():
        typer.echo(f"{name}: {figures.sum() if name in _SUMS else figures.extremes()}")
    for name, count in files.items():
        typer.echo(f"dataset {name}: {count:,} rows")
    return files.total()


class _Summed:
    """The figures of a column, put together: of equal ones the first counts."""

    def __init__(self) -> None:
        self._lowest: tuple[Decimal, str] | None = None
        self._highest: tuple[Decimal, str] | None = None
        self._sum = Decimal(0)

    def add(self, value: Decimal, time: str) -> None:
        """One more row."""
        self._sum += value
        if self._lowest is None or value < self._lowest[0]:
            self._lowest = value, time
        if self._highest is None or value > self._highest[0]:
            self._highest = value, time

    def extremes(self) -> str:
        """The lowest and the highest with their times."""
        if self._lowest is None or self._highest is None:
            return "none"
        return f"lowest {self._lowest[0]:f} at {self._lowest[1]}, highest {self._highest[0]:f} at {self._highest[1]}"

    def sum(self) -> str:
        """All of them together."""
        return f"together {self._sum:f}"


def _aligned(cells: Sequence[str]) -> str:
    return (f"{cells[0]:<20}" + "".join(f" {cell:>16}" for cell in cells[1:])).rstrip()


def _text(value: Value) -> str:
    match value:
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case Decimal():
            return f"{value:f}"
        case None:
            return ""
        case _:
            return value

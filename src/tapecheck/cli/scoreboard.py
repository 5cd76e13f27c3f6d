"""``tapecheck scoreboard``: who forecast what, and what came of it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from tapecheck.cli.csv_cells import cells
from tapecheck.cli.exits import apart, clear_errors, existing
from tapecheck.cli.options import Output

if TYPE_CHECKING:
    from tapecheck.corpus.scoreboard import Scoreboard


class By(StrEnum):
    """Whose calls are counted together."""

    SPEAKER = "speaker"
    FIRM = "firm"


class Format(StrEnum):
    """How it is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


ResultFiles = Annotated[list[Path], typer.Argument(metavar="RESULTS…", help="What tapecheck extract wrote, JSONL.")]
Store = Annotated[Path, typer.Option("--market", metavar="STORE", help="The market store to judge the forecasts by.")]
ByOption = Annotated[By, typer.Option("--by", help="Whose calls are counted together.")]
Least = Annotated[int, typer.Option("--least", min=1, metavar="N", help="Only who made at least N calls.")]
FormatOption = Annotated[Format, typer.Option("--format", help="A table to read, or for programs.")]


def scoreboard(
    results: ResultFiles,
    market: Store,
    by: ByOption = By.SPEAKER,
    least: Least = 1,
    form: FormatOption = Format.TABLE,
    output: Output = None,
) -> None:
    """Rank speakers or firms by their forecasts: hit, missed, still open."""
    with clear_errors():
        from tapecheck.cli.standings import show
        from tapecheck.corpus.exports import check_export, read_results
        from tapecheck.corpus.scoreboard import scoreboard as rank
        from tapecheck.market import MarketStore

        for path in results:
            check_export(path)
        existing(market, "--market")
        apart(output, [*results, market])
        with MarketStore.open(market) as store:
            board = rank((one for path in results for one in read_results(path)), store, by=by.value, least=least)
        with _written_to(output) as out:
            if form is Format.JSON:
                out.write(board.model_dump_json(indent=2) + "\n")
            elif form is Format.CSV:
                _write_csv(board, out)
            else:
                show(board, out, least=least)


@contextmanager
def _written_to(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    with output.open("w", encoding="utf-8", newline="") as out:
        yield out


_STANDING = ("rank", "name", "calls", "hit", "missed", "open", "hit_rate", "median_miss")
_CALL = (
    *("speaker", "firm", "asset", "value", "value_high", "unit", "bound", "target", "at_publication", "outcome"),
    *("touched_at", "miss", "published_at", "article", "publisher", "link", "words", "reason"),
)


def _write_csv(board: Scoreboard, out: TextIO) -> None:
    """A line a call, with the numbers of the name it counts for."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow((*_STANDING, *_CALL, "horizon_start", "horizon_end", "horizon_words", "repeats"))
    for standing in board.standings:
        numbers = standing.model_dump(mode="json", exclude={"made"})
        for call in standing.made:
            fields = call.model_dump(mode="json")
            horizon = fields["horizon"] or {}
            rows.writerow(
                [
                    *cells(numbers[name] for name in _STANDING),
                    *cells(fields[name] for name in _CALL),
                    *cells(horizon.get(name) for name in ("start", "end", "text")),
                    " ".join(call.repeats),
                ]
            )

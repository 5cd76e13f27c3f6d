"""``tapecheck market plan``: which candles the records of exports need."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import clear_errors, existing

if TYPE_CHECKING:
    from tapecheck.market.plan import Request

Results = Annotated[list[Path], typer.Argument(metavar="RESULTS…", help="What tapecheck extract wrote, JSONL.")]
Quote = Annotated[str, typer.Option("--quote", metavar="COIN", help="What the pairs are quoted in.")]
Store = Annotated[
    Path | None, typer.Option("--market", metavar="STORE", help="What this store has already is left out.")
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


def plan(results: Results, market: Store = None, quote: Quote = "USDT", as_json: AsJson = False) -> None:
    """List the candles that the checks of exported records need: symbol, timeframe, window."""
    with clear_errors():
        wanted = planned(results, market, quote)
        if as_json:
            rows = [{**one._asdict(), "start": _iso(one.start), "end": _iso(one.end)} for one in wanted]
            typer.echo(json.dumps(rows, indent=2))
        else:
            _show(wanted)


def planned(results: list[Path], market: Path | None, quote: str) -> tuple[Request, ...]:
    """The candles that the records need and the store has not; only coins are traded at the exchanges that can be asked.

    Raises:
        ConfigError: a file is missing or is no export.
        MarketDataError: the store can't be read.
    """
    from tapecheck.corpus.exports import check_export, read_results
    from tapecheck.corpus.needs import needs
    from tapecheck.market import MarketStore
    from tapecheck.market.asset_classes import is_coin
    from tapecheck.market.plan import Request, joined, missing

    for path in results:
        check_export(path)
    asked = needs((one for path in results for one in read_results(path)), datetime.now(UTC))
    wanted = joined(Request(f"{one.asset}/{quote}", *one[1:]) for one in asked if is_coin(one.asset))
    if market is None:
        return wanted
    existing(market, "--market")
    with MarketStore.open(market) as store:
        holdings = store.inventory().holdings
    return tuple(part for one in wanted for part in missing(one, holdings))


def _show(wanted: tuple[Request, ...]) -> None:
    from rich.table import Table

    from tapecheck.cli.screen import screen

    table = Table("symbol", "timeframe", "from (UTC)", "to", "candles", box=None, pad_edge=False)
    for one in wanted:
        table.add_row(
            one.symbol, one.timeframe, f"{one.start:%Y-%m-%d %H:%M}", f"{one.end:%Y-%m-%d %H:%M}", f"{one.candles:,}"
        )
    screen(widest=None).print(table if wanted else "Nothing is needed that is not there.")


def _iso(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")

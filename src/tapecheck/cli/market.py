"""``tapecheck market``: fill a market store from files, and see what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli import market_fetch, market_plan, market_show, market_verify
from tapecheck.cli.examples import epilog
from tapecheck.cli.exits import SOME_FAILED, clear_errors, existing
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from datetime import datetime

    from tapecheck.market import ImportReport

app = typer.Typer(name="market", help="Fill and inspect a market store.", no_args_is_help=True)
app.command("fetch", epilog=epilog("market fetch"))(market_fetch.fetch)
app.command("plan", epilog=epilog("market plan"))(market_plan.plan)
app.command("show", epilog=epilog("market show"))(market_show.show)
app.command("verify", epilog=epilog("market verify"))(market_verify.verify)

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE…", help="Candles and other market data: .csv .csv.gz .zip .parquet .json .html"),
]
Store = Annotated[
    Path, typer.Option("--market", metavar="STORE", help="The market store; import makes it if it is missing.")
]
Replace = Annotated[bool, typer.Option("--replace", help="Where a file differs from what is stored, take the file's.")]
Strict = Annotated[bool, typer.Option("--strict", help="Take nothing of a file that has a bad row.")]
Symbol = Annotated[
    str | None, typer.Option("--symbol", metavar="PAIR", help="Pair or coin of files that don't say: BTC/USDT, BTC.")
]
Venue = Annotated[
    str | None, typer.Option("--venue", metavar="NAME", help="Exchange of files that don't say: binance.")
]
Timeframe = Annotated[
    str | None, typer.Option("--timeframe", metavar="LENGTH", help="Candle length of files that don't say: 1h.")
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="MAP",
        help="What the columns of a file in no known layout are: a .toml or .json file, or open_time=Date,open=Open,…",
    ),
]
Gaps = Annotated[bool, typer.Option("--gaps", help="List every gap.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, with every gap.")]


@app.command("import", epilog=epilog("market import"))
def import_(
    files: Files,
    market: Store,
    replace: Replace = False,
    strict: Strict = False,
    symbol: Symbol = None,
    venue: Venue = None,
    timeframe: Timeframe = None,
    columns: Columns = None,
) -> None:
    """Import market data files; the same file twice changes nothing. Exit status 1 if bad rows were left out."""
    with clear_errors():
        from tapecheck.market import ImportOptions, MarketStore
        from tapecheck.market.sources.column_map import column_map
        from tapecheck.market.sources.layout import Told

        for path in files:
            existing(path, "FILE")
        if not market.absolute().parent.is_dir():
            raise ConfigError(f"--market {market}: no such folder: {market.absolute().parent}")
        options = ImportOptions(
            replace=replace,
            strict=strict,
            told=Told(symbol, venue, timeframe),
            columns=column_map(columns) if columns else None,
        )
        bad = 0
        with MarketStore.open(market, create=True) as store:
            for path in files:
                report = store.import_file(path, options=options)
                _tell(report)
                bad += report.bad
    if bad:
        raise typer.Exit(SOME_FAILED)


def _tell(report: ImportReport) -> None:
    typer.echo(
        f"{report.name}: {report.layout}, {report.rows_read:,} rows, {report.new:,} new, "
        f"{report.unchanged:,} unchanged, {report.conflicts:,} in conflict, {report.bad:,} bad; "
        f"{_time(report.first)} to {_time(report.last)}"
    )
    for example in report.examples:
        typer.echo(f"  conflict: {example}")
    for example in report.bad_examples:
        typer.echo(f"tapecheck: left out: {example}", err=True)
    if report.bad > len(report.bad_examples):
        typer.echo(
            f"tapecheck: left out: {report.bad - len(report.bad_examples):,} more rows of {report.name}", err=True
        )


@app.command("info", epilog=epilog("market info"))
def info(market: Store, gaps: Gaps = False, json: AsJson = False) -> None:
    """Show what the store covers, its gaps, and the files it was made from."""
    with clear_errors():
        from tapecheck.cli import inventory_table
        from tapecheck.market import MarketStore

        existing(market, "--market")
        with MarketStore.open(market) as store:
            inventory = store.inventory()
        if json:
            typer.echo(inventory_table.as_json(inventory))
        else:
            inventory_table.show(inventory, gaps=gaps)


def _time(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"

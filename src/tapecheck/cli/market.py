"""``tapecheck market``: fill a market store from files, and see what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli import market_show, market_verify
from tapecheck.cli.exits import clear_errors, existing
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from datetime import datetime

app = typer.Typer(name="market", help="Fill and inspect a market store.", no_args_is_help=True)
app.command("show")(market_show.show)
app.command("verify")(market_verify.verify)

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Candles and other market data, CSV or Parquet.")]
Store = Annotated[Path, typer.Option("--market", metavar="STORE", help="The store; import makes it if it is missing.")]
Replace = Annotated[bool, typer.Option("--replace", help="Where a file differs from what is stored, take the file's.")]


@app.command("import")
def import_(files: Files, market: Store, replace: Replace = False) -> None:
    """Import market data files; the same file twice changes nothing."""
    with clear_errors():
        from tapecheck.market import MarketStore, import_file

        for path in files:
            existing(path, "FILE")
        if not market.absolute().parent.is_dir():
            raise ConfigError(f"--market {market}: no such folder: {market.absolute().parent}")
        with MarketStore.open(market, create=True) as store:
            for path in files:
                report = import_file(store, path, replace=replace)
                typer.echo(
                    f"{report.name}: {report.layout}, {report.rows_read:,} rows, {report.new:,} new, "
                    f"{report.unchanged:,} unchanged, {report.conflicts:,} in conflict; "
                    f"{_time(report.first)} to {_time(report.last)}"
                )
                for example in report.examples:
                    typer.echo(f"  conflict: {example}")


@app.command()
def info(market: Store) -> None:
    """Show the imported files, and the candles: symbol, timeframe, source and range."""
    with clear_errors():
        from tapecheck.market import MarketStore

        existing(market, "--market")
        with MarketStore.open(market) as store:
            for name, sha256, layout, rows, first, last in store.datasets():
                typer.echo(f"{name}: {layout}, {rows:,} rows, {_time(first)} to {_time(last)}, sha256 {sha256[:12]}")
            for run in store.coverage():
                typer.echo(f"  {run.symbol} {run.timeframe} {run.source}: {_time(run.first)} to {_time(run.last_end)}")


def _time(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"

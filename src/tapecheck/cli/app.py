"""All commands under one name. Only what a command needs is imported, when it runs."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from tapecheck.cli import (
    check,
    evaluate,
    extract,
    load,
    market,
    mentions,
    parse,
    query,
    report,
    schema,
    scoreboard,
    status,
)

app = typer.Typer(
    name="tapecheck",
    help="Reads crypto news: what an article claims, exactly where, and whether the market data agrees.",
    epilog="Exit status: 0 all articles done, 1 some failed, 2 usage or configuration, 3 the run could not go on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("extract")(extract.extract)
app.command("status")(status.status)
app.command("retry")(status.retry)
app.command("load")(load.load)
app.command("parse")(parse.parse)
app.command("mentions")(mentions.mentions)
app.add_typer(market.app, name="market")
app.command("check")(check.check)
app.command("report")(report.report)
app.command("scoreboard")(scoreboard.scoreboard)
app.command("query")(query.query)
app.command("schema")(schema.schema)
app.command("evaluate")(evaluate.evaluate)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tapecheck {version('tapecheck')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """The ``tapecheck`` command."""
    app()

"""All commands under one name. Only what a command needs is imported, when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from tapecheck.cli import (
    check,
    completion,
    doctor,
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
from tapecheck.cli.examples import epilog
from tapecheck.cli.usage import Commands

app = typer.Typer(
    cls=Commands,
    name="tapecheck",
    help="Reads crypto news: what an article claims, exactly where, and whether the market data agrees.",
    epilog=epilog(""),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("extract", epilog=epilog("extract"))(extract.extract)
app.command("status", epilog=epilog("status"))(status.status)
app.command("retry", epilog=epilog("retry"))(status.retry)
app.command("load", epilog=epilog("load"))(load.load)
app.command("parse", epilog=epilog("parse"))(parse.parse)
app.command("mentions", epilog=epilog("mentions"))(mentions.mentions)
app.add_typer(market.app, name="market")
app.command("check", epilog=epilog("check"))(check.check)
app.command("report", epilog=epilog("report"))(report.report)
app.command("scoreboard", epilog=epilog("scoreboard"))(scoreboard.scoreboard)
app.command("query", epilog=epilog("query"))(query.query)
app.command("schema", epilog=epilog("schema"))(schema.schema)
app.command("evaluate", epilog=epilog("evaluate"))(evaluate.evaluate)
app.command("doctor", epilog=epilog("doctor"))(doctor.doctor)
app.command("completion", epilog=epilog("completion"))(completion.completion)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

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
    app(prog_name="tapecheck")

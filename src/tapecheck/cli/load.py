"""``tapecheck load``: what ``extract`` wrote into a database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import apart, clear_errors

if TYPE_CHECKING:
    from tapecheck.corpus.sinks.loading import Loaded

Results = Annotated[
    list[str],
    typer.Argument(
        metavar="RESULTS…", help="What tapecheck extract wrote: .jsonl, .jsonl.gz, .jsonl.zst, or the folder of a run."
    ),
]
Target = Annotated[
    str,
    typer.Option(
        "--to", metavar="TARGET", help="A DuckDB file (NAME.duckdb), or postgresql://USER@HOST:PORT/DATABASE."
    ),
]
SchemaName = Annotated[
    str | None,
    typer.Option("--schema-name", metavar="NAME", help="PostgreSQL: the schema of the tables.  \\[default: public]"),
]


def load(results: Results, to: Target, schema_name: SchemaName = None) -> None:
    """Load exported results into the tables of a database; articles that are there are replaced.

    A load that breaks off can be begun again: what is loaded is passed over.
    """
    with clear_errors():
        from tapecheck.corpus.sinks.loading import load as load_all

        apart(to, results, "--to")
        watch = _Watch()
        total = load_all(results, to, watch, schema_name=schema_name)
        watch.end(total)


class _Watch:
    """One line that counts up on a terminal, and the sum at the end; on standard error."""

    def __init__(self) -> None:
        self._parts = 0
        self._live = sys.stderr.isatty()

    def part(self, loaded: Loaded) -> None:
        """One more part is done."""
        self._parts += loaded.parts
        if self._live:
            typer.echo(f"\rtapecheck: {self._parts:,} parts", err=True, nl=False)

    def end(self, total: Loaded) -> None:
        """What was loaded."""
        rows = ", ".join(f"{count:,} {name}" for name, count in total.rows.items())
        kept = f" ({total.kept:,} were there already)" if total.kept else ""
        start = "\r" if self._live else ""
        typer.echo(f"{start}tapecheck: {total.parts:,} parts{kept}, loaded {rows}", err=True)

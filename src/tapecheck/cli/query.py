"""``tapecheck query``: questions to a whole run, in SQL or by name."""

from __future__ import annotations

import sys
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import apart, clear_errors, existing
from tapecheck.cli.options import Output
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from tapecheck.corpus.answers.answer import Answer
    from tapecheck.corpus.answers.ready import Ready
    from tapecheck.corpus.answers.tables import Tables


class QueryFormat(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    PARQUET = "parquet"


Run = Annotated[
    Path,
    typer.Argument(
        metavar="OUT", help="The folder of a run, a JSONL export, or a .duckdb file that tapecheck load wrote."
    ),
]
Question = Annotated[
    str | None,
    typer.Argument(
        metavar="QUESTION", help="A SELECT, or the name of a ready-made question; without one, what there is to ask."
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="A setting of a ready-made question, or a $name of the SELECT."),
]
Store = Annotated[
    Path | None, typer.Option("--market", metavar="STORE", help="A market store to read beside it, as market.candles …")
]
FormatOption = Annotated[
    QueryFormat | None,
    typer.Option(
        "--format", help="Default: by the name of the file, a table on a terminal, else csv.", show_default=False
    ),
]


def query(
    out: Run,
    question: Question = None,
    given: Set = None,
    market: Store = None,
    form: FormatOption = None,
    output: Output = None,
) -> None:
    """Ask a whole run: SQL over its tables, or a ready-made question by name."""
    with clear_errors():
        from tapecheck.corpus.answers.opening import opened

        apart(output, [out, *([market] if market else [])])
        chosen = _format(form, output)
        settings = dict(map(_setting, given or []))
        with opened(out, market=existing(market, "--market")) as tables:
            if question is None:
                from tapecheck.cli.overview import show_overview

                show_overview(tables, sys.stdout)
                return
            _write(_answer(tables, question, settings), question, chosen, output)


def _answer(tables: Tables, question: str, settings: dict[str, str]) -> Answer:
    from tapecheck.corpus.answers.ready import ready_made

    if any(sign.isspace() or sign == ";" for sign in question.strip()):
        return tables.ask(question, settings)
    named = ready_made()
    ready = named.get(question.strip())
    if ready is None:
        raise ConfigError(f"{question!r} is no SELECT and no ready-made question; those are: {', '.join(named)}")
    return _told_if_empty(ready.ask(tables, settings), ready, settings)


def _told_if_empty(answer: Answer, ready: Ready, settings: dict[str, str]) -> Answer:
    """The same answer. If it has no row, standard error names the limit that left all out and that nobody set."""
    first = next(answer.rows, None)
    if first is not None:
        return answer._replace(rows=chain((first,), answer.rows))
    for one in ready.settings:
        if one.name == "least" and one.name not in settings:
            typer.echo(
                f"tapecheck: no row with least={one.default}, {one.about.rstrip('.')}: try --set least=1", err=True
            )
    return answer


def _write(answer: Answer, question: str, form: QueryFormat, output: Path | None) -> None:
    from tapecheck.cli.answers import WRITERS, show
    from tapecheck.cli.conflict_groups import show_conflicts
    from tapecheck.corpus.answers.ready import CONFLICTS
    from tapecheck.corpus.sinks.stream import replacing

    if form is QueryFormat.TABLE:
        (show_conflicts if question.strip() == CONFLICTS else show)(answer, sys.stdout)
    elif output is None:
        WRITERS[form](answer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        with replacing(output) as stream:
            WRITERS[form](answer, stream)


def _format(form: QueryFormat | None, output: Path | None) -> QueryFormat:
    if form is None and output is not None:
        suffix = output.suffix.lower().lstrip(".")
        form = next((one for one in QueryFormat if one == suffix), QueryFormat.CSV)
    if form is None:
        form = QueryFormat.TABLE if sys.stdout.isatty() else QueryFormat.CSV
    if form is QueryFormat.TABLE and output is not None:
        raise ConfigError("--format table goes to standard output, not to a file: leave -o out")
    if form is QueryFormat.PARQUET and output is None:
        raise ConfigError("Parquet needs a file to write to: add -o NAME.parquet")
    return form


def _setting(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise ConfigError(f"--set {text}: write NAME=VALUE")
    return name.strip(), value.strip()

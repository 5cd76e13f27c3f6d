"""``tapecheck extract --explain``: why a record and its verdict came out as they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from datetime import datetime

    from tapecheck.cli.extract import OutputFormat
    from tapecheck.corpus.batch import RunSpec


def explain_record(
    spec: RunSpec,
    wanted: str,
    output: str | None,
    format_: OutputFormat | None,
    *,
    published_at: datetime | None = None,
    verbose: bool,
) -> None:
    """Print the explanation of the record with this id, or its unique beginning.

    Raises:
        ConfigError: there is no such record, or the options go with a run of all records.
    """
    from tapecheck.cli.explanation_text import show
    from tapecheck.cli.watch import Watch
    from tapecheck.corpus.jobs import tracing
    from tapecheck.report.explanation import explain, find

    if output is not None:
        raise ConfigError("--explain goes to standard output, not to a file: leave -o out")
    if format_ is not None and format_.value not in ("json", "table"):
        raise ConfigError(f"--explain is written as --format table or json, not {format_.value}")
    with Watch(verbose=verbose) as watch:
        market, articles = tracing(spec, watch, published_at=published_at)
        article, record = find(articles, wanted)
        explanation = explain(article, record, market)
    if format_ is not None and format_.value == "json":
        typer.echo(explanation.model_dump_json(indent=2))
    else:
        show(explanation)

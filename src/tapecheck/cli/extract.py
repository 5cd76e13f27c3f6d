"""``tapecheck extract``: articles in, checked records out."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from tapecheck.cli.exits import clear_errors, existing
from tapecheck.cli.options import (
    FiguresOption,
    Inputs,
    MarketOption,
    NerModel,
    NerOption,
    Output,
    SettingsFile,
    Verbose,
)
from tapecheck.errors import ConfigError


class OutputFormat(StrEnum):
    """How results are written."""

    JSONL = "jsonl"
    JSON = "json"
    PARQUET = "parquet"
    TABLE = "table"


FormatOption = Annotated[
    OutputFormat | None,
    typer.Option(
        "--format", help="Default: by the name of OUT, a table on a terminal, else jsonl.", show_default=False
    ),
]


def extract(
    inputs: Inputs,
    output: Output = None,
    market: MarketOption = None,
    ner: NerOption = None,
    ner_model: NerModel = None,
    figures: FiguresOption = None,
    settings: SettingsFile = None,
    format_: FormatOption = None,
    verbose: Verbose = False,
) -> None:
    """Extract the records of articles and, with a market store, check them."""
    with clear_errors():
        from tapecheck.cli.table import show
        from tapecheck.cli.watch import Watch
        from tapecheck.corpus.jobs import extraction, settings_of
        from tapecheck.corpus.sinks.stream import FORMATS, format_of, write

        chosen = settings_of(
            existing(settings, "--settings"),
            ner=ner and ner.value,
            ner_model=ner_model,
            figures=figures and figures.value,
        )
        if output is not None and format_ is OutputFormat.TABLE:
            raise ConfigError("--format table goes to standard output, not to a file: leave -o out")
        table = format_ is OutputFormat.TABLE or (format_ is None and output is None and sys.stdout.isatty())
        with Watch(verbose=verbose, progress=not table) as watch:
            results = extraction(inputs, chosen, existing(market, "--market"), watch)
            if table:
                show(results)
            else:
                written_as = next((name for name in FORMATS if name == format_), format_of(output))
                write(results, output, written_as)
        watch.exit()

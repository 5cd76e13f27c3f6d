"""``tapecheck mentions``: the labelled mentions only."""

from __future__ import annotations

from typing import Annotated

import typer

from tapecheck.cli.exits import apart, clear_errors, existing
from tapecheck.cli.options import Inputs, NerModel, NerOption, Output, SettingsFile, Verbose

Ranges = Annotated[
    bool,
    typer.Option(
        "--ranges",
        help='Write comparisons and ranges ("more than 30", "20 to 30") as the NUMBER mentions, not single numbers.',
    ),
]
AsWritten = Annotated[
    bool,
    typer.Option(
        "--as-written", help='Write sums in the unit they name ("50 cents" is 50) and amounts of coins as MONEY.'
    ),
]


def mentions(
    inputs: Inputs,
    output: Output = None,
    ner: NerOption = None,
    ner_model: NerModel = None,
    settings: SettingsFile = None,
    ranges: Ranges = False,
    as_written: AsWritten = False,
    verbose: Verbose = False,
) -> None:
    """Find money, percentages, dates, assets, names and quotations, and write them, one JSON line an article."""
    with clear_errors():
        from tapecheck.cli.watch import Watch
        from tapecheck.corpus.jobs import finding, settings_of
        from tapecheck.corpus.sinks.stream import format_of, write

        apart(output, inputs)
        chosen = settings_of(existing(settings, "--settings"), ner=ner and ner.value, ner_model=ner_model)
        with Watch(verbose=verbose) as watch:
            write(finding(inputs, chosen, watch, ranges=ranges, written=as_written), output, format_of(output))
        watch.exit()

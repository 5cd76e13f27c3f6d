"""``tapecheck parse``: the cleaned articles only."""

from __future__ import annotations

from tapecheck.cli.exits import apart, clear_errors
from tapecheck.cli.options import Inputs, Output, Verbose


def parse(inputs: Inputs, output: Output = None, verbose: Verbose = False) -> None:
    """Clean articles and write them, one JSON line each."""
    with clear_errors():
        from tapecheck.cli.watch import Watch
        from tapecheck.corpus.jobs import parsing, settings_of
        from tapecheck.corpus.sinks.stream import format_of, write

        apart(output, inputs)
        with Watch(verbose=verbose) as watch:
            write(parsing(inputs, settings_of(None, ner="none"), watch), output, format_of(output))
        watch.exit()

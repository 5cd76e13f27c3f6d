"""``tapecheck mentions``: the labelled mentions only."""

from __future__ import annotations

from tapecheck.cli.exits import clear_errors, existing
from tapecheck.cli.options import Inputs, NerModel, NerOption, Output, SettingsFile, Verbose


def mentions(
    inputs: Inputs,
    output: Output = None,
    ner: NerOption = None,
    ner_model: NerModel = None,
    settings: SettingsFile = None,
    verbose: Verbose = False,
) -> None:
    """Find money, percentages, dates, assets, names and quotations, and write them, one JSON line an article."""
    with clear_errors():
        from tapecheck.cli.watch import Watch
        from tapecheck.corpus.jobs import finding, settings_of
        from tapecheck.corpus.writers import format_of, write

        chosen = settings_of(existing(settings, "--settings"), ner=ner and ner.value, ner_model=ner_model)
        with Watch(verbose=verbose) as watch:
            write(finding(inputs, chosen, watch), output, format_of(output))
        watch.exit()

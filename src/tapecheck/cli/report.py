"""``tapecheck report``: results as one HTML page to read."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import SOME_FAILED, clear_errors, existing
from tapecheck.cli.options import Verbose
from tapecheck.cli.times import instant
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from tapecheck.corpus.reading.raw_lines import RawLine
    from tapecheck.corpus.runner import Watcher
    from tapecheck.market import MarketStore
    from tapecheck.report.index.entries import Entry
    from tapecheck.report.index.selection import Selection
    from tapecheck.report.writing import Written
    from tapecheck.schema.input import RejectedInput


class VerdictLabel(StrEnum):
    """The labels of verdicts."""

    SUPPORTED = "SUPPORTED"
    REFUTED = "REFUTED"
    NOT_ENOUGH_INFO = "NOT_ENOUGH_INFO"


_PANEL = "Which articles"
Results = Annotated[
    list[str],
    typer.Argument(
        metavar="RESULTS…",
        help="What tapecheck extract wrote: .jsonl, .jsonl.gz, .jsonl.zst, the folder of a run, or - for standard input.",
    ),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="PAGE", help="The HTML file to write.")]
Store = Annotated[
    Path | None, typer.Option("--market", metavar="STORE", help="The market store to draw charts of prices from.")
]
Verdicts = Annotated[
    list[VerdictLabel] | None,
    typer.Option(
        "--verdict",
        case_sensitive=False,
        metavar="LABEL",
        help="Only articles that have a record with this verdict, SUPPORTED, REFUTED or NOT_ENOUGH_INFO; may be given several times.",
        rich_help_panel=_PANEL,
    ),
]
Publishers = Annotated[
    list[str] | None,
    typer.Option(
        "--publisher",
        metavar="NAME",
        help="Only articles by this publisher, as the results name it; may be given several times.",
        rich_help_panel=_PANEL,
    ),
]
Since = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="Only articles published then or later, UTC.", rich_help_panel=_PANEL),
]
Until = Annotated[
    str | None,
    typer.Option("--to", metavar="DATE", help="Only articles published before it, UTC.", rich_help_panel=_PANEL),
]


def report(
    results: Results,
    output: Output,
    market: Store = None,
    verdict: Verdicts = None,
    publisher: Publishers = None,
    since: Since = None,
    until: Until = None,
    verbose: Verbose = False,
) -> None:
    """Write one HTML page to read results in: articles with their records marked, verdicts and evidence; of many, an index first.

    The page holds everything in itself and asks nobody for anything. With --market it has charts of prices with the claims on them.
    """
    with clear_errors():
        from tapecheck.corpus.exports import check_export
        from tapecheck.report.index.selection import Selection

        selection = Selection(
            frozenset(label.value for label in verdict or ()),
            frozenset(publisher or ()),
            None if since is None else instant(since, "--from"),
            None if until is None else instant(until, "--to"),
        )
        if selection.since is not None and selection.until is not None and selection.since >= selection.until:
            raise ConfigError(f"--from {since}: not before --to {until}, the first day that is left out")
        existing(market, "--market")
        if output.suffix.lower() in (".pdf", ".json", ".jsonl", ".csv", ".docx"):
            raise ConfigError(f"-o {output}: the report is a page of HTML; name it {output.with_suffix('.html')}")
        for given in results:
            if given != "-":
                check_export(Path(given))
                if output.exists() and output.samefile(given):
                    raise ConfigError(f"-o {output} is one of the RESULTS: give the page another name")
        written = _write(results, output, market, selection, verbose=verbose)
        _tell(written, output, with_charts=market is not None)
        raise typer.Exit(SOME_FAILED if written.failed else 0)


def _write(results: list[str], output: Path, market: Path | None, selection: Selection, *, verbose: bool) -> Written:
    from contextlib import nullcontext

    from tapecheck.cli.watch import Watch
    from tapecheck.corpus.sinks.stream import replacing
    from tapecheck.market import MarketStore
    from tapecheck.report.writing import write_report

    _refuse_too_many(results, selection)
    store = nullcontext() if market is None else MarketStore.open(market)
    with store as opened, Watch(verbose=verbose) as watch, replacing(output) as stream:
        return write_report(_entries(results, selection, opened, watch), stream, charted=market is not None)


def _refuse_too_many(results: list[str], selection: Selection) -> None:
    """Where it can be known beforehand: better said now than after many minutes of work."""
    from tapecheck.corpus.exports import given_lines
    from tapecheck.report.writing import MOST_ARTICLES, too_many

    countable = not selection.picks and "-" not in results
    if countable and sum(1 for _ in islice(given_lines(results), MOST_ARTICLES + 1)) > MOST_ARTICLES:
        raise too_many()


def _entries(results: list[str], selection: Selection, store: MarketStore | None, watch: Watcher) -> Iterator[Entry]:
    """What the report holds of each line: an article, why there is none, or nothing if it is not picked."""
    from tapecheck.corpus.exports import given_lines, parsed
    from tapecheck.corpus.runner import run
    from tapecheck.report.index.entries import entry_of, unreadable

    def step(line: RawLine) -> tuple[Entry, ...]:
        result = parsed(line)
        return (entry_of(result, market=store),) if selection.takes(result) else ()

    def reject(rejected: RejectedInput) -> tuple[Entry, ...]:
        return (unreadable(rejected),)

    return chain.from_iterable(run(given_lines(results), step, reject, watch))


def _tell(written: Written, output: Path, *, with_charts: bool) -> None:
    """What was written, on one line."""
    from tapecheck.report import wording

    size = output.stat().st_size
    articles, records = wording.counted(written.articles, "article"), wording.counted(written.records, "record")
    failed = f", {written.failed:,} failed" if written.failed else ""
    told = f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} KB"
    charts = "" if with_charts else "; charts need --market"
    typer.echo(f"tapecheck: {output}: {articles}{failed}, {records}, {told}{charts}", err=True)

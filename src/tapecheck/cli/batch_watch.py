"""What a person sees of a run into a folder, on standard error: a bar on a terminal, elsewhere a line for each shard."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING, NoReturn

import typer

from tapecheck.cli.bar import WithBar
from tapecheck.cli.exits import SOME_FAILED

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import ProgressColumn

    from tapecheck.corpus.reading import Meter
    from tapecheck.corpus.runs.marker import Marker, Totals
    from tapecheck.corpus.workers import Outcome

_SHORT = {"SUPPORTED": "supported", "REFUTED": "refuted", "NOT_ENOUGH_INFO": "not enough info"}


class BatchWatch(WithBar):
    """Counts while the ``with`` block lasts; ``meter`` knows how much of the inputs has been read."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._worked_on = self._failed = self._kept = 0
        self._labels: Counter[str] = Counter()
        self._begun = self._last = monotonic()
        super().__init__()

    def columns(self) -> tuple[ProgressColumn, ...]:
        """A bar, the time that is left, and counts."""
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

        return BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), TextColumn("{task.fields[told]}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """See ``WithBar``; who stops a run is told that it is not lost."""
        super().__exit__(kind, error, trace)
        if kind is KeyboardInterrupt:
            typer.echo("tapecheck: what is complete is kept; the same command goes on from there", err=True)

    def article(self, outcome: Outcome) -> None:
        """One more article has been worked on."""
        self._worked_on += 1
        if outcome.made is None:
            self._failed += 1
        else:
            self._labels.update(outcome.made.labels)
        if self.has_bar:
            self.update(completed=self._meter.done, total=self._meter.total, told=self._told())

    def shard(self, marker: Marker, *, kept: bool) -> None:
        """A shard is complete."""
        if kept:
            self._kept += 1
        elif not self.has_bar:
            now = monotonic()
            rate = marker.count / max(now - self._last, 1e-9)
            self._last = now
            typer.echo(f"tapecheck: shard {marker.shard:05}: {_counts(marker)}, {rate:.1f} inputs/s", err=True)

    def exit(self, totals: Totals, out: str) -> NoReturn:
        """Say what became of the corpus, and end the command with the status that says whether all articles were done."""
        kept = f" ({self._kept} of {totals.shards} shards from before)" if self._kept else ""
        why = f"; why: {out.rstrip('/')}/failed.jsonl" if totals.failed else ""
        typer.echo(f"tapecheck: {out}: {_counts(totals)}{kept}{why}", err=True)
        if self._meter.passed_over:
            causes = ", ".join(f"{count:,} {cause}" for cause, count in sorted(self._meter.passed_over.items()))
            typer.echo(f"tapecheck: passed over, as no articles: {causes}", err=True)
        raise typer.Exit(SOME_FAILED if totals.failed else 0)

    def _told(self) -> str:
        rate = self._worked_on / max(monotonic() - self._begun, 1e-9)
        verdicts = "".join(
            f", {self._labels[label]:,} {words}" for label, words in _SHORT.items() if self._labels[label]
        )
        return f"{self._worked_on:,} articles, {rate:,.0f}/s, {self._failed:,} failed{verdicts}"


def _counts(counted: Marker | Totals) -> str:
    inputs = counted.done + counted.failed + counted.skipped
    return f"{inputs:,} inputs, {counted.done:,} done, {counted.failed:,} failed, {counted.skipped:,} skipped"

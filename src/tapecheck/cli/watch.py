"""What a person sees of a run, on standard error: each failure, and progress if that is a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tapecheck.cli.bar import WithBar
from tapecheck.cli.exits import SOME_FAILED
from tapecheck.schema.input import RejectedInput

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

    from tapecheck.corpus.runner import Item


class Watch(WithBar):
    """Counts, tells of failures, and shows progress while the ``with`` block lasts."""

    def __init__(self, *, verbose: bool = False, progress: bool = True) -> None:
        super().__init__(shown=progress)
        self._verbose = verbose
        self._done = self._failed = 0

    def columns(self) -> tuple[ProgressColumn, ...]:
        """That it is at work, counts, and the time it has taken."""
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        return SpinnerColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn()

    def done(self, item: Item) -> None:
        """One more input is done."""
        del item
        self._advance()

    def failed(self, rejected: RejectedInput, trace: str | None) -> None:
        """Say on one line where it was and why; with ``verbose`` also where in the program."""
        self._failed += 1
        place = rejected.path or rejected.id
        if rejected.line is not None:
            place = f"{place}:{rejected.line}"
        typer.echo(f"tapecheck: failed: {place}: {rejected.message} ({rejected.error})", err=True)
        if trace is not None and self._verbose:
            typer.echo(trace, err=True, nl=False)
        self._advance()

    def exit(self) -> None:
        """End the command with the status that says whether all articles were done; that there were none is told."""
        if not self._done:
            typer.echo(
                "tapecheck: there are no articles in the inputs; which files hold some: tapecheck extract --help",
                err=True,
            )
        raise typer.Exit(SOME_FAILED if self._failed else 0)

    def _advance(self) -> None:
        self._done += 1
        self.update(completed=self._done, total=None, told=f"{self._done:,} articles, {self._failed:,} failed")

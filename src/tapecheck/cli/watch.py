"""What a person sees of a run, on standard error: each failure, and progress if that is a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

import typer

from tapecheck.cli.exits import SOME_FAILED
from tapecheck.schema.input import RejectedInput

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from tapecheck.corpus.runner import Item


class Watch:
    """Counts, tells of failures, and shows progress while the ``with`` block lasts."""

    def __init__(self, *, verbose: bool = False, progress: bool = True) -> None:
        self._verbose = verbose
        self._failed = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        if progress and sys.stderr.isatty():
            self._bar, self._task = _progress()

    def __enter__(self) -> Watch:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

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
        """End the command with the status that says whether all articles were done."""
        raise typer.Exit(SOME_FAILED if self._failed else 0)

    def _advance(self) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, failed=self._failed)


def _progress() -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counts = TextColumn("{task.completed:,} articles, {task.fields[failed]:,} failed")
    bar = Progress(SpinnerColumn(), counts, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    return bar, bar.add_task("articles", total=None, failed=0)

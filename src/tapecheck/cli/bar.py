"""A bar that shows how far a command is, on standard error, if that is a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, TaskID


class WithBar:
    """Shows a bar while the ``with`` block lasts; its heirs say what it consists of."""

    def __init__(self, *, shown: bool = True) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        if shown and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(*self.columns(), console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=None, told="")

    def columns(self) -> tuple[ProgressColumn, ...]:
        """What the bar consists of."""
        raise NotImplementedError

    @property
    def has_bar(self) -> bool:
        """Whether there is a bar to look at."""
        return self._bar is not None

    def update(self, *, completed: int, total: int | None, told: str) -> None:
        """Show how far it is: so much of ``total`` (``None``: not known), and the words of the field ``told``."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=completed, total=total, told=told)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

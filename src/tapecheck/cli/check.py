"""``tapecheck check``: exported records checked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import SOME_FAILED, apart, clear_errors, existing
from tapecheck.cli.options import Output, Verbose
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from tapecheck.corpus.recheck import Rechecked

_NOT_CHECKED = "not checked"


class ChangesFormat(StrEnum):
    """How changed verdicts are written."""

    TABLE = "table"
    JSONL = "jsonl"


Results = Annotated[
    list[str],
    typer.Argument(
        metavar="RESULTS…", help="What tapecheck extract wrote: .jsonl, .jsonl.gz, .jsonl.zst, or - for standard input."
    ),
]
Store = Annotated[Path, typer.Option("--market", metavar="STORE", help="The market store to check against.")]
Changes = Annotated[
    ChangesFormat | None,
    typer.Option("--changes", help="Instead of the results, write the records whose label changed, with both reasons."),
]


def check(
    results: Results, market: Store, output: Output = None, changes: Changes = None, verbose: Verbose = False
) -> None:
    """Check exported records again, against other or newer market data."""
    with clear_errors():
        from tapecheck.cli.changes import show
        from tapecheck.cli.watch import Watch
        from tapecheck.corpus.recheck import recheck
        from tapecheck.corpus.sinks.stream import OF_RESULTS, format_of, write

        existing(market, "--market")
        apart(output, [*results, market])
        if changes is ChangesFormat.TABLE and output is not None:
            raise ConfigError("--changes table goes to standard output, not to a file: leave -o out")
        tally = _Tally()
        with Watch(verbose=verbose, progress=changes is not ChangesFormat.TABLE) as watch:
            checked = tally.counted(recheck(results, market, watch))
            if changes is ChangesFormat.TABLE:
                show(change for one in checked for change in one.changes)
            elif changes is ChangesFormat.JSONL:
                write((change for one in checked for change in one.changes), output, format_of(output))
            else:
                write(_lines(checked, typed=format_of(output) in OF_RESULTS), output, format_of(output))
        tally.tell()
        raise typer.Exit(SOME_FAILED if tally.failed else 0)


def _lines(checked: Iterable[Rechecked], *, typed: bool) -> Iterator[BaseModel]:
    """The lines as they are to be written; ``typed`` as results, which a table is made of."""
    from tapecheck.corpus.recheck import as_result

    for one in checked:
        yield as_result(one.line) if typed else one.line


class _Tally:
    """What changed, for standard error."""

    def __init__(self) -> None:
        self.failed = 0
        self._articles = 0
        self._labels: Counter[tuple[str, str]] = Counter()

    def counted(self, checked: Iterable[Rechecked]) -> Iterator[Rechecked]:
        """The same, counted on the way; what keeps its old verdict is told at once."""
        for one in checked:
            self._articles += 1
            self.failed += one.failed or bool(one.unread)
            self._labels.update((before or _NOT_CHECKED, after) for before, after in one.labels)
            for line in one.unread:
                typer.echo(f"tapecheck: kept: {line}", err=True)
            yield one

    def tell(self) -> None:
        """How many verdicts of each label there were and are, and which became which."""
        changed = {pair: count for pair, count in self._labels.items() if pair[0] != pair[1]}
        typer.echo(
            f"tapecheck: {sum(changed.values()):,} of {self._labels.total():,} verdicts changed, in {self._articles:,} results",
            err=True,
        )
        for label in sorted({label for pair in self._labels for label in pair}):
            before = sum(count for pair, count in self._labels.items() if pair[0] == label)
            after = sum(count for pair, count in self._labels.items() if pair[1] == label)
            typer.echo(f"  {label:<16}{before:>9,} → {after:,}", err=True)
        for (old, new), count in sorted(changed.items()):
            typer.echo(f"  {old} → {new}: {count:,}", err=True)

"""``tapecheck check``: exported records checked again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import SOME_FAILED, clear_errors, existing
from tapecheck.cli.options import Output

if TYPE_CHECKING:
    from tapecheck.records import Result

Results = Annotated[Path, typer.Argument(metavar="RESULTS", help="What tapecheck extract wrote, JSONL.")]
Store = Annotated[Path, typer.Option("--market", metavar="STORE", help="The market store to check against.")]


def check(results: Results, market: Store, output: Output = None) -> None:
    """Check exported records again, against other or newer market data."""
    with clear_errors():
        from tapecheck.corpus.recheck import recheck
        from tapecheck.corpus.writers import format_of, write

        existing(results, "RESULTS")
        existing(market, "--market")
        failed = 0

        def counted() -> Iterator[Result]:
            nonlocal failed
            for result in recheck(results, market):
                failed += result.failed is not None
                yield result

        write(counted(), output, format_of(output))
        raise typer.Exit(SOME_FAILED if failed else 0)

"""``tapecheck check``: exported records checked again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tapecheck.cli.exits import clear_errors, existing
from tapecheck.cli.options import Output

Results = Annotated[Path, typer.Argument(metavar="RESULTS", help="What tapecheck extract wrote, JSONL.")]
Store = Annotated[Path, typer.Option("--market", metavar="STORE", help="The market store to check against.")]


def check(results: Results, market: Store, output: Output = None) -> None:
    """Check exported records again, against other or newer market data."""
    with clear_errors():
        from tapecheck.corpus.recheck import recheck
        from tapecheck.corpus.writers import format_of, write

        existing(results, "RESULTS")
        existing(market, "--market")
        write(recheck(results, market), output, format_of(output))

"""``tapecheck market verify``: whether files are those that a store was filled from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tapecheck.cli.exits import SOME_FAILED, clear_errors, existing

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files that may have been imported.")]
Store = Annotated[Path, typer.Option("--market", metavar="STORE", help="The market store.")]


def verify(files: Files, market: Store) -> None:
    """Say of each file whether the store was filled from it, by its sha256: the hash that evidence names."""
    with clear_errors():
        import hashlib

        from tapecheck.market import MarketStore

        for path in files:
            existing(path, "FILE")
        existing(market, "--market")
        with MarketStore.open(market) as store:
            names = {sha256: name for name, sha256, *_ in store.datasets()}
        missing = 0
        for path in files:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            if sha256 in names:
                typer.echo(f"{path}: imported as {names[sha256]}, sha256 {sha256}")
                continue
            missing += 1
            other = path.name in names.values()
            why = f"another {path.name} was imported" if other else "not imported"
            typer.echo(f"{path}: {why}, sha256 {sha256}")
        raise typer.Exit(SOME_FAILED if missing else 0)

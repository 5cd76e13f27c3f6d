"""An error on purpose is one line on standard error and an exit status; never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from tapecheck.errors import ConfigError, TapecheckError

SOME_FAILED, USAGE, CANNOT_GO_ON = 1, 2, 3


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn a ``TapecheckError`` into its line and the exit status that the contract gives it."""
    try:
        yield
    except TapecheckError as error:
        typer.echo(f"tapecheck: error: {error}", err=True)
        raise typer.Exit(USAGE if isinstance(error, ConfigError) else CANNOT_GO_ON) from None


def existing(path: Path | None, option: str) -> Path | None:
    """The path itself.

    Raises:
        ConfigError: there is no such file.
    """
    if path is not None and not path.is_file():
        raise ConfigError(f"{option} {path}: no such file")
    return path

"""An error on purpose is one line on standard error and an exit status; never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from tapecheck.errors import ConfigError, TapecheckError

SOME_FAILED, USAGE, CANNOT_GO_ON = 1, 2, 3


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn a ``TapecheckError``, or output that can't be written, into its line and the exit status of the contract."""
    try:
        yield
    except TapecheckError as error:
        typer.echo(f"tapecheck: error: {error}", err=True)
        raise typer.Exit(USAGE if isinstance(error, ConfigError) else CANNOT_GO_ON) from None
    except BrokenPipeError:
        _leave_standard_output()
        raise typer.Exit(CANNOT_GO_ON) from None
    except OSError as error:
        _leave_standard_output()
        typer.echo(f"tapecheck: error: {error}", err=True)
        raise typer.Exit(CANNOT_GO_ON) from None


def _leave_standard_output() -> None:
    """What is still to be written goes nowhere: else the interpreter tries once more at its end, with a traceback."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        # Standard output is no file (a test's, say): nothing will be flushed.
        return
    finally:
        os.close(nowhere)


def existing(path: Path | None, option: str) -> Path | None:
    """The path itself.

    Raises:
        ConfigError: there is no such file.
    """
    if path is not None and not path.is_file():
        raise ConfigError(f"{option} {path}: no such file")
    return path

"""An error on purpose is one line on standard error and an exit status; never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from tapecheck.cli.screen_text import one_line
from tapecheck.errors import ConfigError, TapecheckError

SOME_FAILED, USAGE, CANNOT_GO_ON = 1, 2, 3


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn a ``TapecheckError``, or output that can't be written, into its line and the exit status of the contract."""
    try:
        yield
    except TapecheckError as error:
        typer.echo(f"tapecheck: error: {one_line(str(error))}", err=True)
        raise typer.Exit(USAGE if isinstance(error, ConfigError) else CANNOT_GO_ON) from None
    except BrokenPipeError:
        _leave_standard_output()
        raise typer.Exit(CANNOT_GO_ON) from None
    except OSError as error:
        _leave_standard_output()
        typer.echo(f"tapecheck: error: {one_line(_of_system(error))}", err=True)
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


def _of_system(error: OSError) -> str:
    """The file and what is the matter with it, without the system's numbers."""
    if error.filename is None or error.strerror is None:
        return error.strerror or str(error)
    return f"{error.filename}: {error.strerror}"


def existing(path: Path | None, option: str) -> Path | None:
    """The path itself.

    Raises:
        ConfigError: there is no such file, or it is a folder; for a market store the message says how to make one.
    """
    if path is None or path.is_file():
        return path
    if path.is_dir():
        fix = f"; name its files: {path / '*'}" if option == "FILE" else ""
        raise ConfigError(f"{option} {path}: a folder, not a file{fix}")
    fix = f"; make a store with: tapecheck market import FILE… --market {path}" if option == "--market" else ""
    raise ConfigError(f"{option} {path}: no such file{fix}")


def apart(output: str | Path | None, inputs: Iterable[str | Path], option: str = "-o") -> None:
    """Nothing, if the output is none of the inputs: it would take the place of what is to be read.

    Raises:
        ConfigError: it is one of them, by whatever name.
    """
    for path in inputs:
        if output is not None and _same(Path(output), Path(path)):
            raise ConfigError(f"{option} {output}: also an input, which it would replace; give another name")


def _same(one: Path, other: Path) -> bool:
    # A device (/dev/null, /dev/stdout) may be both.
    try:
        return one.samefile(other) and (one.is_file() or one.is_dir())
    except (OSError, ValueError):
        return False

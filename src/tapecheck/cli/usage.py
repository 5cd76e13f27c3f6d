"""Wrong usage told as every other error is: one line with the fix, and exit status 2."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from tapecheck.cli.screen_text import one_line

# The class of click's errors, wherever this version of typer has it from.
_WRONG: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")

_INTERRUPTED = 130
"""The status after Ctrl-C; by some versions of typer it comes out as such, by others as an ``Abort``."""


class Commands(TyperGroup):
    """The commands; what is wrong in how they are called is told on one line."""

    def main(self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """See ``TyperGroup.main``: runs the command, and exits unless ``standalone_mode`` is off."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        try:
            status = super().main(args, standalone_mode=False, **extra) or 0
            if status == _INTERRUPTED:
                typer.echo("tapecheck: stopped", err=True)
            sys.exit(status)
        except _WRONG as error:
            tell(error)
            sys.exit(getattr(error, "exit_code", 2))
        except typer.Abort:
            typer.echo("tapecheck: stopped", err=True)
            sys.exit(_INTERRUPTED)


def tell(error: Exception) -> None:
    """Write what is wrong, and where the help is, to standard error; a call without a command gets the help itself."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        typer.echo(context.get_help())
        return
    command = context.command_path if context is not None else "tapecheck"
    typer.echo(f"tapecheck: error: {worded(_message(error))}; help: {command} --help", err=True)


def _message(error: Exception) -> str:
    message = getattr(error, "message", "")
    if nearest := getattr(error, "possibilities", None):
        return f"{one_line(str(message))}. Did you mean {nearest[0]}?"
    told = getattr(error, "format_message", None)
    return one_line(told() if callable(told) else str(error))


def worded(message: str) -> str:
    """Click's words as this program's: without the full stop, the nearest name as a question.

    >>> worded("No such command 'extrac'. Did you mean 'extract'?")
    "no such command 'extrac'; did you mean 'extract'?"
    >>> worded("Invalid value for '--ner': Value error, 'x' is not one of 'auto', 'none'.")
    "invalid value for '--ner': 'x' is not one of 'auto', 'none'"
    """
    message = message.replace(": Value error, ", ": ").replace(": Input should be", ": it should be")
    message = re.sub(r"\.\s+Did you mean ", "; did you mean ", message).removesuffix(".")
    return message[:1].lower() + message[1:]

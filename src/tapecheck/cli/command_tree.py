"""The commands with their options, as the shell's completion needs them: names, what they take, and the closed choices."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from inspect import signature
from typing import Annotated, NamedTuple, get_args, get_origin, get_type_hints

from typer import Typer
from typer.models import ArgumentInfo, CommandInfo, OptionInfo

_FILES = ("FILE", "STORE", "OUT", "TARGET", "RESULTS")
"""What stands for a file or folder in the help of an option."""


class Option(NamedTuple):
    """An option. ``choices``: what it may be; ``takes``: whether a value follows it, which is a file's name if ``files``."""

    names: tuple[str, ...]
    help: str
    takes: bool = False
    files: bool = False
    choices: tuple[str, ...] = ()


class Command(NamedTuple):
    """A command or group of commands: the words that call it, what it does, and its options; ``files``: it takes files as well."""

    words: tuple[str, ...]
    help: str
    options: tuple[Option, ...]
    files: bool
    choices: tuple[str, ...] = ()


_HELP = Option(("--help",), "Show this message and exit.")


def commands(app: Typer, words: tuple[str, ...] = ()) -> Iterator[Command]:
    """The group itself, and all commands in it, groups before what is in them."""
    callback = app.registered_callback
    options = tuple(_options(callback.callback)) if callback is not None and callback.callback is not None else ()
    yield Command(words, _first(str(app.info.help)), (*options, _HELP), files=False)
    for command in app.registered_commands:
        if command.callback is not None:
            yield _command(command, words)
    for group in app.registered_groups:
        if group.typer_instance is not None and isinstance(group.name, str):
            yield from commands(group.typer_instance, (*words, group.name))


def _command(command: CommandInfo, words: tuple[str, ...]) -> Command:
    called = command.callback
    assert called is not None
    made = command.name or called.__name__
    arguments = [(kind, told) for kind, told in _parameters(called) if isinstance(told, ArgumentInfo)]
    choices = tuple(choice for kind, _ in arguments for choice in _choices(kind))
    files = bool(arguments) and not choices
    return Command((*words, made), _first(called.__doc__ or ""), (*_options(called), _HELP), files, choices)


def _options(called: object) -> Iterator[Option]:
    for kind, told in _parameters(called):
        if isinstance(told, OptionInfo):
            # Inside Annotated the first name stands where the default would.
            declared = (told.default, *(told.param_decls or ()))
            names = tuple(name for name in declared if isinstance(name, str) and name.startswith("-"))
            files = str(told.metavar or "").rstrip("…") in _FILES
            yield Option(names, _first(told.help or "").partition("  \\[")[0], kind is not bool, files, _choices(kind))


def _parameters(called: object) -> Iterator[tuple[object, object]]:
    """Each parameter's type and what it is on the command line."""
    assert callable(called)
    hints = get_type_hints(called, include_extras=True)
    for name in signature(called).parameters:
        if get_origin(hints[name]) is Annotated:
            kind, *told = get_args(hints[name])
            yield kind, told[0]


def _choices(kind: object) -> tuple[str, ...]:
    """The values of a closed set; empty for any other type."""
    kinds = (kind, *get_args(kind))
    closed = next((one for one in kinds if isinstance(one, type) and issubclass(one, Enum)), None)
    return () if closed is None else tuple(str(member.value) for member in closed)


def _first(words: str) -> str:
    """The first sentence, on one line."""
    line = " ".join(words.split("\n\n")[0].split())
    return line.split(". ")[0].rstrip(".")

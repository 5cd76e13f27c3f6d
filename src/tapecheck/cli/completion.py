"""``tapecheck completion``: the script that lets a shell complete commands, options, choices and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tapecheck.cli.command_tree import Command


class Shell(StrEnum):
    """The shells whose completion there is."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


Which = Annotated[Shell, typer.Argument(help="The shell.", show_default=False)]
_BASH = """\
_tapecheck() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command="" words="" i
    COMPREPLY=()
    # "--ner=no" comes as three words.
    [[ $word == "=" ]] && word=""
    [[ $before == "=" ]] && before=${COMP_WORDS[COMP_CWORD-2]}
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$command/${COMP_WORDS[i]}" in
@PATHS@
        esac
    done
    case "$command $before" in
@VALUES@
    esac
    if [[ -z $words ]]; then
        case "$command" in
@WORDS@
        esac
        if [[ $word != -* ]]; then
            case "$command" in
@PLAIN@
            esac
        fi
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _tapecheck tapecheck
"""
_ZSH = "autoload -U +X bashcompinit && bashcompinit\n"
_NO_FILES = "type compopt &>/dev/null && compopt +o default"


def completion(shell: Which) -> None:
    """Print the script that completes commands, options and files in a shell; nothing is installed."""
    from tapecheck.cli.app import app
    from tapecheck.cli.command_tree import commands

    tree = list(commands(app))
    if shell is Shell.FISH:
        typer.echo("\n".join(_fish(tree)))
    else:
        typer.echo((_ZSH if shell is Shell.ZSH else "") + _bash(tree), nl=False)


def _bash(tree: Sequence[Command]) -> str:
    paths = [f'"{" ".join(c.words[:-1])}/{c.words[-1]}") command="{" ".join(c.words)}" ;;' for c in tree if c.words]
    parts = {
        "PATHS": (12, paths),
        "VALUES": (8, list(_values(tree))),
        "WORDS": (12, [f'"{" ".join(c.words)}") words="{" ".join(_names(c))}" ;;' for c in tree]),
        "PLAIN": (16, list(_plain(tree))),
    }
    script = _BASH
    for name, (indent, lines) in parts.items():
        script = script.replace(f"@{name}@", "\n".join(" " * indent + line for line in lines))
    return script


def _names(command: Command) -> list[str]:
    return [name for option in command.options for name in option.names]


def _values(tree: Sequence[Command]) -> Iterator[str]:
    """What may follow an option that takes a value: a choice, a file (which bash completes itself), or nobody knows what."""
    for command in tree:
        for option in command.options:
            patterns = "|".join(f'"{" ".join(command.words)} {name}"' for name in option.names)
            if option.choices:
                yield f'{patterns}) words="{" ".join(option.choices)}" ;;'
            elif option.files:
                yield f"{patterns}) return ;;"
            elif option.takes:
                yield f"{patterns}) {_NO_FILES}; return ;;"


def _plain(tree: Sequence[Command]) -> Iterator[str]:
    """What may stand where no option is begun: a command, a choice, or a file."""
    for command in tree:
        inner = [one.words[-1] for one in tree if one.words and one.words[:-1] == command.words]
        words = inner or list(command.choices)
        if command.files:
            yield f'"{" ".join(command.words)}") return ;;'
        elif words:
            yield f'"{" ".join(command.words)}") words="{" ".join(words)}"; {_NO_FILES} ;;'


def _fish(tree: Sequence[Command]) -> Iterator[str]:
    yield "complete -c tapecheck -f"
    for command in tree:
        inner = [one for one in tree if one.words and one.words[:-1] == command.words]
        here = _fish_condition(command, inner)
        for one in inner:
            yield f"complete -c tapecheck -n {here} -a {one.words[-1]} -d {_quoted(one.help)}"
        if command.choices:
            yield f"complete -c tapecheck -n {here} -a {_quoted(' '.join(command.choices))}"
        if command.files:
            yield f"complete -c tapecheck -n {here} -F"
        for option in command.options:
            names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
            takes = f" -x -a {_quoted(' '.join(option.choices))}" if option.choices else " -x" if option.takes else ""
            takes = " -r -F" if option.files else takes
            yield f"complete -c tapecheck -n {here} {names}{takes} -d {_quoted(option.help)}"


def _fish_condition(command: Command, inner: Sequence[Command]) -> str:
    """When the words typed so far are those of the command, and none of a command in it."""
    seen = [f"__fish_seen_subcommand_from {word}" for word in command.words]
    if inner:
        seen.append(f"not __fish_seen_subcommand_from {' '.join(one.words[-1] for one in inner)}")
    return _quoted("; and ".join(seen))


def _quoted(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"

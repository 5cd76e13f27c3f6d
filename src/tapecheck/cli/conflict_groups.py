"""Conflicts as a person reads them: the thing, the figures that can't both hold, and who tells which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tapecheck.cli.screen import screen
from tapecheck.cli.screen_text import one_line

if TYPE_CHECKING:
    from tapecheck.corpus.answers.answer import Answer, Cell

_WORDS_SHOWN = 220
_STYLES = {"SUPPORTED": "green", "REFUTED": "red"}
_SAID = {"SUPPORTED": ", which the market data support", "REFUTED": ", which the market data refute"}

Telling = dict[str, "Cell"]


def show_conflicts(answer: Answer, out: TextIO) -> None:
    """Write the rows of ``conflicts``, one conflict after the other."""
    console = screen(out, widest=None)
    names = [column.name for column in answer.columns]
    tellings = (dict(zip(names, row, strict=True)) for row in answer.rows)
    number = 0
    for _, told in groupby(tellings, key=lambda telling: telling["conflict"]):
        number += 1
        _show(console, list(told))
    console.print(Text("1 conflict" if number == 1 else f"{number:,} conflicts", style="dim"))


def _show(console: Console, tellings: Sequence[Telling]) -> None:
    first = tellings[0]
    console.print(
        Text.assemble(
            (f"{first['conflict']}. {first['asset'] or ''} {first['about']}".replace("  ", " "), "bold"),
            (f"  {first['day']}, {first['apart']}% apart", "dim"),
        )
    )
    for _, version in groupby(tellings, key=lambda telling: telling["version"]):
        told = list(version)
        label = next((str(one["verdict"]) for one in told if one["verdict"] in _SAID), "")
        figures = " = ".join(dict.fromkeys(str(one["written"]) for one in told))
        console.print(Padding(Text(f"{figures}{_SAID.get(label, '')}", style=_STYLES.get(label, "")), (0, 0, 0, 2)))
        for one in told:
            _show_telling(console, one)
    console.print()


def _show_telling(console: Console, one: Telling) -> None:
    credited = f", after {one['source']}" if one["source"] else ""
    words = one_line(str(one["sentence"]))
    words = words if len(words) <= _WORDS_SHOWN else f"{words[: _WORDS_SHOWN - 1].rstrip()}…"
    who = Text(one_line(f"{one['publisher']}, {str(one['published_at'])[:10]}{credited}") + ": ")
    console.print(Padding(who.append(f"“{words}”", style="dim"), (0, 0, 0, 4)))
    console.print(Padding(Text(one_line(str(one["link"] or one["article_id"])), style="dim"), (0, 0, 0, 4)))

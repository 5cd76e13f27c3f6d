"""What is printed for a person: no blanks at line ends in a pipe, and nothing of an article that a terminal would obey."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.text import Text

from tapecheck.cli import answers
from tapecheck.cli.screen import screen
from tapecheck.cli.screen_text import one_line, shown
from tapecheck.corpus.answers.answer import Answer, Column

ATTACKS = ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "a\rb", "\u202egnp.exe", "\u2066", "\x08\x08"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_terminal_would_obey_is_shown_as_a_sign(attack: str) -> None:
    assert "\N{REPLACEMENT CHARACTER}" in shown(attack)
    assert not set("\x1b\x07\x9b\r\u202e\u2066\x08") & set(shown(attack))


def test_ordinary_text_stays_as_it_is() -> None:
    text = "Ether fell 2 % to €3,300 – “比特币” 🚀\n"
    assert shown(text) == text
    assert one_line(f"  {text} \t\n more") == "Ether fell 2 % to €3,300 – “比特币” 🚀 more"


@pytest.mark.parametrize("attack", ["\x1b[2J", "\u202e"])
def test_an_answer_of_a_query_moves_no_cursor(attack: str) -> None:
    out = io.StringIO()
    row: Any = (f"Bitcoin {attack}rallies",)
    answers.show(Answer((Column("title", "VARCHAR"),), iter([row])), out)
    assert attack not in out.getvalue()
    assert "Bitcoin" in out.getvalue()


def test_blanks_at_line_ends_are_left_out_wherever_the_writes_are_cut() -> None:
    out = io.StringIO()
    console = screen(out, width=20)
    for part in ("a  ", "  \nb", "   ", "c  \n", "  \n"):
        console.file.write(part)
    console.print(Text("d   "))
    assert out.getvalue() == "a\nb   c\n\nd\n"

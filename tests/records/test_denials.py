from __future__ import annotations

import pytest

from tapecheck.records.denials import is_denied
from tapecheck.schema.base import Span


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("It is not true that bitcoin fell to $80,000 on Wednesday.", True),
        ("The exchange denied reports that bitcoin fell to $80,000.", True),
        ("Bitcoin did not fall to $80,000 on Wednesday.", True),
        ("Bitcoin didn’t fall below $80,000 on Wednesday.", True),
        ("Bitcoin has never traded above $80,000.", True),
        ("Contrary to rumors, the coin was worth $80,000.", True),
        ("A fake post claimed the coin had crashed to $80,000.", True),
        ("Bitcoin failed to reach $80,000 on Wednesday.", True),
        ("Bitcoin fell to $80,000 on Wednesday.", False),
        ("Bitcoin not only rose to $80,000, it stayed.", False),
        ("Not everyone is calm: bitcoin fell to $80,000.", False),
        ("It was not far from $80,000 at noon.", False),
        ("The lender did not comment. Bitcoin fell to $80,000.", False),
        ("Never mind the mood, said the trader; bitcoin fell to $80,000.", False),
        ("Despite the false report, bitcoin is still at $80,000.", False),
        ("After a false breakout to $80,000 it turned.", False),
    ],
)  # fmt: skip
def test_whether_a_sentence_denies_its_figure(sentence: str, denied: bool) -> None:
    start = sentence.index("$80,000")
    begin = sentence.index("Bitcoin fell") if sentence.startswith("The lender") else 0
    assert is_denied(sentence, Span(start=start, end=start + 7), Span(start=begin, end=len(sentence))) is denied

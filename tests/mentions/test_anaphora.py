"""Generic words for an asset named before."""

from __future__ import annotations

import pytest

from tapecheck.mentions.assets import find_anaphora


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("The token rose 4%.", "The token", "coin"),
        ("Holders of the dog-themed meme coin sold.", "the dog-themed meme coin", "coin"),
        ("the cryptocurrency's price", "the cryptocurrency", "coin"),
        ("The digital asset recovered.", "The digital asset", "metal"),
        ("The stock lost 3%.", "The stock", "share"),
        ("The index closed lower.", "The index", "index"),
        ("The yellow metal shone.", "The yellow metal", "metal"),
        ("This altcoin fell.", "This altcoin", "coin"),
    ],
)
def test_generic_words_and_what_they_may_stand_for(text: str, expected: str, kind: str) -> None:
    [anaphor] = find_anaphora(text)
    assert anaphor.text == expected == text[anaphor.start : anaphor.end]
    assert kind in anaphor.kinds


@pytest.mark.parametrize(
    "text",
    [
        "A token was launched.",
        "The crypto market fell.",
        "the token sale",
        "The coin holders voted.",
        "the asset manager",
    ],
)
def test_words_that_point_back_to_nothing(text: str) -> None:
    assert find_anaphora(text) == ()

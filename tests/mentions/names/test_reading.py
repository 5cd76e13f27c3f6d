"""What a model has to read."""

from __future__ import annotations

import re

import pytest

from tapecheck.mentions.names.reading import not_names, plain, worth_reading
from tapecheck.schema.base import Span


def read(text: str) -> list[str]:
    spans = [Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text)]
    return [text[span.start : span.end] for span in worth_reading(text, spans, [])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Prices fell, Example said.",
        "the trader @sample_falcon sold.",
        "It moved to eToro.",
        "It was led by 10X Sample.",
        "The account 余烬 noticed first.",
        "It opened in Łódź.",
        "Example’s chief economist left.",
    ],
)
def test_what_may_hold_a_name_is_read(sentence):
    assert read(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "However, DeFi fell on Monday.",
        "prices rose by 3.5% to $97,000.",
        "The CEO sold.",
        "It was the NFT market’s worst week.",
    ],
)
def test_what_holds_none_is_not(sentence):
    assert read(sentence) == []


def test_the_listed_words_are_plain_forms():
    assert all(word == plain(word) for word in not_names())

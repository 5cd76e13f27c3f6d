"""Whatever the text: spans hold their words, are in order and don't overlap, and hostile text takes no long time."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.mentions import assets, venues

VOCABULARY = """Bitcoin BTC (BTC) $BTC /USDT Near NEAR the largest crypto cryptocurrency ’s 's Ethereum ether ETF S&P 500
Zorb (ZORB) token - ( ) rose 4% İ Gate exchange"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=80)


@given(TEXTS)
def test_spans_hold_their_words_in_order_without_overlaps(text: str) -> None:
    for found in (assets.find(text), venues.find(text), assets.find_anaphora(text)):
        assert all(text[mention.start : mention.end] == mention.text for mention in found)
        assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    "piece", ["A", "A ", "Aa (", "(AAAA)", "$A", "the ", "largest ", "BTC/", "USD", "Near, ", "’s ", "Aa " * 5 + "(AB)"]
)
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    began = perf_counter()
    assets.find(text)
    venues.find(text)
    assets.find_anaphora(text)
    assert perf_counter() - began < 2.0

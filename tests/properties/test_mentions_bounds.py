"""Every finder on any text: spans lie inside it, hold the words they say, stand in order and never overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapecheck.mentions import amounts, assets, dates, numbers, people, quantities, quotations, venues, words
from tapecheck.schema.article import Block
from tapecheck.schema.mention import BaseMention

WHEN = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
# fmt: off
PIECES = st.sampled_from(
    ["$97,800", "€1.2bn", "3.5%", "35–40%", "$60K-$65K", "2,507", "ETH", "BTC", "Bitcoin", "ether's", "solana",
    "Binance", "CoinGlass", "“", "”", "‘", "’", '"', "'", "said", "told", "Ada", "Example,", "head", "of",
    "research", "at", "Example", "Labs", "Ms.", "Example", ".", ",", ";", ":", "—", "-", "(", ")", "[", "]", "\n",
    "\n\n", "the", "past", "24", "hours", "Jan.", "14,", "2026", "since", "its", "all-time", "high", "1:45",
    "p.m.", "ET", "half", "a", "billion", "dollars", "₿", "0.5", "percent", "50", "basis", "points", "K", "M",
    "1e9", "½", "0.0₅12", "@example", "\u200b", "\xa0", "İ", "ß", "ﬁ", "１２３", "٣٤", "𝟛", "😀", "é"]
)
# fmt: on
TEXTS = st.text(max_size=120) | st.lists(PIECES | st.text(max_size=4), max_size=40).map(" ".join)


def whole(text: str) -> tuple[Block, ...]:
    return (Block(start=0, end=len(text), kind="paragraph"),)


FINDERS: dict[str, Callable[[str], Sequence[BaseMention]]] = {
    "amounts": amounts.find,
    "assets": assets.find,
    "dates": lambda text: dates.find(text, WHEN),
    "numbers": numbers.find,
    "people": lambda text: people.find(words.split(text)),
    "quantities": lambda text: quantities.find(text, assets.find(text)),
    "quotations": lambda text: quotations.find(text, whole(text)),
    "venues": venues.find,
}


@pytest.mark.parametrize("name", FINDERS)
@given(text=TEXTS)
@settings(max_examples=200)
def test_spans_are_true_ordered_and_apart(name: str, text: str) -> None:
    reached = 0
    for found in FINDERS[name](text):
        assert 0 <= found.start < found.end <= len(text)
        # A quotation may stand inside another.
        assert reached <= found.start or (name == "quotations" and found.end <= reached)
        assert found.text == text[found.start : found.end]
        reached = max(reached, found.end)


@pytest.mark.parametrize("name", FINDERS)
@given(text=TEXTS)
@settings(max_examples=50)
def test_the_same_text_gives_the_same_mentions(name: str, text: str) -> None:
    assert FINDERS[name](text) == FINDERS[name](text)

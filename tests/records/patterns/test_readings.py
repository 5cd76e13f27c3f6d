"""What a figure is read as, one table row for each sort of words that decides; and what is left unread."""

from __future__ import annotations

import pytest

from tapecheck.mentions import finding
from tapecheck.records import build_context
from tapecheck.records.patterns.deciding import counts, read_all
from tapecheck.records.patterns.readings import Before, Reading, remember
from tapecheck.schema.article import Article, Block
from tapecheck.text import sentences


def readings_of(text: str) -> tuple[Reading, ...]:
    blocks = (Block(kind="paragraph", start=0, end=len(text)),)
    article = Article(id="t", text=text, body=text, source_sha256="0", blocks=blocks)
    spans = sentences.sentence_spans(text, blocks)
    return tuple(filter(counts, read_all(build_context(article, spans, finding.find(article, spans)))))


MONEY = [
    ("Bitcoin trades at $97,800.", "price", ""),
    ("Power costs $0.06 per kWh.", "price", ""),
    ("Bitcoin gained $3,000.", "metric", "other"),
    ("A trader lost $80,000.", "metric", "loss"),
    ("They hold $250,000 worth of ether.", "metric", "holdings"),
    ("The account is worth $610,000.", "metric", "holdings"),
    ("The coin's market cap is $4 billion.", "metric", "market_cap"),
    ("All of it comes to $3.2 trillion.", "metric", "market_cap"),
    ("Forecasts have bitcoin reach $1.5 million.", "price", ""),
    ("Some $40 million of longs were liquidated.", "liquidation", ""),
    ("The firm liquidated $125 million in ether.", "metric", "purchase"),
    ("The estate may liquidate its $3.4 billion holdings.", "metric", "holdings"),
    ("Claim a $50 welcome bonus.", None, ""),
]
PERCENT = [
    ("Ether rose 3%.", "percent_move", ""),
    ("Ether moved -3.1% on the day.", "percent_move", ""),
    ("The bank moved by 25 basis points.", "metric", "rate"),
    ("The funding rate rose 0.01%.", "metric", "funding_rate"),
    ("Its share rose to 27.5%.", "metric", "share"),
    ("Some 40% of supply sits idle.", "metric", "share"),
    ("Bitcoin dominance is 58%.", "metric", "dominance"),
    ("Traders see a 70% chance of a cut.", "metric", "probability"),
    ("It met the 61.8% Fibonacci line.", None, ""),
]
AMOUNTS = [
    ("Zorb Labs holds 400 BTC.", "metric", "holdings"),
    ("The address had 400 BTC.", "metric", "purchase"),
    ("The S&P 500 closed at 6,905.", "metric", "index"),
    ("The Fear & Greed Index fell to 24.", "metric", "index"),
    ("Bitcoin trades near 28,041.", "price", ""),
]


@pytest.mark.parametrize(("text", "kind", "role"), [*MONEY, *PERCENT, *AMOUNTS])
def test_reading(text: str, kind: str | None, role: str) -> None:
    (reading,) = readings_of(text)
    assert (reading.kind, reading.role) == (kind, role)


@pytest.mark.parametrize(
    "text", ["Some 34,471 traders came.", "The Dow slipped 400 points.", "Over 1 million Ethereum NFTs were sold."]
)
def test_counts_and_steps_are_left_out(text: str) -> None:
    assert [reading.kind for reading in readings_of(text) if reading.kind is not None] == []


def test_a_figure_of_a_list_is_what_the_first_one_is() -> None:
    first, second = readings_of("Thieves stole $9 million and then $7 million.")
    assert (second.kind, second.role, second.relation) == (first.kind, first.role, "list")
    assert second.head == first
    assert first.head is None


def test_the_same_amount_in_another_unit_is_what_it_stands_beside() -> None:
    coins, worth = readings_of("The fund holds 4,200 ETH, worth $13 million.")
    assert (coins.role, worth.role, worth.relation) == ("holdings", "holdings", "apposition")


def test_a_percentage_without_a_cue_goes_on_with_the_one_before() -> None:
    assert [reading.kind for reading in readings_of("Ether rose 2% on the day, with 7% a week.")] == [
        "percent_move"
    ] * 2


def test_remember_keeps_the_last_large_sum_and_percentage() -> None:
    percent, small = readings_of("Ether rose 3%. It trades at $3,100.")
    (large,) = readings_of("Volume was $9 billion.")
    memory = Before()
    for reading in (percent, large, small):
        memory = remember(memory, reading)
    assert (memory.figure, memory.large_sum, memory.percent) == (small, large, percent)

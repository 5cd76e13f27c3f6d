"""Price widgets are cut out of sentences, and nothing that a person wrote is."""

import json
import time
from pathlib import Path

import pytest

from tapecheck.publishers import parse
from tapecheck.publishers.pasted.widgets import is_tape, without_widgets
from tapecheck.text.aligned import AlignedText

PATH = Path(__file__).parents[2] / "specs/publishers/widgets.jsonl"
ROWS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]

# In proportion it takes a tenth of this on a slow machine; with the square of the length it would take minutes.
MOST_SECONDS = 10


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_row(row):
    text, widgets = without_widgets(AlignedText.of(row["text"]))
    assert text.text == row["clean"]
    assert [widget.text.strip() for widget in widgets] == row["widgets"]


@pytest.mark.parametrize("row", [row for row in ROWS if row["widgets"]], ids=lambda row: row["why"])
def test_what_stays_and_what_goes_keep_their_places(row):
    text, widgets = without_widgets(AlignedText.of(row["text"]))
    for part in (text, *widgets):
        for at, character in enumerate(part.text):
            span = part.to_source(at, at + 1)
            assert character == " " or row["text"][span.start : span.end] == character


def test_the_sentence_stays_one_block_and_the_widget_is_furniture():
    article = parse("A title for the sample\n\nToday Bitcoin BTC -7.18% , the oldest coin, rose by 3% to $97,000.")
    blocks = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert blocks[1:] == [
        ("paragraph", "Today Bitcoin, the oldest coin, rose by 3% to $97,000."),
        ("furniture", "BTC -7.18%"),
    ]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            "This week Samplecoin\nSMP\n$5.10\nmay still fall, they say.",
            "This week Samplecoin may still fall, they say.",
        ),
        ("This week Samplecoin\nSMP\n-2.10%\n, the newest, fell.", "This week Samplecoin, the newest, fell."),
        ("This week bitcoin\nBTC $61,200\nmay still fall, they say.", "This week bitcoin may still fall, they say."),
        ("One lent Samplex’s\nBTC\n-3.49%\nfutures to others.", "One lent Samplex’s BTC futures to others."),
        ("This week ether\nETH\n$3,800\n24h volatility: 2.0%\nmay fall.", "This week ether may fall."),
        ("It fell to\n$61,200\non Monday.", None),
        ("He sold to the\nSEC\nand left.", None),
        ("The token fell:\nBTC\n$61,200\nmay fall.", None),
    ],
)
def test_widgets_on_lines_of_their_own(lines, sentence):
    article = parse(f"A title for the sample\n\n{lines}\n\nThat is all there is to be said about it today.")
    paragraphs = [article.text[block.start : block.end] for block in article.blocks if block.kind == "paragraph"]
    assert (sentence in paragraphs) if sentence else all("may fall" not in p or "fell" not in p for p in paragraphs)


def test_a_tape_is_furniture():
    assert is_tape("BTC $97,000 +2.1% ETH $3,300 -0.5% SMP $5.10 +1.2%")
    assert is_tape("Bitcoin BTC +2.1% $97,000 | Samplecoin SMP -0.4% $5.10")
    assert not is_tape("BTC $97,000 +2.1%")
    assert not is_tape("BTC/USD +2.1% $97,000 ETH/USD -0.5% $3,300 (recorded on Monday)")
    assert not is_tape("BTC $97,000 is the price and ETH $3,300")


@pytest.mark.parametrize(
    "unit",
    [
        "BTC ",
        "BTC $1 ",
        "BTC$",
        "A",
        "BTC -1.00% ",
        "24h volatility: 1% ",
        "24h 7d ",
        "Bitcoin (BTC ",
        "$1,000",
        "ETH 1,000 ",
    ],
)
def test_hostile_text_takes_time_in_proportion(unit):
    began = time.process_time()
    without_widgets(AlignedText.of(unit * (60_000 // len(unit)) + "BTC$1"))
    is_tape(unit * 800)
    assert time.process_time() - began < MOST_SECONDS

"""Captions in flattened text are told from the sentences around them."""

import json
import time
from pathlib import Path

import pytest

from tapecheck.publishers import parse
from tapecheck.publishers.pasted.inline_captions import caption_spans

PATH = Path(__file__).parents[2] / "specs/publishers/inline_captions.jsonl"
ROWS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]

# In proportion it takes a tenth of this on a slow machine; with the square of the length it would take minutes.
MOST_SECONDS = 10


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40])
def test_row(row):
    assert [row["text"][span.start : span.end] for span in caption_spans(row["text"])] == row["captions"]


def test_a_caption_is_no_part_of_the_body():
    text = (
        "A title for the sample\n\nSamplecoin rose by 4% on Monday to trade at $5.10, for the third day in a row, as funds that had "
        "sold it in May came back to the market. SMP price chart | Source: TradingView The coin has now more than doubled, and a report "
        "by Sample Research says that the demand is that of pension funds in two countries, which bought it last week for $5 million."
    )
    article = parse(text)
    assert [block.kind for block in article.blocks] == ["title", "paragraph", "caption", "paragraph"]
    assert "TradingView" not in article.body


@pytest.mark.parametrize(
    "unit", ["Source: ", "Source: A ", "a. Source: X ", "| Source: Sample Sample Sample ", "(Source: "]
)
def test_hostile_text_takes_time_in_proportion(unit):
    began = time.process_time()
    caption_spans(unit * (60_000 // len(unit)))
    assert time.process_time() - began < MOST_SECONDS

"""Headings in flattened text are split off where it is clear; sentences are not."""

import json
import re
import time
from pathlib import Path

import pytest

from tapecheck.publishers import parse
from tapecheck.publishers.pasted.inline_headings import heading_spans

ROOT = Path(__file__).parents[3]
ROWS = [
    json.loads(line)
    for line in (ROOT / "tests/specs/publishers/inline_headings.jsonl").read_text(encoding="utf-8").splitlines()
]
TABLE = [
    json.loads(line) for line in (ROOT / "src/tapecheck/data/headings.jsonl").read_text(encoding="utf-8").splitlines()
]

# In proportion it takes a tenth of this on a slow machine; with the square of the length it would take minutes.
MOST_SECONDS = 10


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][18:50])
def test_row(row):
    assert [row["text"][span.start : span.end] for span in heading_spans(row["text"])] == row["headings"]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["examples"][0])
def test_table(row):
    assert set(row) == {"pattern", "examples", "counter_examples"}
    assert [line for line in row["examples"] if not re.fullmatch(row["pattern"], line)] == []
    assert [line for line in row["counter_examples"] if re.fullmatch(row["pattern"], line)] == []


def test_flattened_text_gets_its_headings_back():
    text = (
        "A title for the sample\n\nSamplecoin rose by 4% on Monday to trade at $5.10, for the third day in a row, as funds that had "
        "sold it in May came back to the market and bought more of it than they had ever held before. Why Funds Came Back The "
        "reason is demand, a report by Sample Research says, and the demand is said to be that of pension funds in two countries. "
        "What’s next for Samplecoin Traders wait for Friday."
    )
    article = parse(text)
    blocks = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert [kind for kind, _ in blocks] == ["title", "paragraph", "heading", "paragraph", "heading", "paragraph"]
    assert blocks[2][1] == "Why Funds Came Back"
    assert blocks[4][1] == "What’s next for Samplecoin"


@pytest.mark.parametrize(
    "unit", ["a The b ", "aaaaBbb c ", "A. B ", "Bitcoin is ", "Conclusion A b. ", "aaa.Bb ", "In a ", "Aa"]
)
def test_hostile_text_takes_time_in_proportion(unit):
    began = time.process_time()
    heading_spans(unit * (60_000 // len(unit)))
    assert time.process_time() - began < MOST_SECONDS

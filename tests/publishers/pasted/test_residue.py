"""Scripts, style rules and tags are taken out of pasted text, and sentences are not."""

import json
import time
from pathlib import Path

import pytest

from tapecheck.publishers import parse
from tapecheck.publishers.pasted.lines import Line
from tapecheck.publishers.pasted.residue import without_code
from tapecheck.text.aligned import AlignedText

PATH = Path(__file__).parents[2] / "specs/publishers/residue.jsonl"
ROWS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]

# In proportion it takes a tenth of this on a slow machine; with the square of the length it would take minutes.
MOST_SECONDS = 10


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40])
def test_row(row):
    kept, code = without_code([Line(AlignedText.of(row["text"]), 1)])
    assert " ".join(line.words for line in kept) == row["clean"]
    assert [line.words for line in code] == row["code"]


def test_code_over_many_lines_is_furniture():
    source = (
        "A title for the sample\n\nSamplecoin rose by 4% on Monday, to trade at $5.10.\n\n.wp-block {\n  margin: 0;\n}\n"
        "window.ads = {\n  'a': 1,\n  'b': [2]\n};\n\nIt fell on Tuesday, a report says, and closed at $5."
    )
    article = parse(source, media="text")
    blocks = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert [words for kind, words in blocks if kind == "paragraph"] == [
        "Samplecoin rose by 4% on Monday, to trade at $5.10.",
        "It fell on Tuesday, a report says, and closed at $5.",
    ]
    assert {words for kind, words in blocks if kind == "furniture"} >= {".wp-block {", "margin: 0;", "'b': [2]", "};"}


@pytest.mark.parametrize(
    "unit",
    ["{", "var x = (", "window.a(", "<p ", "<!--", ".a{b:", '{"a": ', "function(){", "if (document", "'", ".a .a .a "],
)
@pytest.mark.parametrize("end", ["", "\n"])
def test_hostile_text_takes_time_in_proportion(unit, end):
    began = time.process_time()
    words = (unit + end) * (60_000 // len(unit))
    without_code([Line(AlignedText.of(line), 1) for line in words.split("\n") if line])
    assert time.process_time() - began < MOST_SECONDS

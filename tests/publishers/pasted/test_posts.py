"""Embedded posts inside running text: where they begin and end, and who signed them."""

import json
import time
from datetime import date
from pathlib import Path

import pytest

from tapecheck.publishers import parse
from tapecheck.publishers.pasted.posts import post_spans

PATH = Path(__file__).parents[2] / "specs/publishers/posts.jsonl"
ROWS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]

# In proportion it takes a tenth of this on a slow machine; with the square of the length it would take minutes.
MOST_SECONDS = 10


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40])
def test_row(row):
    assert [row["text"][span.start : span.end] for span in post_spans(row["text"], own_line=False)] == row["posts"]


def test_a_post_with_its_author_first_is_signed():
    article = parse(f"A title for the sample\n\n{ROWS[0]['text']}")
    assert [block.kind for block in article.blocks] == ["title", "paragraph", "post", "paragraph"]
    assert [(post.author, post.handle, post.posted_on) for post in article.posts] == [
        ("Sam Sample", "@samsample", date(2025, 5, 3))
    ]


@pytest.mark.parametrize(
    "unit", ["@a · Follow ", "A @a · Follow b. ", "7:38 pm · 25 Jun 2025 ", "· Follow @a ", "— A (@a) "]
)
def test_hostile_text_takes_time_in_proportion(unit):
    began = time.process_time()
    post_spans(unit * (40_000 // len(unit)), own_line=False)
    assert time.process_time() - began < MOST_SECONDS

"""Markdown: its marks say what a line is, and are gone from the text; ordinary text is left alone."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tapecheck.publishers import parse
from tapecheck.publishers.pasted.markdown import is_markdown
from tapecheck.publishers.pasted.markdown_marks import without_marks
from tapecheck.text.aligned import AlignedText

PATH = Path(__file__).parents[2] / "specs/publishers/markdown.jsonl"
ROWS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]

PAGE = """---
title: "Samplecoin climbs past $5"
date: 2026-01-14T22:57:00Z
authors:
  - Sam Sample
tags: [markets]
---

[![Sample News logo](https://example.com/logo.png)](https://example.com/)

# Samplecoin climbs past \\$5

![Samplecoin's price over the week](https://example.com/chart.png)

Samplecoin rose by **4%** on Wednesday to trade at \\$5.10, [a report](https://example.com/report "Report") says, its third day of gains.

## What the *analysts* say

> “This is the bottom,” Sam Sample said in a note,
> and he bought more.

* Funds hold **5%** of it.
* Shorts worth \\$2 million were closed.

| Coin | Price |
|------|------:|
| Samplecoin | \\$5.10 |

---

It fell on Thursday, by 1\\.5%, and closed the week at \\$5 after a slow day.

[1]: https://example.com/a
"""

# In proportion it takes a tenth of this on a slow machine; with the square of the length it would take minutes.
MOST_SECONDS = 10


def test_a_page():
    article = parse(PAGE, media="text")
    blocks = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert [kind for kind, _ in blocks[:7]] == ["furniture"] * 7
    assert [block for block in blocks[7:] if block[0] != "furniture"] == [
        ("title", "Samplecoin climbs past $5"),
        ("caption", "Samplecoin's price over the week"),
        ("paragraph", "Samplecoin rose by 4% on Wednesday to trade at $5.10, a report says, its third day of gains."),
        ("heading", "What the analysts say"),
        ("quote", "“This is the bottom,” Sam Sample said in a note, and he bought more."),
        ("list_item", "Funds hold 5% of it."),
        ("list_item", "Shorts worth $2 million were closed."),
        ("table", "Coin | Price"),
        ("table", "Samplecoin | $5.10"),
        ("paragraph", "It fell on Thursday, by 1.5%, and closed the week at $5 after a slow day."),
    ]
    assert article.title == "Samplecoin climbs past $5"
    assert article.authors == ("Sam Sample",)
    assert article.published_at == datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
    assert not article.published_at_zone_assumed


def test_every_character_is_the_source_s():
    article = parse(PAGE, media="text")
    for block in article.blocks:
        for at in range(block.start, block.end):
            span = article.source_span(at, at + 1)
            assert article.text[at].isspace() or PAGE[span.start : span.end] == article.text[at]


@pytest.mark.parametrize("row", [row for row in ROWS if "clean" in row], ids=lambda row: row["text"][:40])
def test_marks(row):
    assert without_marks(AlignedText.of(row["text"])).text == row["clean"]


@pytest.mark.parametrize("row", [row for row in ROWS if "markdown" in row], ids=lambda row: row["text"][:40])
def test_is_markdown(row):
    assert is_markdown(row["text"]) is row["markdown"]


@pytest.mark.parametrize("row", [row for row in ROWS if "kinds" in row], ids=lambda row: row["text"][:40])
def test_kinds(row):
    article = parse(row["text"], media="text")
    assert [[block.kind, article.text[block.start : block.end]] for block in article.blocks] == row["kinds"]


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "![",
        "](",
        "**a",
        "*a ",
        "__",
        "\\",
        "> ",
        "|",
        "|--",
        "# a",
        "`",
        "~~a",
        "[a](",
        "---\n",
        "a: b\n",
        "```\n",
        "- [ ] ",
    ],
)
@pytest.mark.parametrize("end", ["", "\n"])
def test_hostile_text_takes_time_in_proportion(unit, end):
    began = time.process_time()
    text = "# A title\n\n" + (unit + end) * (30_000 // len(unit))
    parse(text, media="text")
    assert time.process_time() - began < MOST_SECONDS

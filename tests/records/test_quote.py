"""The quote record: the spec table, its check, and who says a figure."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tapecheck.mentions import people, quotations, words
from tapecheck.records import build_context, quote
from tapecheck.records.discourse import Discourse
from tapecheck.records.reported import reported, speaker_at
from tapecheck.schema.article import Article, Block
from tapecheck.schema.base import Span
from tapecheck.schema.source_map import Run, SourceMap

SPECS = Path(__file__).parent.parent / "specs" / "records" / "quote.jsonl"
ROWS = [json.loads(line) for line in SPECS.read_text(encoding="utf-8").splitlines()]


def context_of(text):
    found = [match.span() for match in re.finditer(r"[^\n]+", text)]
    kinds = ["title" if number == 0 and len(found) > 1 else "paragraph" for number in range(len(found))]
    blocks = tuple(Block(kind=kind, start=a, end=b) for kind, (a, b) in zip(kinds, found, strict=True))
    source_map = SourceMap(runs=(Run(0, len(text), 0, len(text), True),))
    article = Article(id="t", text=text, body=text, source_sha256="0", blocks=blocks, source_map=source_map)
    mentions = [*quotations.find(text, blocks), *people.find(words.split(text))]
    return build_context(article, [Span(start=a, end=b) for a, b in found], mentions)


@pytest.mark.parametrize("row", ROWS, ids=[row["note"] for row in ROWS])
def test_spec(row):
    text = row["text"]
    made = [
        {
            "text": text[fragment.text.start : fragment.text.end],
            "speaker": each.speaker,
            "title": each.title,
            "affiliation": each.affiliation,
            "form": each.form,
        }
        for each in quote.build(Discourse(context_of(text), {}))
        for fragment in each.fragments
    ]
    assert made == row["records"]


def test_an_interrupted_quotation_is_one_record():
    (made,) = quote.build(Discourse(context_of("“The range held,” said Ada Example, “but only just.”"), {}))
    assert len(made.fragments) == 2


def test_fragments_carry_both_coordinates_and_the_cue():
    (made,) = quote.build(Discourse(context_of("“The range held,” said Ada Example, “but only just.”"), {}))
    assert [fragment.source for fragment in made.fragments] == [fragment.text for fragment in made.fragments]
    assert made.cue == "said"
    assert made.provenance.exact.startswith("The range held")


def test_words_can_not_be_checked():
    (made,) = quote.build(Discourse(context_of("“The range held,” said Ada Example."), {}))
    verdict = quote.check(made, None, None)
    assert verdict.label == "NOT_ENOUGH_INFO"
    assert verdict.reason


def test_who_says_a_figure():
    text = "“It goes to $100,000 next,” said Ada Example, CEO of Testbank, with ether at $3,000."
    voices = reported(context_of(text))
    said = speaker_at(voices, text.index("$100,000"))
    assert said is not None
    assert (said.name, said.title, said.affiliation) == ("Ada Example", "CEO", "Testbank")
    assert speaker_at(voices, text.index("$3,000")) is None

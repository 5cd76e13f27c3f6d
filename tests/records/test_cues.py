"""The table of cues: every row's examples hold one of its forms, and the neighbourhood questions of the index."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from tapecheck.records.cues import WORD, CueIndex

ROWS = [
    json.loads(line)
    for line in resources.files("tapecheck").joinpath("data/cues.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['tag']}-{row['cue']}")
def test_examples_hold_a_cue_of_their_row(row: dict[str, object]) -> None:
    assert row["examples"]
    for example in row["examples"]:
        forms = {" ".join(WORD.findall(form)) for form in row["forms"]}
        assert any(row["tag"] in cue.tags and cue.form in forms for cue in CueIndex(example).cues)


def test_forms_of_a_row_are_sorted_and_lower_case() -> None:
    for row in ROWS:
        assert row["forms"] == sorted(set(row["forms"]))
        assert all(form == form.casefold() for form in row["forms"])


def test_the_longest_form_wins() -> None:
    (cue,) = CueIndex("a liquidation price of").cues
    assert cue.form == "liquidation price"
    assert cue.tags == {"liqprice"}


def test_hyphen_and_blank_are_alike() -> None:
    for text in ("an all-time high", "an all time high"):
        assert any("ath" in cue.tags for cue in CueIndex(text).cues)


def test_boundaries_are_strong_or_weak_and_not_in_numbers() -> None:
    index = CueIndex("Bitcoin rose to $97,800, while ether fell and solana slept")
    assert [(index.text[b.at : b.at + 5].strip(), b.strong) for b in index.boundaries] == [
        (", whi", False),
        ("while", True),
        ("and s", False),
    ]


def test_words_between_counts_words_that_begin_there() -> None:
    index = CueIndex("one two three")
    assert index.words_between(0, 13) == 3
    assert index.words_between(3, 8) == 1
    assert index.words_between(8, 3) == 0

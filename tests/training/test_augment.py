"""Variants of passages: names stay where their words are."""

from __future__ import annotations

import random

import pytest

from tapecheck.mentions.names.labels import Entity
from tapecheck.training import augment
from tapecheck.training.corpus import Passage, names
from tapecheck.training.markup import parse

TEXT, TAGS = parse("{P1|Ada Example}, {T1|CEO} of {O1|Sample & Co., Inc.} (“{F|SMPL}”), said {V|Samplex}’s fee is 5%.")
PASSAGE = Passage("p", TEXT, names(TAGS))


def worded(passage: Passage) -> list[str]:
    return [passage.text[name.start : name.end] for name in passage.names]


def test_respaced():
    made = augment.respaced(PASSAGE)
    assert made.text == "Ada Example , CEO of Sample & Co., Inc . (“ SMPL ”), said Samplex ’s fee is 5 %."
    assert worded(made) == ["Ada Example", "CEO", "Sample & Co., Inc .", "SMPL", "Samplex"]


def test_straightened_and_shouted_keep_every_place():
    assert augment.straightened(PASSAGE).names == augment.shouted(PASSAGE).names == PASSAGE.names
    assert '"SMPL"' in augment.straightened(PASSAGE).text
    assert worded(augment.shouted(PASSAGE))[0] == "ADA EXAMPLE"


def test_swapped_names_are_alike_everywhere():
    passage = Passage("p", "Ada Bo saw Ada Bo.", (Entity(0, 6, "PERSON"), Entity(11, 17, "PERSON")))
    made = augment.swapped(passage, {("PERSON", 1): ["Cecily Sample"]}, random.Random(1), share=1)
    assert made.text == "Cecily Sample saw Cecily Sample."
    assert worded(made) == ["Cecily Sample", "Cecily Sample"]


@pytest.mark.parametrize("seed", range(5))
def test_variants_keep_the_labels(seed):
    made = augment.variants([PASSAGE] * 20, augment.pool([PASSAGE]), random.Random(seed))
    for each in made:
        assert [name.label for name in each.names] == [name.label for name in PASSAGE.names]
        assert all(words == words.strip() and words for words in worded(each))

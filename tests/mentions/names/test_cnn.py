"""The spaCy engine on a small pipeline made here: places, unknown tags, and words that are forgotten."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
import spacy

from tapecheck.mentions.names.cnn import SpacyNames
from tapecheck.mentions.names.labels import TAGS


def pipeline(tags=TAGS):
    spacy.util.fix_random_seed(2)
    nlp = spacy.blank("en")
    tagger = nlp.add_pipe("tagger")
    for tag in tags:
        tagger.add_label(tag)
    nlp.initialize()
    # Random weights that prefer some tag everywhere.
    output = tagger.model.get_ref("softmax")
    output.set_param("W", np.random.default_rng(1).normal(0, 3, output.get_param("W").shape).astype("float32"))
    return nlp


def test_names_are_where_they_are_in_the_text():
    engine = SpacyNames(pipeline())
    text = "Ada Example spoke. It rained. Bo Sample, of Sampleton, left."
    found = engine.find(text, [(0, 18), (30, 60)])
    assert found
    assert all(text[name.start : name.end].strip() == text[name.start : name.end] for name in found)
    assert all(name.end <= 18 or name.start >= 30 for name in found)
    moved = engine.find(f"{'x' * 7}{text}", [(7, 25), (37, 67)])
    assert [(name.start + 7, name.end + 7, name.label) for name in found] == [tuple(name) for name in moved]


def test_nothing_to_read():
    assert SpacyNames(pipeline()).find("Ada", []) == []


def test_a_pipeline_may_lack_tags_but_not_have_others():
    few = SpacyNames(pipeline(("O", "B-PERSON", "I-PERSON")))
    assert {name.label for name in few.find("Ada Example spoke of it.", [(0, 24)])} <= {"PERSON"}
    with pytest.raises(ValueError, match="other tags: B-GPE"):
        SpacyNames(pipeline(("O", "B-GPE")))


def test_words_are_forgotten_and_names_stay_the_same():
    nlp = pipeline()
    engine = SpacyNames(nlp)
    text = "Ada Example spoke of Sampleton."
    found = engine.find(text, [(0, len(text))])
    words = sum(1 for _ in nlp.vocab)
    for number in range(50):
        other = f"Nobody{number} spoke of Nowhere{number}."
        engine.find(other, [(0, len(other))])
    assert sum(1 for _ in nlp.vocab) == words
    assert "Nobody49" not in nlp.vocab.strings
    assert engine.find(text, [(0, len(text))]) == found


@pytest.mark.parametrize("run", ["😀", "(", "$", "“A”", "a."])
def test_a_run_without_blanks_takes_no_long_time(run):
    engine = SpacyNames(pipeline())
    text = "Ada " + run * 20_000
    began = perf_counter()
    found = engine.find(text, [(0, len(text))])
    assert perf_counter() - began < 5.0
    assert all(name.end <= len(text) for name in found)


def test_a_sentence_of_no_words():
    engine = SpacyNames(pipeline())
    assert engine.find("", [(0, 0)]) == []
    assert all(name.end <= 3 for name in engine.find("   ", [(0, 3)]))

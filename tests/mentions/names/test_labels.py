"""Tags of words: whatever the scores, the decoded sequence is one that names can have."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tapecheck.mentions.names.labels import LABELS, TAGS, Entity, decode, entities, tags_of

SCORES = st.integers(1, 8).flatmap(
    lambda words: arrays(np.float32, (words, len(TAGS)), elements=st.floats(-10, 10, width=32))
)


@given(SCORES)
def test_no_name_goes_on_that_has_not_begun(scores):
    before = "O"
    for tag in (TAGS[number] for number in decode(scores)):
        assert not tag.startswith("I-") or before[2:] == tag[2:]
        before = tag


@given(SCORES)
def test_the_best_tags_are_kept_where_they_are_allowed(scores):
    best = scores.argmax(axis=1).tolist()
    allowed = all(
        not TAGS[tag].startswith("I-") or (at > 0 and TAGS[best[at - 1]][2:] == TAGS[tag][2:])
        for at, tag in enumerate(best)
    )
    total = scores[np.arange(len(scores)), decode(scores)].sum()
    assert not allowed or np.isclose(total, scores.max(axis=1).sum())


def test_nothing_to_read_has_no_names():
    assert decode(np.zeros((0, len(TAGS)), dtype=np.float32)) == []


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(LABELS)), max_size=6))
def test_names_to_tags_and_back(parts):
    starts, ends, names, at = [], [], [], 0
    for length, label in parts:
        begin = at
        for _ in range(length):
            starts.append(at)
            ends.append(at + 2)
            at += 3
        names.append(Entity(begin, at - 1, label))
    assert entities(tags_of(names, starts, ends), starts, ends) == names

"""Windows: every piece is read and counts once, and no window is too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.mentions.names.windows import windows


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(2, 25), st.data())
def test_the_kept_parts_are_the_whole_text_in_order(lengths, limit, data):
    overlap = data.draw(st.integers(0, limit - 1))
    reached = 0
    for window in windows(lengths, limit=limit, overlap=overlap):
        assert window.last - window.first <= limit
        assert window.first <= window.keep < window.until <= window.last
        assert window.keep == reached
        reached = window.until
    assert reached == sum(lengths)


@given(st.lists(st.integers(1, 10), max_size=12))
def test_sentences_that_fit_are_not_cut(lengths):
    ends = {sum(lengths[:number]) for number in range(len(lengths) + 1)}
    assert all({w.first, w.last} <= ends for w in windows(lengths, limit=10, overlap=3))


def test_an_overlap_has_to_leave_room():
    with pytest.raises(ValueError, match="overlap of 5 in windows of 5"):
        list(windows([3], limit=5, overlap=5))

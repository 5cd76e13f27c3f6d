"""Slicing, replacing, dropping and joining keep the map to the source."""

import pytest

from tapecheck.schema.base import Span
from tapecheck.text.aligned import AlignedText


def test_slice_of_slice_counts_in_the_source():
    text = AlignedText.of("Bitcoin rose to $97,800 today")
    piece = text[8:][8:15]
    assert piece.text == "$97,800"
    assert piece.to_source(0, 7) == Span(start=16, end=23)


def test_replaced_characters_stand_for_all_they_replace():
    text = AlignedText.of("a &amp; b").replace([(2, 7, "&")])
    assert text.text == "a & b"
    assert text.to_source(2, 3) == Span(start=2, end=7)
    assert text.to_source(0, 5) == Span(start=0, end=9)


def test_replacing_twice_reaches_back_to_the_source():
    text = AlignedText.of("a&nbsp;&nbsp;b").replace([(1, 7, "\u00a0"), (7, 13, "\u00a0")]).replace([(1, 3, " ")])
    assert text.text == "a b"
    assert text.to_source(1, 2) == Span(start=1, end=13)


def test_inserted_characters_stand_for_nothing():
    text = AlignedText.of("ab").replace([(1, 1, "--")])
    assert text.text == "a--b"
    assert text.to_source(1, 3) is None
    assert text.to_source(1, 4) is None
    assert text.to_source(0, 4) == Span(start=0, end=2)


def test_separator_stands_for_nothing():
    whole = AlignedText.of("one two")
    joined = AlignedText.join([whole[4:], whole[:3]], "\n\n")
    assert joined.text == "two\n\none"
    assert joined.to_source(0, 3) == Span(start=4, end=7)
    assert joined.to_source(3, 5) is None
    assert joined.to_source(5, 8) == Span(start=0, end=3)


def test_neighbours_join_into_one_run():
    whole = AlignedText.of("abcdef")
    assert len(AlignedText.join([whole[:3], whole[3:]]).runs) == 1


def test_overlapping_edits_are_refused():
    with pytest.raises(ValueError, match="overlaps"):
        AlignedText.of("abcdef").replace([(0, 3, "x"), (2, 4, "y")])


def test_a_step_is_refused():
    with pytest.raises(ValueError, match="step"):
        AlignedText.of("abc")[::2]


def test_empty_text_and_empty_slice():
    assert AlignedText.of("").runs == ()
    assert AlignedText.of("abc")[2:1].text == ""
    assert AlignedText.of("abc")[1:1].runs == ()
    assert AlignedText.of("abc").drop([(0, 3)]).text == ""


def test_strip_keeps_places():
    assert AlignedText.of("  ab ").strip().to_source(0, 2) == Span(start=2, end=4)

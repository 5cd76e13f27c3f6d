"""The notation of annotators: what it means, and that it is kept."""

from __future__ import annotations

import pytest

from tapecheck.training.markup import Tag, parse, problems, write

TAGGED = (
    "{P1|Ada Example}, {T1|head of research} at {O1,a|Example Labs}: “{Q1|We hold {F|SMPL}.}” {Oa|Example Labs} said."
)


def test_tags_are_ranges_of_the_plain_text():
    text, tags = parse(TAGGED)
    assert text == "Ada Example, head of research at Example Labs: “We hold SMPL.” Example Labs said."
    assert [(text[t.start : t.end], t.label, t.keys) for t in tags] == [
        ("Ada Example", "PERSON", ("1",)),
        ("head of research", "TITLE", ("1",)),
        ("Example Labs", "ORG", ("1", "a")),
        ("We hold SMPL.", "QUOTATION", ("1",)),
        ("SMPL", "FUND", ()),
        ("Example Labs", "ORG", ("a",)),
    ]


def test_there_and_back():
    assert write(*parse(TAGGED)) == TAGGED


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("{P1|Ada", "not closed"),
        ("Ada}", "closes nothing"),
        ("{X|Ada}", "no tag"),
        ("{P1|}", "empty"),
        ("{P1| Ada}", "blanks"),
        ("a { brace", "no tag|closes"),
    ],
)
def test_what_is_no_markup_is_named(markup, message):
    with pytest.raises((ValueError, KeyError), match=message):
        parse(markup)


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("“{Q|So be it.}”", "one speaker"),
        ("{T2|CEO}", "nobody is '2'"),
        ("“{Qa|So be it.}” {O|Sample}", "nobody is 'a'"),
        ("{O|Sample {L|Town}}", "inside"),
        ("{P|Ada}", "one number"),
        ("{O|Samplex} rose. Samplex fell.", "tagged elsewhere"),
    ],
)
def test_what_cannot_be_meant_is_named(markup, message):
    assert any(message in problem for problem in problems(*parse(markup)))


def test_a_sound_passage_has_no_problems():
    assert list(problems(*parse(TAGGED))) == []
    assert isinstance(parse(TAGGED)[1][0], Tag)

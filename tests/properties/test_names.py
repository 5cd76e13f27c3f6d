"""Names put together, whatever was found: mentions are verbatim and in order, and many of them take time in proportion."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.mentions import naming, people, venues, words
from tapecheck.mentions.names.labels import LABELS, Entity
from tapecheck.records.speakers import Cast
from tapecheck.schema.mention import Mention, Organisation, Person

PIECES = [
    "Ada",
    "Example",
    "@ada",
    "Mr.",
    "CEO",
    "of",
    ",",
    "“",
    "said",
    "Binance",
    "Labs",
    "’s",
    "analysts",
    "van",
    "the",
    "joined",
    "as",
    "\n",
    "İ",
    "余",
]


def merged(text: str, names: list[Entity]) -> list[Mention]:
    split = words.split(text)
    return naming.merge(split, names, people.find(split), venues.find(text), [])


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.data())
def test_mentions_are_verbatim_and_people_keep_their_mentions(text, data):
    places = [match.span() for match in re.finditer(r"\S+(?: \S+)?", text)]
    names = [Entity(a, b, data.draw(st.sampled_from(LABELS))) for a, b in places if data.draw(st.booleans())]
    found = merged(text, names)
    assert all(text[m.start : m.end] == m.text and m.text for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)
    named = [m for m in found if isinstance(m, Person | Organisation)]
    grouped = Cast(text, named).people()
    persons = [m for m in named if isinstance(m, Person)]
    assert sorted(m.start for group in grouped for m in group) == [m.start for m in persons]


@pytest.mark.parametrize(
    "piece",
    [
        "Ada Example{n} of Sample{n} said so. ",
        "Ada Example{n} (@ada{n}) said so. ",
        "@ada{n} @bo{n} ",
        "Example{n} said Example. ",
        "CEO of Sample{n}, Ada Example, ",
        "Ada aaa bbb ccc ",
        "Ada Example ",
        "Ada{n} Smith, Smith, ",
    ],
)
def test_many_names_take_time_in_proportion(piece):
    text = "".join(piece.format(n=number) for number in range(4_000))
    names = [Entity(*match.span(), "PERSON") for match in re.finditer(r"Ada\d* \w+|@\w+", text)]
    began = perf_counter()
    found = merged(text, names)
    Cast(text, [m for m in found if isinstance(m, Person | Organisation)]).people()
    assert perf_counter() - began < 6.0

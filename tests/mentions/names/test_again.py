"""Names that come again."""

from __future__ import annotations

import pytest

from tapecheck.mentions import words
from tapecheck.mentions.names.again import again
from tapecheck.mentions.names.labels import Entity
from tapecheck.training.corpus import names
from tapecheck.training.markup import parse


@pytest.mark.parametrize(
    ("tagged", "found"),
    [
        (
            "{P|Ada Example} spoke. Example left, and Ada Example’s firm fell.",
            "Ada Example/PERSON Example/PERSON Ada Example/PERSON",
        ),
        ("{P|Ada Example} spoke. {O|Example} left.", "Ada Example/PERSON Example/PERSON"),
        ("{V|Samplex} fell. Samplex rose, Samplexo did not.", "Samplex/VENUE Samplex/VENUE"),
        ("{O|Sample Labs} hired. Sample Labs said: Sample.", "Sample Labs/ORG Sample Labs/ORG"),
        (
            "{O|Sampleton}. {L|Sampleton}. {L|Sampleton}. Sampleton.",
            "Sampleton/ORG Sampleton/LOC Sampleton/LOC Sampleton/LOC",
        ),
        ("{P|Ada Trader} sold. The Trader and a trader.", "Ada Trader/PERSON"),
        ("{T|CEO} {P|Bo Li} left. The CEO and Li.", "CEO/TITLE Bo Li/PERSON"),
        ("{O|sample labs} fell. sample labs rose.", "sample labs/ORG"),
    ],
)
def test_places_of_names(tagged, found):
    text, tags = parse(tagged)
    made = again(words.split(text), names(tags))
    assert " ".join(f"{text[name.start : name.end]}/{name.label}" for name in made) == found


def test_nothing_found_is_nothing_again():
    assert again(words.split("Ada Example spoke."), []) == []
    assert again(words.split(""), []) == []


def test_names_stay_apart():
    text = "Ada Example Labs and Example Labs"
    made = again(words.split(text), [Entity(0, 11, "PERSON"), Entity(21, 33, "ORG")])
    assert [(name.start, name.end) for name in made] == [(0, 11), (21, 33)]

"""Models, patterns and dictionaries put together: the names are given in the notation of corpora/names."""

from __future__ import annotations

import pytest

from tapecheck.mentions import naming, people, venues, words
from tapecheck.mentions.names.labels import Entity
from tapecheck.schema.mention import Organisation, Person
from tapecheck.training.corpus import names
from tapecheck.training.markup import parse


def merged(tagged: str):
    text, tags = parse(tagged)
    split = words.split(text)
    return naming.merge(split, names(tags), people.find(split), venues.find(text), [])


def people_of(tagged: str) -> list[tuple[str, str | None, str | None]]:
    return [(m.text, m.title, m.affiliation) for m in merged(tagged) if isinstance(m, Person)]


@pytest.mark.parametrize(
    ("tagged", "found"),
    [
        # What the patterns alone would not know.
        (
            "{P|Ada Example}, a {T|night porter} at {O|Sample House}, saw it.",
            [("Ada Example", "night porter", "Sample House")],
        ),
        # The model has nothing; the patterns have.
        ("Sample Labs CEO Ada Example said so.", [("Ada Example", "CEO", "Sample Labs")]),
        # Introduced with a title, it is a person, and the last name alone is one too.
        (
            "{O|Ada Example}, head of research at Sample Labs, left. {O|Example} returned.",
            [("Ada Example", "head of research", "Sample Labs"), ("Example", None, None)],
        ),
        # Sites on which one publishes employ nobody; a firm does.
        ("{O|YouTube} {T|analyst} {P|Ada Example} said so.", [("Ada Example", "analyst", None)]),
        ("{O|Sample Labs} {T|analyst} {P|Ada Example} said so.", [("Ada Example", "analyst", "Sample Labs")]),
        # A nation is part of the title.
        ("Another Iranian official, {P|Ada Example}, said so.", [("Ada Example", "Iranian official", None)]),
        # "trader" is no firm.
        ("Popular trader {O|Example} said so.", [("Example", "Popular trader", None)]),
        # Marks and what stands before them are no name.
        ("It rose, {P|adding:“This} is new.”", []),
        ("{P|Mr Example} rose.", [("Example", None, None)]),
        ("{P|Example wrote} so.", [("Example", None, None)]),
        ("{P|@sample_falcon} wrote so.", [("@sample_falcon", None, None)]),
        ("{O|Samplex} said so.", []),
    ],
)
def test_people(tagged, found):
    assert people_of(tagged) == found


def test_the_model_knows_better_what_a_speaker_is():
    (found,) = (m for m in merged("“No,” said {O|Specimen Ridge}.") if isinstance(m, Person | Organisation))
    assert (found.label, found.text, found.speaks) == ("ORG", "Specimen Ridge", True)


def test_who_is_only_named_does_not_speak():
    (found,) = (m for m in merged("It sued {O|Specimen Ridge} in May.") if isinstance(m, Organisation))
    assert not found.speaks


def test_an_unnamed_voice():
    (found,) = (m for m in merged("{O|Specimen Ridge} {T|climbers} disagree.") if isinstance(m, Organisation))
    assert (found.title, found.speaks) == ("climbers", True)


@pytest.mark.parametrize(
    ("tagged", "labels"),
    [
        ("{V|Samplexo} halted.", ["ORG", "VENUE"]),
        ("Data from {R|Specimenmetrics} show it.", ["ORG", "PROVIDER"]),
        ("{F|SMPL} gained.", ["FUND", "ORG"]),
        ("{L|Sampleton} voted.", ["LOC"]),
        ("{V|Binance} halted.", ["ORG", "VENUE"]),
        ("The {T|CEO} left.", ["TITLE"]),
    ],
)
def test_labels(tagged, labels):
    assert sorted(mention.label for mention in merged(tagged)) == labels


def test_a_provider_of_the_dictionary_keeps_its_name():
    (found,) = (m for m in merged("{R|Coinglass} data show it.") if m.label == "PROVIDER")
    assert (found.name, found.rule) == ("CoinGlass", "provider.name/1")


def test_mentions_are_verbatim_and_in_order():
    tagged = "{O|Sample Labs} {T|CEO} {P|Ada Example} met {P|Bo Sample} in {L|Sampleton}; Example said so."
    text, _ = parse(tagged)
    found = merged(tagged)
    assert [m.start for m in found] == sorted(m.start for m in found)
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize("name", [(1, 5), (0, 1), (5, 7), (5, 6)])
def test_names_of_blanks_and_offices_alone_are_none(name):
    text = "a CEO  b"
    split = words.split(text)
    found = naming.merge(split, [Entity(*name, "ORG")], people.find(split), venues.find(text), [])
    assert all(mention.text.strip() for mention in found)


@pytest.mark.parametrize(("person", "employer"), [("Sam", "Samsung"), ("Jo Ada", "Jo Ada Capital")])
def test_an_employer_may_hold_the_persons_name(person, employer):
    assert people_of(f"{{P|{person}}}, {{T|CEO}} of {{O|{employer}}}, left.") == [(person, "CEO", employer)]

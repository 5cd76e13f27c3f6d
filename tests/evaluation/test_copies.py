from __future__ import annotations

import random

import pytest

from tapecheck.evaluation.copies import Kind, amounts, kinds

STORY = (
    "“Bitcoin” rose 3.5% to $97,800 on Wednesday.\n\nEther gained 5% and last changed hands at $3,380 on Sunday, and traders did not "
    "know what to make of it. More may follow. Bitcoin stood at $97,800 again."
)


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.name)
def test_updates_have_new_figures_and_copies_of_the_text_have_not(kind: Kind):
    made = kind.change(STORY, random.Random(1))
    assert made == kind.change(STORY, random.Random(1))
    assert (made == STORY) == (kind.name == "the same text")
    new = set(amounts(made)) - set(amounts(STORY))
    assert bool(new) == (kind.is_a == "update" or kind.name == "a frame with figures in it")


def test_a_figure_is_changed_wherever_it_stands():
    all_updated = next(kind for kind in kinds() if kind.name == "all figures updated")
    made = amounts(all_updated.change(STORY, random.Random(1)))
    assert len(made) == len(amounts(STORY)) == 4
    assert not set(made) & set(amounts(STORY))


def test_days_move_by_one():
    dateline = next(kind for kind in kinds() if kind.name == "dateline and days changed")
    made = dateline.change(STORY, random.Random(1))
    assert "on Thursday" in made
    assert "on Monday" in made
    assert "Wednesday" not in made

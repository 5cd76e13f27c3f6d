"""Dictionary look-up: longest name, spelling, gaps, bad names."""

from __future__ import annotations

import pytest

from tapecheck.mentions.gazetteer import Gazetteer


def _found(names: list[tuple[str, str]], text: str) -> list[tuple[str, str]]:
    gazetteer = Gazetteer((name, case, name) for name, case in names)  # type: ignore[misc]
    return [(text[match.start : match.end], match.payload) for match in gazetteer.find(text)]


def test_the_longest_name_wins_and_names_do_not_overlap() -> None:
    names = [("Red", "any"), ("Red Fox", "any"), ("Fox Den", "any")]
    assert _found(names, "red fox den, Red Den") == [("red fox", "Red Fox"), ("Red", "Red")]


def test_a_shorter_name_is_found_when_the_longer_breaks_off() -> None:
    assert _found([("Red", "any"), ("Red Fox Den", "any")], "a red fox") == [("red", "Red")]


def test_exact_names_go_before_names_in_any_case() -> None:
    assert _found([("FOX", "exact"), ("fox", "any")], "FOX Fox") == [("FOX", "FOX"), ("Fox", "fox")]
    assert _found([("FOX", "exact")], "Fox fox") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("S&P 500", True),
        ("S&P-500", True),
        ("S & P 500", False),
        ("S&P\n500", False),
        ("S&P, 500", False),
        ("xS&P 500", False),
    ],
)
def test_what_stands_between_words_counts(text: str, found: bool) -> None:
    assert bool(_found([("S&P 500", "any")], text)) is found


def test_curly_and_straight_apostrophes_are_one() -> None:
    assert _found([("Fox's Den", "any")], "fox’s den") == [("fox’s den", "Fox's Den")]


@pytest.mark.parametrize("names", [["(x)"], ["Inc."], ["a     b"], ["Fox", "fox"], [""]])
def test_names_that_cannot_be_matched_are_refused(names: list[str]) -> None:
    with pytest.raises(ValueError, match="a name"):
        Gazetteer((name, "any", name) for name in names)

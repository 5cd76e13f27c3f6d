"""Scores of cleaned pages."""

from datetime import date

import pytest

from tapecheck.evaluation.cleaning import CleaningScore, day_agrees, score_texts, title_agrees


def test_texts():
    assert score_texts([("a b c d", "a b c d")]) == (1.0, 1.0)
    assert score_texts([("a b c d", "e f g h")]).f1 == 0
    assert score_texts([("a b c d e", "x a b c d"), ("a b c d", "")]) == CleaningScore(0.5, 0.25)
    assert score_texts([("", "a b c d")]) == (0.0, 0.0)
    assert score_texts([("one two", "One, two!")]) == (0.0, 0.0)
    assert score_texts([("one two", "one, two!")]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("title", "url", "right"),
    [
        ("Éther tops bitcoin for a day", "https://example.com/ether-tops-bitcoin-for-a-day?x=1", True),
        ("Another story", "https://example.com/ether-tops-bitcoin-for-a-day/", False),
        (None, "https://example.com/ether-tops-bitcoin-for-a-day/", False),
        ("Ether", "https://example.com/id1234567", None),
    ],
)
def test_titles(title, url, right):
    assert title_agrees(title, url) is right


@pytest.mark.parametrize(
    ("day", "url", "right"),
    [
        (date(2026, 1, 14), "https://example.com/2026/01/14/a", True),
        (date(2026, 1, 16), "https://example.com/2026/1/14/a", False),
        (None, "https://example.com/2026/1/14/a", False),
        (date(2026, 1, 16), "https://example.com/2026/13/14/a", None),
    ],
)
def test_days(day, url, right):
    assert day_agrees(day, url) is right

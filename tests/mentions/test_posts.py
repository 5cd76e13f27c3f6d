"""Embedded posts: layouts, where they begin, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.mentions import posts
from tapecheck.schema.article import Block, BlockKind


def one(text: str, kind: BlockKind = "paragraph") -> list[tuple[str, str, str]]:
    found = posts.find(text, (Block(kind=kind, start=0, end=len(text)),))
    return [(text[post.start : post.end], post.author, post.handle) for post in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Buying more! pic.twitter.com/abc — Ada Example (@ada) May 2, 2024", "Buying more!"),
        ("Buying more! https://t.co/abc pic.twitter.com/abc — Ada Example (@ada) May 2, 2024", "Buying more!"),
        ("Volume fell on Monday. I buy the dip. — Ada Example (@ada) May 2, 2024", "I buy the dip."),
        ("Bo Sample said it fell. Range lost. — Ada Example (@ada) May 2, 2024", "Range lost."),
        ("It fell. Ada Example @ada · Follow We buy more. 5:20 am · 11 Jun 2025 81 Reply", "We buy more."),
    ],
)
def test_words_without_links_and_signature(text, words):
    assert one(text) == [(words, "Ada Example", "ada")]


def test_a_post_block_is_a_post_from_its_beginning():
    text = "Volume fell.\nRange lost. — Ada Example (@ada) May 2, 2024"
    assert one(text, "post") == [("Volume fell.\nRange lost.", "Ada Example", "ada")]


def test_a_truncated_post_is_as_long_as_an_embed_shows():
    words = "Flows turned today " + "and the desks noticed it " * 10 + "all…"
    text = f"The fund said so last week, and nothing more came of it. {words} — Ada Example (@ada) May 2, 2024"
    assert one(text) == [(words, "Ada Example", "ada")]


def test_no_post():
    assert one("Ada Example (@ada) said that volume fell — again.") == []


@given(
    st.lists(
        st.sampled_from(["Up!", " — Ada (@ada)", " May 2, 2024", "\n", "a.bb/c", "https://t.co/a", " · Follow ", "@x"])
    )
)
def test_any_text(parts):
    text = "".join(parts)
    for post in posts.find(text, (Block(kind="paragraph", start=0, end=len(text)),)):
        assert 0 <= post.start < post.end <= post.outer_end <= len(text)

from __future__ import annotations

from tapecheck.text.links import link_to


def test_no_link_without_an_address() -> None:
    assert link_to(None, "$9,000", "", "") is None
    assert link_to("https://news.example/a#top", "$9,000", "", "") == "https://news.example/a#:~:text=%249%2C000"
    assert link_to("https://news.example/a", "9-10", "x y-z\nso ", "") == "https://news.example/a#:~:text=9%2D10"


def test_half_a_surrogate_pair_is_no_reason_to_fail() -> None:
    assert link_to("https://news.example/a", "$9 \ud83d", "", "") == "https://news.example/a#:~:text=%249%20%3F"


def test_a_long_quotation_is_named_by_its_ends() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    link = link_to("https://news.example/a", f"{words}\n\nand so on", "she said ", " and left")
    assert link is not None
    assert link.partition("#:~:text=")[2] == (
        "said-,word0%20word1%20word2%20word3%20word4%20word5,word37%20word38%20word39%20and%20so%20on,-and"
    )

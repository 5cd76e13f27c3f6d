"""Addresses that open a page at its very words."""

from __future__ import annotations

from urllib.parse import quote


def link_to(url: str | None, exact: str, prefix: str, suffix: str) -> str | None:
    """The address with a text fragment, which opens the page at these words (WICG Scroll to Text Fragment); ``None`` without one.

    >>> link_to("https://news.example/a", "$9,000", "y-old expects ", " by June. The re")
    'https://news.example/a#:~:text=expects-,%249%2C000,-by%20June.%20The'
    """
    if url is None:
        return None
    before = prefix.rsplit("\n", 1)[-1].split(" ", 1)[-1].strip()
    after = suffix.split("\n", 1)[0].rsplit(" ", 1)[0].strip()
    parts = [f"{_fragment(before)}-" if before else "", _fragment(exact), f"-{_fragment(after)}" if after else ""]
    return f"{url.partition('#')[0]}#:~:text={','.join(part for part in parts if part)}"


def _fragment(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")

"""Addresses: whether a browser may be sent there, and those that open a page at its very words."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_LONGEST = 100
"""Characters that are named in full."""
_AT_AN_END = 6
"""Words that are named at either end of a longer stretch."""


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent to it: ``http`` or ``https``, never ``javascript:``.

    >>> web_address("https://news.example/a"), web_address("javascript:alert(1)"), web_address("https://[")
    ('https://news.example/a', None, None)
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def link_to(url: str | None, exact: str, prefix: str, suffix: str) -> str | None:
    """The address with a text fragment, which opens the page at these words (WICG Scroll to Text Fragment); ``None`` without one.

    >>> link_to("https://news.example/a", "$9,000", "y-old expects ", " by June. The re")
    'https://news.example/a#:~:text=expects-,%249%2C000,-by%20June.%20The'

    Of a long quotation it names how it begins and ends, which a browser also finds where it goes over several paragraphs.
    """
    if url is None:
        return None
    before = prefix.rsplit("\n", 1)[-1].split(" ", 1)[-1].strip()
    after = suffix.split("\n", 1)[0].rsplit(" ", 1)[0].strip()
    parts = [f"{_fragment(before)}-" if before else "", *_ends(exact), f"-{_fragment(after)}" if after else ""]
    return f"{url.partition('#')[0]}#:~:text={','.join(part for part in parts if part)}"


def _ends(exact: str) -> list[str]:
    """The words themselves; of many, those at the beginning and those at the end."""
    words = exact.split()
    if len(exact) <= _LONGEST or len(words) <= 2 * _AT_AN_END:
        return [_fragment(exact)]
    return [_fragment(" ".join(words[:_AT_AN_END])), _fragment(" ".join(words[-_AT_AN_END:]))]


def _fragment(words: str) -> str:
    # Half a surrogate pair has no UTF-8.
    return quote(words, safe="", errors="replace").replace("-", "%2D")

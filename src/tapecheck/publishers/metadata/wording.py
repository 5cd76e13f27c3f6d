"""Single strings of a page's metadata, put in order: names of people, addresses, titles with a site's name behind them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_SPACE = re.compile(r"\s+")
_LONGEST = 1_000
_LONGEST_NAME = 80
_BY = re.compile(r"(?:(?:written|reported|words|story|edited)\s)?by:?\s", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:,\s(?:and|&)\s|,\s|;\s|\sand\s|\s&\s|\s\|\s|\s/\s)\s*", re.IGNORECASE)
# "Sample Media, Inc." is one name; so is a list in which a part is no name ("Sam Sample, 14 January").
_ONE_NAME = re.compile(r"\b(?:Inc|Ltd|LLC|Corp|Co|PhD|MD|CFA|Jr|Sr|GmbH|Research & )\b\.?|\d", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"\W+")
_SITE = re.compile(r"\s+(?:[-–—|·•:]{1,2}|[Bb]y)\s+")
_ROLE = re.compile(
    r"(?:^|,?\s)(?:(?:senior|staff|contributing|deputy|markets?|crypto|news)\s)*"
    r"(?:contributors?|writers?|reporters?|editors?|correspondents?|staff|journalists?)\.?$",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """The string with entities decoded and white space folded, cut at 1,000 characters.

    >>> clean(" Bitcoin&#8217;s\\n rise ")
    'Bitcoin’s rise'
    """
    return _SPACE.sub(" ", html.unescape(text[: _LONGEST * 2])).strip()[:_LONGEST]


def is_address(url: str) -> bool:
    """Whether it is an address of the web; ``javascript:`` and the like are none."""
    return url.startswith(("http://", "https://")) and len(url) <= _LONGEST and not any(c in url for c in " <>\"'")


def names_of(written: Iterable[str]) -> tuple[str, ...]:
    """The names in bylines, each once, in order; addresses, handles and roles are no names.

    >>> names_of(["By Sam Sample and Kim Example, Senior Reporter", "https://example.com/sam", "kim example", "Sample Media, Inc."])
    ('Sam Sample', 'Kim Example', 'Sample Media, Inc.')
    """
    names: dict[str, str] = {}
    for line in written:
        line = _BY.sub("", clean(line), count=1) if _BY.match(clean(line)) else clean(line)
        parts = [line] if _ONE_NAME.search(line) else _BETWEEN_NAMES.split(line)
        for part in parts:
            name = _ROLE.sub("", part.strip(" ,|·•-–—")).strip(" ,")
            if (
                name
                and len(name) <= _LONGEST_NAME
                and "://" not in name
                and not name.startswith("@")
                and "{" not in name
            ):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())


def without_site(title: str, *sites: str | None) -> str:
    """The title without the name of the site before or behind it.

    >>> without_site("Bitcoin rises | Sample News", "Sample News"), without_site("Bitcoin - a view", "Sample News")
    ('Bitcoin rises', 'Bitcoin - a view')
    """
    known = {_letters(site) for site in sites if site}
    parts, marks = _SITE.split(title), _SITE.findall(title)
    if len(parts) < 2:
        return title
    # "Bitcoin rises - Sample News - News and views": all from the name on.
    at = len(parts[0])
    for mark, part in zip(marks, parts[1:], strict=True):
        if _letters(part) in known:
            return title[:at]
        at += len(mark) + len(part)
    return title[len(parts[0]) + len(marks[0]) :] if _letters(parts[0]) in known else title


def _letters(name: str) -> str:
    return _NOT_LETTERS.sub("", name).casefold()

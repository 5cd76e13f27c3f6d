"""Copies and updates of articles made on purpose: what another site does to a wire story, and what its own desk does to it later.

A copy says nothing new and may be skipped; an update has figures that the first has not, and must not be.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

_AMOUNT = re.compile(
    r"(?<=[$€£])\d{1,3}(?:,\d{3})*(?:\.\d{1,8})?(?![\d,.]*\d)|(?<![\d.,])\d{1,3}(?:\.\d{1,4})?(?=\s?%)"
)
"""The figures of claims: "$97,800", "3.5%"."""

_HAS_DIGIT = re.compile(r"\d")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = re.compile("|".join(_DAYS))
_FRAME = (
    "Sign up to our newsletter and never miss what moves the markets. Share this article with your friends. "
    "Follow our channel for more.",
    "About the author: Ada Example is a reporter with the Example Wire and has written on digital assets for many years. "
    "Disclaimer: the content of this site is for information only and is no advice to buy or sell anything. "
    "Past performance is no guide to the future.",
)
_FRAME_WITH_FIGURES = (
    "Join 258,431 readers of our newsletter. 7 min read.",
    "Win $4,321 in our quiz. Disclaimer: 77.6% of retail accounts lose money when they trade such products.",
)
_NEWS = "\n\nUpdate: volume on the Examplex exchange rose to ${:,} by the evening, {}.{}% more than a day before."

Change = Callable[[str, random.Random], str]


class Kind(NamedTuple):
    """A change, and what the changed text is to the first."""

    name: str
    is_a: Literal["copy", "update"]
    change: Change


def kinds() -> Iterator[Kind]:
    """Every kind of change, copies first."""
    yield Kind("the same text", "copy", lambda text, _: text)
    yield Kind("other quotes, dashes and case", "copy", lambda text, _: _typography(text))
    yield Kind("dateline and days changed", "copy", lambda text, _: _dateline(text))
    yield Kind("one word in fifty changed", "copy", _edited)
    yield Kind("another site's frame", "copy", lambda text, _: "\n\n".join((_FRAME[0], text, _FRAME[1])))
    yield Kind("a frame with figures in it", "copy", lambda text, _: _in_frame_with_figures(text))
    yield Kind("cut at nine tenths", "copy", lambda text, _: _cut(text, 0.9))
    yield Kind("cut at half", "copy", lambda text, _: _cut(text, 0.5))
    yield Kind("one figure updated", "update", lambda text, chance: _updated(text, chance, 0))
    yield Kind("half of the figures updated", "update", lambda text, chance: _updated(text, chance, 0.5))
    yield Kind("all figures updated", "update", lambda text, chance: _updated(text, chance, 1))
    yield Kind("a paragraph with figures added", "update", _with_news)


def amounts(text: str) -> list[str]:
    """The different sums and percents of a text, in order."""
    return list(dict.fromkeys(match.group() for match in _AMOUNT.finditer(text)))


def _typography(text: str) -> str:
    for old, new in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("—", " - "), ("–", "-")):
        text = text.replace(old, new)
    first, end, rest = text.partition("\n")
    return first.upper() + end + rest


def _dateline(text: str) -> str:
    text = _DAY.sub(lambda day: _DAYS[(_DAYS.index(day.group()) + 1) % len(_DAYS)], text)
    return f"EXAMPLE CITY, Jan. 15, 2026, 10:45 a.m. (Example Wire) - {text}"


def _edited(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    # Not the word beside a figure: "January" and "billion" say what the figure is.
    plain = [
        place
        for place, word in enumerate(words)
        if word.isalpha() and not _HAS_DIGIT.search(" ".join(words[max(0, place - 1) :][:3]))
    ]
    for place in chance.sample(plain, min(len(plain), max(1, len(words) // 50))):
        words[place] = "reportedly"
    return " ".join(words)


def _in_frame_with_figures(text: str) -> str:
    return "\n\n".join((_FRAME_WITH_FIGURES[0], text, _FRAME_WITH_FIGURES[1]))


def _cut(text: str, share: float) -> str:
    """The beginning of a text, to the end of a sentence if there is one."""
    end = int(len(text) * share)
    return text[: text.rfind(". ", end * 9 // 10, end) + 1 or end]


def _updated(text: str, chance: random.Random, share: float) -> str:
    """The text with so many of its sums and percents changed, at least one, each wherever it stands."""
    found = amounts(text)
    chosen = set(chance.sample(found, max(1, round(len(found) * share))))
    new = {old: _other(old, text) for old in sorted(chosen)}
    return _AMOUNT.sub(lambda match: new.get(match.group(), match.group()), text)


def _other(figure: str, text: str) -> str:
    """A figure of the same shape that the text does not have."""
    digits = [place for place, character in enumerate(figure) if character.isdigit()]
    for place in reversed(digits):
        for digit in "7391":
            made = figure[:place] + digit + figure[place + 1 :]
            if made not in text:
                return made
    return figure + ",001"


def _with_news(text: str, chance: random.Random) -> str:
    return text + _NEWS.format(chance.randrange(10**9, 10**10), chance.randrange(10, 99), chance.randrange(1, 9))

"""Text that comes from an article or a command line, made fit for a terminal."""

from __future__ import annotations

import re

_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would act upon instead of showing it: an article may hold sequences that move the cursor or turn the direction."""


def shown(text: str) -> str:
    """The text as it can be printed: nothing in it that a terminal would obey.

    >>> shown("\\x1b[2J$97,800\\u202e")
    '�[2J$97,800�'
    """
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The text as it can be printed, on one line."""
    return shown(" ".join(text.split()))

"""Which lines are the headline: told by the caller's title, or by its looks."""

from __future__ import annotations

import re

_NOT_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 220
_SHORTEST_MATCH = 12


def same_title(line: str, title: str) -> bool:
    """Whether ``line`` is ``title``, bare of case, punctuation and a site's name before or after it.

    >>> same_title("# Bitcoin’s rise – Sample News", "Bitcoin's rise"), same_title("Bitcoin's rise", "Bitcoin's rise - Sample")
    (True, True)
    >>> same_title("Bitcoin's rise has ended, and so has the week of rises", "Bitcoin's rise")
    False
    """
    if len(line) > _LONGEST + 80:
        return False
    one, other = _bare(line), _bare(title)
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_MATCH or not (long.startswith(short) or long.endswith(short)):
        return False
    # What is left is a site's name: set off by a mark, and short.
    written = line if len(one) > len(other) else title
    return len(long) - len(short) <= 40 and any(mark in written for mark in (" - ", " – ", " — ", " | ", " :: ", " · "))


def looks_like_title(line: str, *, following: str) -> bool:
    """Whether the first line of a text is its headline, given the line after it (``""`` when there is none).

    >>> looks_like_title("Bitcoin rises past $95,000", following="Bitcoin rose on Wednesday, for the third day in a row.")
    True
    >>> looks_like_title("Bitcoin rose on Wednesday.", following="It fell on Thursday.")
    False
    """
    if not following or len(line) > _LONGEST or len(line.split()) < 3:
        return False
    return line[-1] not in ".:;," or line.endswith("...")


def glued_title_end(text: str, title: str) -> int | None:
    """Where the title ends at the head of a paragraph that goes right on; ``None`` if it does not begin so.

    >>> text = "Bitcoin’s rise goes on The coin rose by 5% today."
    >>> text[: glued_title_end(text, "Bitcoin's rise goes on")]
    'Bitcoin’s rise goes on'
    """
    wanted = _bare(title)
    if len(wanted) < _SHORTEST_MATCH or len(text) <= len(title):
        return None
    # Quotes and dashes may differ, lengths hardly: look around the title's own length.
    for end in range(max(0, len(title) - 6), min(len(text), len(title) + 7)):
        at_edge = text[end : end + 1].isspace() or (text[end : end + 1].isupper() and not text[end - 1 : end].isupper())
        if at_edge and _bare(text[:end]) == wanted:
            return end
    return None


def _bare(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()

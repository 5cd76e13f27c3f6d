"""What sites call the parts of their pages, in class names, ids and roles: ``data/part_names.jsonl``.

``comments``, ``sure``: parts that are no article; ``likely``: parts that are none outside of an article's body; ``body``: the
element that holds an article's text; ``deck``, ``caption``, ``post``, ``points``: blocks of that kind; ``inline``: what stands
inside a sentence and is none of its words; ``figure``: the same, if it holds a figure and no word.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, get_args

Part = Literal["comments", "sure", "likely", "body", "deck", "caption", "post", "points", "inline", "figure"]
PARTS: tuple[Part, ...] = get_args(Part)
_LONGEST_HINT = 300
# "articleBody" and "PhotoCredit" are two words, as "article-body" and "photo_credit" are.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def names() -> dict[Part, re.Pattern[str]]:
    """Part → one regex of all its names, each between blanks, hyphens and underscores."""
    lines = resources.files("tapecheck").joinpath("data/part_names.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    patterns = {part: "|".join(row["pattern"] for row in rows if row["part"] == part) for part in PARTS}
    return {
        part: re.compile(rf"(?:^|[\s_-])(?:{pattern})(?:$|[\s_-])", re.IGNORECASE) for part, pattern in patterns.items()
    }


@lru_cache(maxsize=20_000)
def is_called(part: Part, hint: str) -> bool:
    """Whether a class, id and role, joined by blanks, name such a part.

    >>> is_called("body", "post postContent"), is_called("sure", "share-buttons"), is_called("sure", "shareholders-meeting")
    (True, True, False)
    """
    return names()[part].search(_HUMP.sub("-", hint[:_LONGEST_HINT])) is not None

"""Passages cut into the short texts that a model is trained on."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

_BREAK = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"‘$@\d])|\n+")
_SENTENCES = (1, 1, 2, 3, 4, 6)


def stretches(text: str, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Half-open ranges that cover the text, of one to six sentences or lines each, so that both short and long ones are seen."""
    cuts = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    at = 0
    while at < len(cuts) - 1:
        to = min(at + chance.choice(_SENTENCES), len(cuts) - 1)
        if cuts[to] > cuts[at]:
            yield cuts[at], cuts[to]
        at = to

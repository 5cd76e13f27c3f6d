"""Variants of annotated passages, so that a model learns the language around a name and not the name."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from tapecheck.mentions.names.labels import Entity, Label
from tapecheck.training.corpus import Passage

Pool = dict[tuple[Label, int], list[str]]
"""Names by label and number of words."""

_PUNCTUATION = re.compile(r"(?<=\w)(?=[,;:?!()\"”’%])|(?<=[(\"“$€£#])(?=\w)|(?<=\w)(?=\.(?:\s|$))")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def pool(passages: Iterable[Passage]) -> Pool:
    """The names of the passages (titles left out); names of coarse sets only where they are people or places."""
    found: dict[tuple[Label, int], set[str]] = defaultdict(set)
    for passage in passages:
        for name in passage.names:
            if name.label != "TITLE" and (passage.fine or name.label != "ORG"):
                words = passage.text[name.start : name.end]
                if words[0].isupper() and not words.isupper():
                    found[name.label, words.count(" ")].add(words)
    return {key: sorted(names) for key, names in found.items()}


def swapped(passage: Passage, names: Pool, chance: random.Random, *, share: float = 0.5) -> Passage:
    """The passage with a share of its names replaced by others of the same label and length; the same name by the same one."""
    chosen: dict[tuple[Label, str], str] = {}

    def other(name: Entity, words: str) -> str:
        key = (name.label, words)
        if key not in chosen:
            others = names.get((name.label, words.count(" ")), ())
            swap = bool(others) and words[0].isupper() and not words.isupper() and chance.random() < share
            chosen[key] = chance.choice(others) if swap else words
        return chosen[key]

    return _rewritten(passage, other, lambda words: words, "swapped")


def respaced(passage: Passage) -> Passage:
    """The passage with blanks around its punctuation, as tokenized text is often kept."""

    def space(words: str) -> str:
        return _PUNCTUATION.sub(" ", words)

    return _rewritten(passage, lambda _, words: words, space, "respaced", inside=space)


def straightened(passage: Passage) -> Passage:
    """The passage with straight quotation marks and apostrophes."""
    return _same_length(passage, passage.text.translate(_STRAIGHT), "straight")


def shouted(passage: Passage) -> Passage:
    """The passage in capitals, as headlines are."""
    upper = "".join(up if len(up := character.upper()) == 1 else character for character in passage.text)
    return _same_length(passage, upper, "upper")


def variants(passages: Sequence[Passage], names: Pool, chance: random.Random) -> list[Passage]:
    """Each passage once, as it is or swapped; some respaced, with straight marks, or in capitals."""
    made: list[Passage] = []
    for passage in passages:
        each = swapped(passage, names, chance) if passage.fine and chance.random() < 0.5 else passage
        if passage.fine and chance.random() < 0.25:
            each = straightened(each)
        if passage.fine and chance.random() < 0.25:
            each = respaced(each)
        if passage.fine and chance.random() < 0.04:
            each = shouted(each)
        made.append(each)
    return made


def _same_length(passage: Passage, text: str, how: str) -> Passage:
    return Passage(f"{passage.id}/{how}", text, passage.names, passage.fine)


def _rewritten(
    passage: Passage,
    name_by: Callable[[Entity, str], str],
    between: Callable[[str], str],
    how: str,
    inside: Callable[[str], str] | None = None,
) -> Passage:
    pieces: list[str] = []
    names: list[Entity] = []
    length = at = 0
    for name in passage.names:
        before = between(passage.text[at : name.start])
        # The rule for blanks needs to see what stands on both sides of a name's edge.
        edge = inside(passage.text[max(0, name.start - 1) : name.start + 1])[1:-1] if inside and name.start else ""
        words = name_by(name, passage.text[name.start : name.end])
        if inside:
            words = inside(words)
        pieces += [before, edge, words]
        length += len(before) + len(edge)
        names.append(Entity(length, length + len(words), name.label))
        length += len(words)
        at = name.end
        if inside and at < len(passage.text):
            gap = inside(passage.text[at - 1 : at + 1])[1:-1]
            pieces.append(gap)
            length += len(gap)
    pieces.append(between(passage.text[at:]))
    return Passage(f"{passage.id}/{how}", "".join(pieces), tuple(names), passage.fine)

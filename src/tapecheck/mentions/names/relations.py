"""Whose title a title is, and who works for whom, by the words between names.

As in ``mentions.words``, a word is one letter; a name is one letter too, whatever its length: ``P`` a person, ``O`` an
organisation, ``T`` a title, ``L`` a place. So "Ada Example, head of research at lender Example Labs" is ``P,TadO``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tapecheck.mentions.names.labels import ORGANISATIONS, Entity
from tapecheck.mentions.words import Words

_KIND = r"[mMlhnrRdNL]{0,4}"
"""What may describe a firm before its name: "the New York-based trading firm"."""
_AT = rf"(?:,?[oa]x?{_KIND}(?P<org>O))"

_PATTERNS = (
    # Ada Example, head of research at (lender) Example Labs; Ada Example (@ada), the co-founder; Ada Example is chief economist at
    rf"(?P<person>P)(?:\((?:A|P)\))?(?:,b?|,?ub|b|\()x?[lLrRmM]{{0,2}}(?P<title>T)(?:{_AT})?",
    # Ada Example, Example Labs' chief economist; Ada Example, an Example Labs analyst
    r"(?P<person>P)(?:\((?:A|P)\))?(?:,b?|,?ub|b|\()x?(?P<org>O)p?[lrRmM]{0,2}(?P<title>T)",
    # Ada Example, the bank's chief economist
    r"(?P<person>P),x[mrlRM]{0,2}[dhl]p(?P<title>T)",
    # the co-founder of Example Labs, Ada Example
    rf"(?P<title>T){_AT},?(?P<person>P)",
    # Example Labs' head of research, Ada Example; Example Labs CEO Ada Example
    r"(?P<org>O)p?[mMrRlL]{0,2}(?P<title>T),?(?P<person>P)",
    # crypto analyst (known as) Ada Example
    r"(?P<title>T)(?:,|,?yb|,?uyb?)?x?(?P<person>P)",
    # Ada Example, who heads (the) Example Labs
    rf"(?P<person>P),u(?:b?[lhvVmd])x?{_KIND}(?P<org>O)",
    # Ada Example of Example Labs; Example Labs' Ada Example; Ada Example (Example Labs)
    rf"(?P<person>P)[oa]x?{_KIND}(?P<org>O)",
    r"(?P<org>O)p(?P<person>P)",
    r"(?P<person>P)\((?P<org>O)\)",
)
_PERSONAL = tuple(re.compile(pattern) for pattern in _PATTERNS)
_VOICES = (
    # Example Labs analysts; a spokesperson for Example Labs
    re.compile(r"(?P<org>O)p?[mMrRlL]{0,2}(?P<title>T)(?![,yx]{0,2}P)"),
    re.compile(rf"(?P<title>T)(?:[oa]x?{_KIND}(?P<org>O))(?!,?P)"),
)


@dataclass(slots=True)
class Tie:
    """What stands beside one name: places of its title and of its employer among the names; ``None`` where there is none."""

    title: int | None = None
    org: int | None = None


def letters(split: Words, names: Sequence[Entity]) -> tuple[str, list[int]]:
    """The words as letters, each name as one, and for each letter the number of its name (-1: a word)."""
    made: list[str] = []
    owners: list[int] = []
    word = 0
    for number, name in enumerate(names):
        first = split.index(name.start)
        made += split.classes[word:first]
        owners += [-1] * max(0, first - word)
        made.append(_letter(name))
        owners.append(number)
        word = max(word, split.index(name.end))
    made += split.classes[word:]
    owners += [-1] * (len(split.classes) - word)
    return "".join(made), owners


def _letter(name: Entity) -> str:
    if name.label in ORGANISATIONS:
        return "O"
    return {"PERSON": "P", "TITLE": "T", "LOC": "L"}[name.label]


def ties(split: Words, names: Sequence[Entity]) -> dict[int, Tie]:
    """By a name's number what is tied to it: people to titles and employers, organisations to the titles of unnamed voices.

    Names are in text order and don't overlap. The patterns are tried in order; what one has tied no other ties again.
    """
    line, owners = letters(split, names)
    made: dict[int, Tie] = {}
    used: set[int] = set()
    for pattern in _PERSONAL:
        for match in pattern.finditer(line):
            person, title, org = (_owner(match, group, owners) for group in ("person", "title", "org"))
            if person is None or (title is not None and title in used):
                continue
            tie = made.setdefault(person, Tie())
            if title is not None and tie.title is None:
                tie.title = title
                used.add(title)
            elif title is not None:
                continue
            if org is not None and tie.org is None:
                tie.org = org
    for pattern in _VOICES:
        for match in pattern.finditer(line):
            org, title = _owner(match, "org", owners), _owner(match, "title", owners)
            if org is not None and title is not None and title not in used:
                made.setdefault(org, Tie()).title = title
                used.add(title)
    return made


def _owner(match: re.Match[str], group: str, owners: Sequence[int]) -> int | None:
    if group not in match.re.groupindex or match.start(group) < 0:
        return None
    return owners[match.start(group)]

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
_AT = rf"(?:,?[oa]x?{_KIND}(?:Lp)?(?P<org>O)|,(?P<firm>O)(?=,|[./\"]|b{{0,2}}[vVt]))"

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


_PRONOUN = re.compile(rf"s(?:b|p)x?[lrRmM]{{0,2}}(?P<title>T)(?:{_AT})?")
"""She is head of research at Example Labs."""
PRONOUN_REACH = 60
"""How many words a pronoun may stand behind the person it means."""
_BECOMES = re.compile(
    r"""
    ,?\s (?:who\s)? (?:(?:has|had|is|was|will|would|be|been|now|recently|also)\s){0,3}
    (?:named|appointed|promoted|hired|elected|joined|joins|become|becomes|became|serves|served|serving|works|worked|acts|acted|returns
      |returned|moves|moved|steps|stepped|left|takes|took)\b
    (?:\s[^\s.;:“”"]{1,20}){0,6}? (?:\s(?:as|to|its|their|his|her|the|a|an|new|up|over|role|of)){0,4}? \s
    """,
    re.VERBOSE,
)
"""Between a person and the title they take: ``Example joined Example Labs as``, ``Example was named``."""


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
        between = split.classes[word:first]
        # "an official in the Sample Council": after a title "in" ties as "at" does.
        if made and made[-1] == "T" and first > word and split.slice(word, word + 1) == "in":
            between = "a" + between[1:]
        made += between
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

    Names are in text order and don't overlap. The patterns are tried in order; a title that one has tied no other ties again.
    """
    line, owners = letters(split, names)
    made: dict[int, Tie] = {}
    used: set[int] = set()
    for person, title, org in (*_personal(line, owners), *_pronouns(line, owners), *_becoming(split.text, names)):
        if title is not None and (title in used or made.get(person, Tie()).title is not None):
            continue
        tie = made.setdefault(person, Tie())
        if title is not None:
            tie.title = title
            used.add(title)
        tie.org = org if tie.org is None else tie.org
    for pattern in _VOICES:
        for match in pattern.finditer(line):
            voice, title = _owner(match, "org", owners), _owner(match, "title", owners)
            if voice is not None and title is not None and title not in used:
                made.setdefault(voice, Tie()).title = title
                used.add(title)
    return made


LONGEST_STEP = 90
"""Characters between a person and the title they take."""
Tied = tuple[int, int | None, int | None]
"""Numbers of a person, a title and an organisation among the names."""


def _personal(line: str, owners: Sequence[int]) -> Iterator[Tied]:
    for pattern in _PERSONAL:
        for match in pattern.finditer(line):
            person = _owner(match, "person", owners)
            if person is not None:
                yield person, _owner(match, "title", owners), _owner(match, "org", owners)


def _pronouns(line: str, owners: Sequence[int]) -> Iterator[Tied]:
    for match in _PRONOUN.finditer(line):
        at = line.rfind("P", max(0, match.start() - PRONOUN_REACH), match.start())
        if at >= 0:
            yield owners[at], _owner(match, "title", owners), _owner(match, "org", owners)


def _becoming(text: str, names: Sequence[Entity]) -> Iterator[Tied]:
    for number, title in enumerate(names):
        before = next((i for i in range(number - 1, max(-1, number - 3), -1) if names[i].label == "PERSON"), None)
        if title.label != "TITLE" or before is None or title.start - names[before].end > LONGEST_STEP:
            continue
        if _BECOMES.fullmatch(text, names[before].end, title.start):
            yield before, number, None


def _owner(match: re.Match[str], group: str, owners: Sequence[int]) -> int | None:
    for name in (group, "firm") if group == "org" else (group,):
        if name in match.re.groupindex and match.start(name) >= 0:
            return owners[match.start(name)]
    return None

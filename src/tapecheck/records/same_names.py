"""Which names in an article are one's: full and short forms, firms with and without their last words, @handles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tapecheck.schema.mention import Organisation, Person

Named = Person | Organisation
Keys = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Sameness:
    """When two names are one's: ``same``, asked only for names that share a key; the longer name is filed, the shorter sought."""

    same: Callable[[str, str], bool]
    filed: Keys
    sought: Keys


def _filed_people(name: str) -> Iterator[str]:
    """The last name with each other part, for names of several parts; the first and the last alone, for names of one."""
    *others, last = name.casefold().split()
    yield from (f"{last}, {other}" for other in others)
    yield from (last, *others[:1])


def _sought_people(name: str) -> tuple[str]:
    *others, last = name.casefold().split()
    return (f"{last}, {others[0]}" if others else last,)


def prefixes(name: str) -> Iterator[str]:
    """The name's beginnings, word by word: "sample", "sample labs"."""
    lower = name.casefold()
    yield from (lower[: match.start()] for match in re.finditer(r" ", lower))
    yield lower


MOST_LIKE = 64
"""So many people with one last name are told apart; bounds the work on a page of nothing but names."""


class _Group:
    """Mentions of one person or organisation; ``starts`` are in order, ``introduced`` says that a title or employer is known."""

    def __init__(self) -> None:
        self.mentions: list[Named] = []
        self.starts: list[int] = []
        self.introduced = False

    def add(self, mention: Named) -> None:
        """Take one more."""
        at = bisect_left(self.starts, mention.start)
        self.starts.insert(at, mention.start)
        self.mentions.insert(at, mention)
        self.introduced |= mention.title is not None or (
            isinstance(mention, Person) and mention.affiliation is not None
        )

    def claim(self, position: int) -> tuple[bool, int]:
        """How strong its claim is to a short name at ``position``: introduced before not, then the nearest before it."""
        at = bisect_right(self.starts, position)
        return self.introduced, self.starts[at - 1] if at else -1


def groups(mentions: Sequence[Named], kind: Sameness) -> dict[int, list[Named]]:
    """For each mention's start the mentions of the same one, by position.

    A short name goes to the one who was introduced with a title or affiliation, and of several to the nearest before it.
    """
    filed: list[tuple[str, _Group]] = []
    by_key: dict[str, list[int]] = defaultdict(list)
    made: dict[int, list[Named]] = {}
    for mention in sorted(mentions, key=lambda m: (-len(m.text), m.start)):
        near = sorted({number for key in kind.sought(mention.text) for number in by_key[key][:MOST_LIKE]})
        fitting = [filed[number][1] for number in near if kind.same(filed[number][0], mention.text)]
        if not fitting:
            fitting = [_Group()]
            for key in kind.filed(mention.text):
                by_key[key].append(len(filed))
            filed.append((mention.text, fitting[0]))
        group = max(fitting, key=lambda each: each.claim(mention.start)) if len(fitting) > 1 else fitting[0]
        group.add(mention)
        made[mention.start] = group.mentions
    return made


_BESIDE = re.compile(r"\s?[(,–—-]?\s?")


def join_handles(text: str, groups: dict[int, list[Named]]) -> None:
    """Give a @handle to the person beside whose name it stands, or whose name it spells: "Ada Example (@ada_example)"."""
    alone = {id(group): group for group in groups.values() if group[0].text.startswith("@")}
    if not alone:
        return
    named = {id(group): group for group in groups.values() if id(group) not in alone}
    by_end = {mention.end: mention for group in named.values() for mention in group}
    by_spelling = {_squeezed(mention.text): mention for group in named.values() for mention in group}
    grown: dict[int, list[Named]] = {}
    for group in alone.values():
        beside = (
            by_end[end]
            for handle in group
            for end in range(handle.start - 3, handle.start + 1)
            if end in by_end and _BESIDE.fullmatch(text, end, handle.start)
        )
        owner = next(beside, None) or by_spelling.get(_squeezed(group[0].text))
        if owner is not None:
            joined = groups[owner.start]
            joined += group
            grown[id(joined)] = joined
            groups.update((mention.start, joined) for mention in group)
    for joined in grown.values():
        joined.sort(key=lambda m: m.start)


def _squeezed(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalpha())


def same_person(one: str, other: str) -> bool:
    """Whether both can name one person.

    >>> same_person("Ada B. Example", "Example"), same_person("Ada Example", "Ada"), same_person("Ada Example", "Ada Other")
    (True, True, False)
    """
    a, b = one.casefold().split(), other.casefold().split()
    if len(b) > len(a):
        a, b = b, a
    return bool(b) and (a == b or (set(b) <= set(a) and (a[-1] == b[-1] or (len(b) == 1 and a[0] == b[0]))))


def _same_organisation(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return a == b or a.startswith(b + " ") or b.startswith(a + " ")


PEOPLE = Sameness(same_person, _filed_people, _sought_people)
ORGANISATIONS = Sameness(_same_organisation, prefixes, lambda name: (name.casefold(),))

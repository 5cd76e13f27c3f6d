"""Who is who: every mention of a person or organisation in an article, and the fullest thing it says about them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tapecheck.schema.mention import Organisation, Person

Named = Person | Organisation

_NOT_ROLES = re.compile(
    r"^(?:(?:popular|pseudonymous|anonymous|prominent|renowned|well-known|fellow|noted|famous|veteran|famed)\s+)+", re.I
)
_ORGANISATION_NOUN = re.compile(
    r"(?:firm|company|exchange|platform|provider|bank|lender|group|organi[sz]ation|agency|protocol|network|issuer|giant"
    r"|manager|foundation|team|startup|outlet|publication|newsletter|custodian|fund|site|website|project|university)s?$",
    re.I,
)
_GROUP_NOUN = re.compile(r"(?:analysts|economists|strategists|researchers|team|executives|lawyers|experts)$", re.I)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: the fullest form of the name in the article; title and affiliation as the article words them."""

    name: str | None
    title: str | None = None
    affiliation: str | None = None
    is_person: bool = True


class Cast:
    """The people and organisations of one article, by position."""

    def __init__(self, mentions: Iterable[Named]) -> None:
        self.mentions: list[Named] = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self.mentions]
        self._people = _groups([m for m in self.mentions if isinstance(m, Person)], _same_person)
        self._organisations = _groups([m for m in self.mentions if isinstance(m, Organisation)], _same_organisation)

    def at(self, position: int) -> Named | None:
        """The mention that begins at ``position``."""
        index = bisect_left(self._starts, position)
        found = index < len(self._starts) and self._starts[index] == position
        return self.mentions[index] if found else None

    def speaker(self, mention: Named) -> Speaker:
        """Everything the article says about the one who is mentioned here."""
        if isinstance(mention, Organisation):
            return self._organisation(mention)
        group = self._people[mention.start]
        full = max((m.text for m in group), key=len)
        titled = [m for m in group if isinstance(m, Person) and m.title is not None]
        titled.sort(key=lambda m: m.affiliation is None)
        title = titled[0].title if titled else None
        affiliation = next((m.affiliation for m in [*titled, *group] if isinstance(m, Person) and m.affiliation), None)
        if affiliation is not None:
            affiliation = self._fullest(affiliation)
        return Speaker(full, _role(title), affiliation)

    def _organisation(self, mention: Organisation) -> Speaker:
        name = max((m.text for m in self._organisations[mention.start]), key=len)
        if mention.title is None:
            return Speaker(name, is_person=False)
        return Speaker(name, _role(mention.title), name, is_person=False)

    def _fullest(self, name: str) -> str:
        for mention in self.mentions:
            if (
                isinstance(mention, Organisation)
                and _same_organisation(mention.text, name)
                and len(mention.text) > len(name)
            ):
                return mention.text
        return name

    def named(self, name: str, handle: str) -> Speaker | None:
        """The person or organisation of the article who signs a post with this name or handle; ``None`` if unknown."""
        plain = handle.casefold().replace("_", "")
        for mention in self.mentions:
            surname = mention.text.split()[-1].casefold()
            same = _same_person(mention.text, name) if isinstance(mention, Person) else mention.text == name
            if same or (isinstance(mention, Person) and len(surname) >= 4 and surname in plain):
                return self.speaker(mention)
        return None

    def before(self, position: int, sentences: Sequence[int], wording: str) -> Named | None:
        """Who a pronoun or "the analyst" at ``position`` stands for: the first who fits in the nearest sentence before.

        ``sentences`` are the offsets at which sentences begin.
        """
        index = bisect_left(self._starts, position)
        fits = _fitting(wording)
        chosen: Named | None = None
        sentence = -1
        for mention in reversed(self.mentions[:index]):
            begin = sentences[bisect_left(sentences, mention.start + 1) - 1]
            if chosen is not None and begin != sentence:
                break
            if fits(mention):
                chosen, sentence = mention, begin
        return chosen


def _fitting(wording: str):  # type: ignore[no-untyped-def]
    lower = wording.casefold()
    if lower in ("he", "she"):
        return lambda mention: isinstance(mention, Person)
    if _GROUP_NOUN.search(lower):
        return lambda mention: isinstance(mention, Organisation) and mention.title is not None
    if lower == "it" or _ORGANISATION_NOUN.search(lower):
        return lambda mention: isinstance(mention, Organisation)
    if lower == "they":
        return lambda mention: True
    return lambda mention: isinstance(mention, Person)


def _groups(mentions: Sequence[Named], same) -> dict[int, list[Named]]:  # type: ignore[no-untyped-def]
    """For each mention's start the mentions of the same one; a short name goes to the nearest longer one before it."""
    groups: list[list[Named]] = []
    made: dict[int, list[Named]] = {}
    for mention in sorted(mentions, key=lambda m: (-len(m.text), m.start)):
        fitting = [group for group in groups if same(group[0].text, mention.text)]
        if fitting:
            before = [g for g in fitting if min(m.start for m in g) <= mention.start] or fitting
            group = max(before, key=lambda g: max((m.start for m in g if m.start <= mention.start), default=-1))
            group.append(mention)
        else:
            group = [mention]
            groups.append(group)
        made[mention.start] = group
    for group in groups:
        group.sort(key=lambda m: m.start)
    return made


def _same_person(one: str, other: str) -> bool:
    a, b = one.casefold().split(), other.casefold().split()
    if len(b) > len(a):
        a, b = b, a
    return bool(b) and (a == b or (set(b) <= set(a) and (a[-1] == b[-1] or (len(b) == 1 and a[0] == b[0]))))


def _same_organisation(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return a == b or a.startswith(b + " ") or b.startswith(a + " ")


def _role(title: str | None) -> str | None:
    return None if title is None else _NOT_ROLES.sub("", title)

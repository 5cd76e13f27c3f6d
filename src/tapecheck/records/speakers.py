"""Who is who: every mention of a person or organisation in an article, and the fullest thing it says about them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tapecheck.schema.mention import Organisation, Person

Named = Person | Organisation

_NOT_ROLES = re.compile(
    r"^(?:(?:popular\s+)?(?:pseudonymous|anonymous|fellow|top|prominent|renowned|well-known|famous|famed|noted)\s+){1,3}",
    re.IGNORECASE,
)
"""Words that praise or veil the speaker and are no part of the role: "pseudonymous trader"."""
_COUNTRY = re.compile(r"(?:US|U\.S\.|UK|U\.K\.)\s")
_ORGANISATION_NOUN = re.compile(
    r"(?:firm|company|exchange|platform|provider|bank|lender|group|organi[sz]ation|agency|protocol|network|issuer|giant"
    r"|manager|foundation|team|startup|outlet|publication|newsletter|custodian|fund|site|website|project|university)s?$",
    re.IGNORECASE,
)
_GROUP_NOUN = re.compile(
    r"(?:analysts|economists|strategists|researchers|team|executives|lawyers|experts)$", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"(?:report|note|post|tweet|claim|comment|filing|memo|document|letter|article|paper|survey|email|bulletin|thread|message"
    r"|announcement|release|study|column|lawsuit|complaint|blog|statement|forecast)s?$",
    re.IGNORECASE,
)
"""A document says what the one who issued it says: the last one who did something, person or organisation."""
_MEMORY = 12
"""How many mentions back a pronoun may reach for somebody who acts."""
_ACTS = re.compile(
    r"""
    (?:\s\([^)]{1,40}\))? (?:,\s[^.“”"]{1,90}, | ,\swho | \s(?:analysts|economists|strategists|team))?
    \s (?: also | then | has | had | is | was | now | recently | further | later | still | saw | told | wrote
         | (?!and|or|of|in|on|at|for|to|with|as|from|by|the|a|that|over|after|amid|during|about|between|into|but|than|while|when|who)
           [a-z]{3,14}(?:s|ed|d|t) )\b
    """,
    re.VERBOSE,
)
"""``Example (the firm's head) warned``: what follows a name that is its sentence's subject."""
_IN_PASSING = re.compile(r"(?:\b(?:of|by|to|for|with|from|about|between|against|than)|[’']s)\s$")
_SAID_BEFORE = re.compile(r"\b(?:said|says|added|wrote|noted|explained|according\sto)\s(?:[\w’'-]{1,20}\s){0,7}$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: the fullest form of the name in the article; title and affiliation as the article words them."""

    name: str | None
    title: str | None = None
    affiliation: str | None = None


class Cast:
    """The people and organisations of one article, by position."""

    def __init__(self, text: str, mentions: Iterable[Named]) -> None:
        self._text = text
        self.mentions: list[Named] = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self.mentions]
        self._people = _groups([m for m in self.mentions if isinstance(m, Person)], _PEOPLE)
        _join_handles(text, self._people)
        self._organisations = _groups([m for m in self.mentions if isinstance(m, Organisation)], _ORGANISATIONS)
        self._longest: dict[str, str] = {}
        for name in sorted(
            {m.text for m in self.mentions if isinstance(m, Organisation)}, key=lambda text: (len(text), text)
        ):
            self._longest.update(dict.fromkeys(_prefixes(name), name))

    def at(self, position: int) -> Named | None:
        """The mention that begins at ``position``."""
        index = bisect_left(self._starts, position)
        found = index < len(self._starts) and self._starts[index] == position
        return self.mentions[index] if found else None

    def speaker(self, mention: Named) -> Speaker:
        """Everything the article says about the one who is mentioned here."""
        if isinstance(mention, Organisation):
            name = max((m.text for m in self._organisations[mention.start]), key=len)
            if mention.title is None:
                return Speaker(name)
            known = self._bearer(mention)
            return Speaker(name, role(mention.title), name) if known is None else self.speaker(known)
        group = [m for m in self._people[mention.start] if isinstance(m, Person)]
        titled = sorted((m for m in group if m.title is not None), key=lambda m: m.affiliation is None)
        title = titled[0].title if titled else None
        affiliation = next((found for m in [*titled, *group] if (found := self.affiliation_of(m))), None)
        return Speaker(self.name_of(group), role(title), affiliation)

    def people(self) -> list[list[Person]]:
        """The mentions of each person, by position; the people in the order of their first mention."""
        groups = {id(group): group for _, group in sorted(self._people.items())}
        return [[m for m in group if isinstance(m, Person)] for group in groups.values()]

    @staticmethod
    def name_of(group: Sequence[Person]) -> str:
        """The fullest form of a person's name; a handle only where there is nothing else."""
        return max((m.text for m in group), key=lambda name: (not name.startswith("@"), len(name)))

    def affiliation_of(self, mention: Person) -> str | None:
        """The employer beside this mention, in the fullest form that the article has."""
        # "US President" after a country's name in a heading: no affiliation.
        if mention.affiliation is None or (mention.title is not None and _COUNTRY.match(mention.title)):
            return None
        return self._fullest(mention.affiliation)

    def _bearer(self, voice: Organisation) -> Person | None:
        """The person before it who is meant by "the Example engineer"."""
        if not self._text.endswith("the ", 0, voice.start) or voice.title is None:
            return None
        role = voice.title.split()[-1].casefold()
        bearers = (m for m in reversed(self.mentions) if m.start < voice.start and isinstance(m, Person) and m.title)
        return next((m for m in bearers if (m.title or "").casefold().endswith(role)), None)

    def _fullest(self, name: str) -> str:
        return max(name, self._longest.get(name.casefold(), ""), key=len)

    def named(self, name: str, handle: str) -> Speaker | None:
        """The person or organisation of the article who signs a post with this name or handle; ``None`` if unknown."""
        plain = handle.casefold().replace("_", "")
        for mention in self.mentions:
            if not isinstance(mention, Person):
                if mention.text == name:
                    return Speaker(self.speaker(mention).name)
                continue
            # "Exampleton" signs as @examplet0n: the beginning of a long name is enough.
            surname = mention.text.split()[-1].casefold()[:6]
            if same_person(mention.text, name) or (len(surname) >= 4 and surname in plain):
                return self.speaker(mention)
        return None

    def before(self, position: int, sentences: Sequence[int], wording: str) -> Named | None:
        """Who a pronoun or "the analyst" at ``position`` stands for; ``None`` if nobody before it fits.

        The nearest one before it who does something in a sentence is preferred to one who is only mentioned in passing;
        in one sentence the first. ``sentences`` are the offsets at which sentences begin.
        """
        earlier = self.mentions[: bisect_left(self._starts, position)]
        fitting = [m for m in earlier if _fits(m, wording)]
        if wording.casefold() == "they":
            fitting = [m for m in earlier if isinstance(m, Organisation)] or fitting
        acting = [m for m in fitting[-_MEMORY:] if self._acts(m)]
        for candidates in (acting, fitting):
            if candidates:
                number = bisect_right(sentences, candidates[-1].start)
                return next(m for m in candidates if bisect_right(sentences, m.start) == number)
        return None

    def _acts(self, mention: Named) -> bool:
        """Whether the mention is the subject of its sentence, by the words beside it."""
        if _ACTS.match(self._text, mention.end):
            return not _IN_PASSING.search(self._text, max(0, mention.start - 24), mention.start)
        return _SAID_BEFORE.search(self._text, max(0, mention.start - 90), mention.start) is not None


def _fits(mention: Named, wording: str) -> bool:
    """Whether "she", "the analyst", "the firm" could be this one."""
    lower = wording.casefold()
    if lower == "they" or (_DOCUMENT.search(lower) and not lower.startswith(("his ", "her "))):
        return True
    if _GROUP_NOUN.search(lower):
        return isinstance(mention, Organisation) and mention.title is not None
    if lower == "it" or _ORGANISATION_NOUN.search(lower):
        return isinstance(mention, Organisation)
    return isinstance(mention, Person)


Keys = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class _Sameness:
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


def _prefixes(name: str) -> Iterator[str]:
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


def _groups(mentions: Sequence[Named], kind: _Sameness) -> dict[int, list[Named]]:
    """For each mention's start the mentions of the same one, by position.

    A short name goes to the one who was introduced with a title or affiliation, and of several to the nearest before it.
    """
    groups: list[tuple[str, _Group]] = []
    by_key: dict[str, list[int]] = defaultdict(list)
    made: dict[int, list[Named]] = {}
    for mention in sorted(mentions, key=lambda m: (-len(m.text), m.start)):
        near = sorted({number for key in kind.sought(mention.text) for number in by_key[key][:MOST_LIKE]})
        fitting = [groups[number][1] for number in near if kind.same(groups[number][0], mention.text)]
        if not fitting:
            fitting = [_Group()]
            for key in kind.filed(mention.text):
                by_key[key].append(len(groups))
            groups.append((mention.text, fitting[0]))
        group = max(fitting, key=lambda each: each.claim(mention.start)) if len(fitting) > 1 else fitting[0]
        group.add(mention)
        made[mention.start] = group.mentions
    return made


_BESIDE = re.compile(r"\s?[(,–—-]?\s?")


def _join_handles(text: str, groups: dict[int, list[Named]]) -> None:
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


_PEOPLE = _Sameness(same_person, _filed_people, _sought_people)
_ORGANISATIONS = _Sameness(_same_organisation, _prefixes, lambda name: (name.casefold(),))


def role(title: str | None) -> str | None:
    """The title without praise; ``None`` for what everybody is who writes something ("user")."""
    if title is None or title.casefold() in ("user", "commenter"):
        return None
    return _NOT_ROLES.sub("", title)

"""Who is who: every mention of a person or organisation in an article, and the fullest thing it says about them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tapecheck.records.same_names import ORGANISATIONS, PEOPLE, Named, groups, join_handles, prefixes, same_person
from tapecheck.schema.mention import Organisation, Person

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
_ITS = re.compile(
    r",\s(?:the\s(?:firm|company|group|exchange|bank|platform|fund|organi[sz]ation|agency|lender)[’']s|its)\s"
)
"""``Ada Example, the group's director``"""
_OFFICER = re.compile(
    r"(?:(?:its|the\scompany[’']s|the\sfirm[’']s)\s)?(?:(?:interim|acting|co-)\s?)?"
    r"(?:C[EFOTI]O|chief\s\w+(?:\sofficer)?|(?:executive\s)?chair(?:man|woman))",
    re.IGNORECASE,
)
"""Offices that every company has, so that nobody says whose: "according to CEO Ada Example"."""
REACH = 220
"""Characters between a company and an officer of whom it isn't said that they are its own."""
_MEMORY = 12
"""How many mentions back a pronoun may reach for somebody who acts."""
_ACTS = re.compile(
    r"""
    (?:\s\([^)]{1,40}\))?
    (?: \s?,\s[^.“”"]{1,90}, | \s?,\s[^.“”"]{1,60}[“"][^.“”"]{1,60}[”"],? | ,\s[^.,“”"]{1,60}\s(?=(?:said|says|told|wrote)\b)
      | ,\swho | \s(?:analysts|economists|strategists|team) )?
    (?:\s|(?<=\s)) (?: also | did | does | can | could | will | would | may | might | made | wrote | spoke | gave | took | came | went
         | became | began | drew | put | found | posted | then | has | had | is | was | now | recently | further | later | still | saw
         | told
         | (?!and|or|of|in|on|at|for|to|with|as|from|by|the|a|that|over|after|amid|during|about|between|into|but|than|while|when|who)
           [a-z]{3,14}(?:s|ed|d|t) )\b
    """,
    re.VERBOSE,
)
"""``Example (the firm's head) warned``: what follows a name that is its sentence's subject."""
_IN_PASSING = re.compile(r"(?:\b(?:of|by|to|for|with|from|about|between|against|than)|[’']s)\s$")
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|added|wrote|noted|explained|according\sto|According\sto|(?:^|(?<=[.!?”\"\n]\s)|(?<=\n))For)"
    r"\s(?:[\w’'-]{1,20}\s){0,7}$"
)
"""``said the analyst Example``, ``According to Example``, ``For Example, there is no doubt``: whose view it is."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: the fullest form of the name in the article; title and affiliation as the article words them."""

    name: str | None
    title: str | None = None
    affiliation: str | None = None


class Cast:
    """The people and organisations of one article, by position."""

    def __init__(self, text: str, mentions: Iterable[Named], silent: Iterable[Organisation] = ()) -> None:
        self._text = text
        self.mentions: list[Named] = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self.mentions]
        self._people = groups([m for m in self.mentions if isinstance(m, Person)], PEOPLE)
        join_handles(text, self._people)
        self._firms = sorted(
            [*silent, *(m for m in self.mentions if isinstance(m, Organisation))], key=lambda mention: mention.start
        )
        self._organisations = groups(self._firms, ORGANISATIONS)
        self._longest: dict[str, str] = {}
        for name in sorted(
            {m.text for m in self.mentions if isinstance(m, Organisation)}, key=lambda text: (len(text), text)
        ):
            self._longest.update(dict.fromkeys(prefixes(name), name))

    def at(self, position: int) -> Named | None:
        """The mention that begins at ``position``."""
        index = bisect_left(self._starts, position)
        found = index < len(self._starts) and self._starts[index] == position
        return self.mentions[index] if found else None

    def speaker(self, mention: Named) -> Speaker:
        """Everything the article says about the one who is mentioned here."""
        if isinstance(mention, Organisation):
            firms = [m for m in self._organisations[mention.start] if isinstance(m, Organisation)]
            # "Example Fund" is a product of "Example", unless it speaks itself.
            name = max((m.text for m in [m for m in firms if m.speaks] or firms), key=len)
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
        if mention.title is not None and _COUNTRY.match(mention.title):
            return None
        if mention.affiliation is None:
            firm = self._firm_of(mention)
            return None if firm is None else self._fullest(firm.text)
        return self._fullest(mention.affiliation)

    def _firm_of(self, officer: Person) -> Organisation | None:
        """The organisation named last before "its chief executive Ada Example" or "Ada Example, the group's director"."""
        begin = max(0, officer.start - REACH)
        at = bisect_left(self._firms, officer.start, key=lambda firm: firm.start) - 1
        firm = self._firms[at] if at >= 0 and self._firms[at].start >= begin else None
        if firm is None or officer.title is None or "\n" in self._text[firm.end : officer.start]:
            return None
        its = _ITS.match(self._text, officer.end) or _OFFICER.fullmatch(officer.title)
        return firm if its else None

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
        fitting: list[Named] = [m for m in earlier if _fits(m, wording)]
        if wording.casefold() == "it" or _ORGANISATION_NOUN.search(wording):
            fitting = [m for m in self._firms if m.start < position]
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


def role(title: str | None) -> str | None:
    """The title without praise; ``None`` for what everybody is who writes something ("user")."""
    if title is None or title.casefold() in ("user", "commenter"):
        return None
    return _NOT_ROLES.sub("", title)

"""A model's names, the patterns' and the dictionaries' put together into one set of mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from tapecheck.mentions.names.again import again
from tapecheck.mentions.names.labels import ORGANISATIONS, Entity, Label
from tapecheck.mentions.names.reading import not_names
from tapecheck.mentions.names.relations import Tie, ties
from tapecheck.mentions.words import Words
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Fund, Mention, Organisation, Person, Place, Provider, Title, Venue

Spoken = Person | Organisation
RULE = "names.model/1"


def merge(
    split: Words,
    found: Sequence[Entity],
    patterns: Sequence[Spoken],
    dictionary: Sequence[Venue | Provider],
    read: Sequence[Span],
) -> list[Mention]:
    """All mentions of names, by position; ``read`` are the sentences that the model has read, in order.

    The model says what is a name; the patterns add the titles and employers that stand beside a name, and people and
    speakers of the sentences that it has not read. Every venue, provider or fund that it finds is an organisation too, so
    that it can speak and employ.
    """
    trimmed = (_trimmed(split.text, name) for name in found)
    whole = [name for name in trimmed if _is_name(split.text, name)]
    seen = bytearray(len(split.text))
    for sentence in read:
        seen[sentence.start : sentence.end] = b"\1" * (sentence.end - sentence.start)
    named = [p for p in patterns if _is_name(split.text, _entity(p)) and not p.text.endswith(" Index")]
    trusted = [p for p in named if not seen[p.start] or p.rule.startswith(SURE) or _is_near(p, whole)]
    names, pattern_of = _reconciled(split.text, whole, trusted)
    names = again(split, names)
    # A pattern's name that the model has not read here but elsewhere: what stands beside it here counts after all.
    places = {(name.start, name.end) for name in names}
    pattern_of = {p.start: p for p in named if (p.start, p.end) in places} | pattern_of
    tied = ties(split, names)
    made: list[Mention] = [*dictionary]
    listed = bytearray(len(split.text))
    for mention in dictionary:
        listed[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for number, name in enumerate(names):
        made += _mentions(split.text, name, tied.get(number, Tie()), names, pattern_of.get(name.start))
        if not any(listed[name.start : name.end]):
            made += _places_of_business(split.text, name)
    return sorted(made, key=lambda m: (m.start, m.end, m.label))


SURE = (
    "person.again/",
    "person.full_name/",
    "person.title_after/",
    "person.title_before/",
    "person.org_title/",
    "speaker.verb/",
)
"""Patterns that are right even where a model has read the sentence and found no name; the others then hardly ever are."""
_NO_NAME = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sir|Lady|Lord)\.?|[^\W\d_]|[\W\d_]*|.*(?:/|pic\.twitter).*|[^“”\"]*:[“”\"].*", re.DOTALL
)
"""What a model sometimes takes for a name: an honorific, one letter, signs, an address, the marks in ``adding:“This``."""


def _is_name(text: str, name: Entity) -> bool:
    return 0 < name.end - name.start < LONGEST and _NO_NAME.fullmatch(text, name.start, name.end) is None


def _is_near(pattern: Spoken, found: Sequence[Entity]) -> bool:
    at = bisect_left(found, (pattern.end,)) - 1
    return at >= 0 and found[at].end > pattern.start


LONGEST = 120
"""Characters of the longest name."""
_TAIL = re.compile(r"(?:\s(?!(?:van|von|de|der|da|di|bin|al|el|la|le|du)\b)[a-z]{3,})+$")
_HEAD = re.compile(r"(?:(?!(?:van|von|de|der|da|di|bin|al|el|la|le|du)\b)[a-z]{3,}\s)+(?=[A-Z])")
_OFFICE = re.compile(
    r"\s(?:C[A-Z]O|Founder|Co-[Ff]ounder|President|Chair(?:man|woman)?|Analysts?|Spokes\w+|Executives?|Co-CEO)$"
)
"""A title behind an organisation, as headlines have it: "Sample Labs CEO"."""
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Lady|Lord)\.?\s+(?=\S)")


def _trimmed(text: str, name: Entity) -> Entity:
    """The name without small words at its ends ("Example wrote") and without "Mr"; a name that is all small stays."""
    if name.label == "TITLE":
        return name
    words = text[name.start : name.end]
    start, end = name.end - len(words.lstrip()), name.start + len(words.rstrip())
    if start >= end:
        return Entity(name.start, name.start, name.label)
    if name.label in ORGANISATIONS and (office := _OFFICE.search(text, start, end)):
        end = office.start()
    if head := (
        _HEAD.match(text, start, end) or (_HONORIFIC.match(text, start, end) if name.label == "PERSON" else None)
    ):
        start = head.end()
    if text[start].isupper() and (tail := _TAIL.search(text, start, end)):
        end = tail.start()
    return Entity(start, end, name.label)


def _reconciled(
    text: str, found: Sequence[Entity], patterns: Sequence[Spoken]
) -> tuple[list[Entity], dict[int, Spoken]]:
    """The names of both, by position and without overlaps, and by a name's start what the patterns say of it.

    Who was introduced with a title or an employer is a person, and stays one when the last name alone comes again; of other
    names the model knows better what they are. A person's name is as long as the patterns say, an organisation's as
    long as either says.
    """
    people = _introduced(found, patterns)
    starts = [name.start for name in found]
    taken = bytearray(len(text))
    made: list[tuple[Entity, Spoken]] = []
    for pattern in patterns:
        near = found[max(0, bisect_left(starts, pattern.start) - 1) : bisect_left(starts, pattern.end)]
        shared = [name for name in near if name.end > pattern.start and name.label != "TITLE"]
        known = isinstance(pattern, Person) and (pattern.text in people or pattern.text.split()[-1] in people)
        names = _shared(text, pattern, shared, known=known)
        for name in (*names, *shared):
            taken[name.start : name.end] = b"\1" * (name.end - name.start)
        made += [(name, pattern) for name in names]
    left = [name for name in found if not any(taken[name.start : name.end])]
    return _without_overlaps([*left, *(name for name, _ in made)]), {name.start: pattern for name, pattern in made}


def _shared(text: str, pattern: Spoken, shared: Sequence[Entity], *, known: bool) -> list[Entity]:
    """What becomes of a pattern's name and of the model's names that it overlaps; ``known``: it is surely a person."""
    if not shared:
        return [] if pattern.text in not_names() else [_entity(pattern)]
    label: Label = "PERSON" if known else shared[0].label
    if label == "PERSON":
        return [_trimmed(text, Entity(pattern.start, pattern.end, label))]
    if len(shared) == 1:
        return [Entity(min(shared[0].start, pattern.start), max(shared[0].end, pattern.end), label)]
    return list(shared)


def _introduced(found: Sequence[Entity], patterns: Sequence[Spoken]) -> set[str]:
    """Whole and last names of the people whom a title or an employer introduces, unless the model takes a single word for a firm."""
    firms = {(name.start, name.end) for name in found if name.label in ORGANISATIONS}
    people: set[str] = set()
    for pattern in patterns:
        introduced = isinstance(pattern, Person) and (pattern.title or pattern.affiliation)
        sure = " " in pattern.text or (pattern.start, pattern.end) not in firms
        if introduced and (sure or _PERSONAL.search(pattern.title or "")):
            people |= {pattern.text, pattern.text.split()[-1]}
    return people


def _entity(pattern: Spoken) -> Entity:
    return Entity(pattern.start, pattern.end, "PERSON" if isinstance(pattern, Person) else "ORG")


def _without_overlaps(names: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for name in sorted(names, key=lambda each: (each.start, -each.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _mentions(text: str, name: Entity, tie: Tie, names: Sequence[Entity], pattern: Spoken | None) -> Iterator[Mention]:
    start, end, label = name
    words = text[start:end]

    def worded(place: int | None) -> str | None:
        return None if place is None else text[names[place].start : names[place].end]

    if label == "PERSON":
        known = pattern if isinstance(pattern, Person) else None
        rule = known.rule if known is not None and (known.start, known.end) == (start, end) else RULE
        title = (known.title if known else None) or worded(tie.title)
        if known and known.title and known.affiliation and _NATION.fullmatch(known.affiliation):
            title = f"{known.affiliation} {known.title}"
            known = None
        affiliation = _employer(words, known.affiliation if known else None, title) or _employer(
            words, worded(tie.org), title
        )
        yield Person(start=start, end=end, text=words, rule=rule, title=title, affiliation=affiliation)
    elif label in ORGANISATIONS:
        title = (pattern.title if isinstance(pattern, Organisation) else None) or worded(tie.title)
        speaks = pattern is not None or title is not None
        yield Organisation(start=start, end=end, text=words, rule=RULE, title=title, speaks=speaks)
    elif label == "LOC":
        yield Place(start=start, end=end, text=words, rule=RULE)
    else:
        yield Title(start=start, end=end, text=words, rule=RULE)


def _employer(person: str, words: str | None, title: str | None) -> str | None:
    """The words, unless they are no name ("Crypto" before "analyst") or end with the person's own ("Sample Ada" of "Ada").

    Where somebody publishes ("YouTube analyst Ada") is no employer either; a network has founders, though it is no firm.
    """
    founded = title is not None and title.casefold().endswith("founder")
    if (
        words is None
        or (words in not_names() and not founded)
        or words in _STAGES
        or f" {words}".endswith(f" {person}")
    ):
        return None
    return words


_PERSONAL = re.compile(r"\b(?:trader|investor|commentator|influencer|YouTuber|author)$", re.IGNORECASE)
"""What only a person is called: "trader Sample" is no firm, whatever its name looks like."""
_NATION = re.compile(
    r"\w+(?:anian|alian|ilian|enian|ssian|adian|indian|opean|rean|kish|itish|utch|wiss|erman|raeli|anese|inese|eek|exican|merican)"
    r"|Indian|Asian|French|Spanish|Irish|Polish|Danish|Swedish|Finnish|Thai|Saudi|Emirati|Iraqi|Pakistani|Egyptian"
)
"""Where an official is from, no employer: "Iranian official"."""
_STAGES = frozenset(
    {"X", "Twitter", "YouTube", "TradingView", "Telegram", "Reddit", "Substack", "Medium", "TikTok", "Discord"}
)
"""Sites on which people publish, which employ few of them."""


def _places_of_business(text: str, name: Entity) -> Iterator[Mention]:
    """A venue, provider or fund that no dictionary knows."""
    start, end, label = name
    words = text[start:end]
    if label == "VENUE":
        yield Venue(start=start, end=end, text=words, rule=RULE, name=words, listed=False)
    elif label == "PROVIDER":
        yield Provider(start=start, end=end, text=words, rule=RULE, name=words)
    elif label == "FUND":
        yield Fund(start=start, end=end, text=words, rule=RULE)

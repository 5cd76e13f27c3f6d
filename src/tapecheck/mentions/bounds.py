"""The words around a figure that say whether it is exact, about, at least or at most.

The cues are rows of ``data/bounds.jsonl``. ``reach`` says what may stand between a cue and the figure it governs:
``tight`` nothing ("over $5", but not "anger over the $5 million theft"), ``article`` also "a", "an", "the" ("nearly a 3%
drop"), ``level`` also the words that introduce a level ("above the key resistance of $95,000"). ``then`` lists words one
of which must follow the figure, ``unless`` words that may not.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tapecheck.schema.mention import Bound

_WORD = re.compile(r"[\w'’]+|[<>]=|[~≈∼≃±<>≤≥⩾⩽]|\+(?=\s?[\w%$])")
"""A word or sign that may be a cue. Examples: ``above``, ``~``, ``>=``."""

_STOP = re.compile(r"[;:!?()\n,—…\[\]|•]|(?<!\bapprox)(?<!\bca)\.(?=\s)|\s[–-]\s")
"""Where a cue's reach ends: the figure behind a comma or a full stop is not governed by a word before it."""

_AFTER = re.compile(r"\s?-?(?P<words>\+|[\w]+(?:\s[\w]+){0,2})")
_FOLLOWING = re.compile(r"[\w'’]+")

_ARTICLES = frozenset({"a", "an", "the", "another"})
_LEVEL_NOUNS = frozenset({"resistance", "support", "level", "levels", "mark", "barrier", "threshold", "zone", "area"})
_LONGEST = 4
_MAX_BRIDGE = 6

_PARTICLE_VERBS = frozenset(
    {"hand", "handed", "handing", "hands", "turn", "turned", "turning", "took", "take", "taking", "fork", "forked"}
)
"""``over`` after these belongs to the verb: ``handed over $5 million``."""
_SPAN_OF_TIME = frozenset({"the", "this", "last", "that", "his", "her", "their", "our"})
"""``past`` after these is a stretch of time: ``the past 24 hours``."""

_RESPECTIVE = re.compile(
    r"[$€£¥]?\d[\d.,]{0,20}(?:\s?(?:%|[KMBTkmbt]\b|percent|million|billion|trillion))?\s{1,2}and\s{1,2}$"
)
"""The figure before in ``over $310 and $12 respectively``: both share the bound."""
_RESPECTIVELY = re.compile(r"[^.\n]{0,24}\brespectively\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of bounding a figure; the fields are those of the data file."""

    cue: str
    bound: Bound
    side: str
    reach: str
    forms: tuple[str, ...]
    then: frozenset[str]
    unless: frozenset[str]
    examples: tuple[tuple[str, str], ...]


@cache
def table() -> tuple[Cue, ...]:
    """The rows of the data file, in its order."""
    data = resources.files("tapecheck").joinpath("data/bounds.jsonl").read_text(encoding="utf-8")
    rows = (json.loads(line) for line in data.splitlines())
    return tuple(
        Cue(
            cue=row["cue"],
            bound=row["bound"],
            side=row["side"],
            reach=row["reach"],
            forms=tuple(row["forms"]),
            then=frozenset(row.get("then", ())),
            unless=frozenset(row.get("unless", ())),
            examples=tuple((example["text"], example["figure"]) for example in row["examples"]),
        )
        for row in rows
    )


@cache
def _forms(side: str) -> dict[tuple[str, ...], tuple[Cue, ...]]:
    forms: dict[tuple[str, ...], tuple[Cue, ...]] = {}
    for cue in table():
        if cue.side == side:
            for form in cue.forms:
                words = tuple(form.split())
                forms[words] = (*forms.get(words, ()), cue)
    return forms


@cache
def _level_words() -> frozenset[str]:
    return frozenset(word for cue in table() if cue.side == "bridge" for word in cue.forms)


def bound(text: str, start: int, end: int, *, limit: int = 60) -> Bound:
    """How the words around the figure ``[start, end)`` bound it; ``exact`` when none does.

    Words up to ``limit`` characters before it are read, never over a comma, a full stop or another clause. The figure's
    own sign or plus ("$5M+") counts too. A range is not this function's business.

    >>> def of(text, figure): return bound(text, text.index(figure), text.index(figure) + len(figure))
    >>> of("It fell below the $25k level", "$25k"), of("up more than 3% to $90,000", "$90,000")
    ('at_most', 'exact')
    >>> of("nearly a 3% drop", "3%"), of("$5M+ was raised", "$5M"), of("as high as $97,800", "$97,800")
    ('about', 'at_least', 'exact')
    """
    if "+" in text[start + 1 : end]:
        return "at_least"
    following = _FOLLOWING.findall(text[end : end + 40].casefold())[:3]
    return _after(text, end) or _before(text, start, following, limit) or _shared(text, start, end, limit)


def _after(text: str, end: int) -> Bound | None:
    match = _AFTER.match(text, end)
    if match is None:
        return None
    words = match.group("words").casefold().split()
    forms = _forms("after")
    for length in range(len(words), 0, -1):
        cues = forms.get(tuple(words[:length]))
        if cues:
            return cues[0].bound
    return None


def _before(text: str, start: int, following: list[str], limit: int) -> Bound | None:
    begin = max(0, start - limit)
    for stop in _STOP.finditer(text, begin, start):
        begin = stop.end()
    spans = list(_WORD.finditer(text, begin, start))
    words = [span.group().casefold() for span in spans]
    bridge: list[str] = []
    stop_at = len(words)
    while stop_at > 0 and len(bridge) <= _MAX_BRIDGE:
        found = _ending_at(text, spans, words, stop_at, bridge, following)
        if found is not None:
            return found
        if words[stop_at - 1] not in _level_words():
            return None
        if words[stop_at - 1] == "at" and (stop_at < 2 or words[stop_at - 2] not in _LEVEL_NOUNS):
            return None  # "above the resistance at $3", not "topped at $3"
        bridge.append(words[stop_at - 1])
        stop_at -= 1
    return None


def _ending_at(
    text: str, spans: list[re.Match[str]], words: list[str], stop: int, bridge: list[str], following: list[str]
) -> Bound | None:
    """The bound of the longest cue that ends with word ``stop - 1`` and reaches over ``bridge``."""
    forms = _forms("before")
    for length in range(min(_LONGEST, stop), 0, -1):
        for cue in forms.get(tuple(words[stop - length : stop]), ()):
            first = stop - length
            if not _reaches(cue, bridge, following) or _is_something_else(text, spans, words, first):
                continue
            return cue.bound
    return None


def _reaches(cue: Cue, bridge: list[str], following: list[str]) -> bool:
    if cue.then and cue.then.isdisjoint(following):
        return False
    if not cue.unless.isdisjoint(following):
        return False
    if cue.reach == "level":
        return True
    return not bridge or (cue.reach == "article" and all(word in _ARTICLES for word in bridge))


def _is_something_else(text: str, spans: list[re.Match[str]], words: list[str], first: int) -> bool:
    """Words that are a cue elsewhere: "the past 24", "handed over $5", "15% below $793" (a distance to an exact figure)."""
    before = words[first - 1] if first else ""
    if words[first] == "past" and before in _SPAN_OF_TIME:
        return True
    if words[first] == "over" and before in _PARTICLE_VERBS:
        return True
    if words[first] in ("above", "below", "beneath", "past", "shy"):
        lead = text[max(0, spans[first].start() - 12) : spans[first].start()].rstrip().casefold()
        return lead.endswith(("%", "percent", "points"))
    return False


def _shared(text: str, start: int, end: int, limit: int) -> Bound:
    if not text.endswith((" and ", " and  "), max(0, start - 6), start) or not _RESPECTIVELY.match(text, end):
        return "exact"
    other = _RESPECTIVE.search(text, max(0, start - 40), start)
    return (_before(text, other.start(), [], limit) or "exact") if other else "exact"

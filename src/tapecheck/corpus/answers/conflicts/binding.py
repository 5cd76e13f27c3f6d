"""Whether the words around a figure tie it to what its record says it is of.

Inside one article a wrong record does little harm; held against another article it is a false accusation. So a figure counts only where
its own sentence names the thing right before or behind it, and names no other asset there.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tapecheck.corpus.answers.conflicts.claims import Claim
from tapecheck.corpus.answers.conflicts.topics import STEP, TOPICS
from tapecheck.mentions import assets

_LEAD, _TRAIL = 110, 70
_FIGURE = re.compile(r"[$€£]?\d[\d,.]*(?:\s?(?:million|billion|trillion|[KMBT]|bn|%|percent))?", re.IGNORECASE)
_WHOLE_MARKET = re.compile(
    r"\b(?:crypto(?:currency)?|global|total|overall|entire|digital[ -]asset)s?\b[^.;]{0,25}$", re.IGNORECASE
)
_ANSWERS_TO_MARKET = frozenset({"TOTAL"})


class Place(NamedTuple):
    """The words of the sentence on both sides of the figure."""

    before: str
    after: str


def place_of(claim: Claim) -> Place | None:
    """Where the figure stands in its sentence; ``None`` where it can't be found there."""
    exact = " ".join(claim.provenance.exact.split())
    prefix = " ".join(claim.provenance.prefix.split())[-10:]
    found = [match.start() for match in re.finditer(re.escape(exact), claim.words)]
    if not found:
        return None
    start = next((at for at in found if claim.words[:at].rstrip().endswith(prefix)), found[0])
    return Place(claim.words[:start], claim.words[start + len(exact) :])


def is_tied(claim: Claim, topic_name: str) -> bool:
    """Whether the words next to the figure name the topic and, of all assets, only the claim's."""
    place, topic = place_of(claim), TOPICS[topic_name]
    if place is None or STEP.search(place.before):
        return False
    before, after = place.before[-_LEAD:], place.after[:_TRAIL]
    lead, trail = topic.before.search(before), topic.after.match(after)
    if lead is None and trail is None:
        return False
    cue = len(place.before) - len(before) + lead.start("cue") if lead else len(place.before)
    near = before if lead is None else before[max(0, lead.start("cue") - 60) :]
    clause = _FIGURE.split(after)[0]
    return topic.avoid.search(f"{near}…{clause}") is None and _names(claim, place, cue)


def _names(claim: Claim, place: Place, cue: int) -> bool:
    named = assets.find(claim.words)
    symbols = {one.symbol for one in named}
    if claim.asset is None or claim.asset == "TOTAL":
        near = [one for one in named if cue - 40 <= one.start < len(place.before) and one.symbol != "TOTAL"]
        return not near and (claim.asset is None or _WHOLE_MARKET.search(place.before[: cue + 12]) is not None)
    if _WHOLE_MARKET.search(place.before[max(0, cue - 30) : cue]):
        return False
    return symbols <= {claim.asset}

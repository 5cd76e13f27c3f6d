"""Whether the words around a figure tie it to what its record says it is of.

Inside one article a wrong record does little harm; held against another article it is a false accusation. So a figure counts only where
its own sentence names the thing right before or behind it, and of all assets only the claim's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tapecheck.corpus.answers.conflicts.claims import Claim
from tapecheck.corpus.answers.conflicts.topics import STEP, TOPICS
from tapecheck.mentions import assets

_LEAD, _TRAIL, _NEAR = 110, 70, 60
_LONGEST_SENTENCE = 1_000
_FIGURE = re.compile(r"[$€£]?\d[\d,.]{0,30}(?:\s?(?:million|billion|trillion|[KMBT]|bn|%|percent))?", re.IGNORECASE)
_WHOLE_MARKET = re.compile(
    r"\b(?:crypto(?:currency|currencies)?|global|total|overall|entire|all\scoins|digital[ -]assets?)\b[^.;]{0,25}$", re.IGNORECASE
)
_OF_NOTHING_TRADED = frozenset({"liquidation", "loss"})
_COINS = frozenset({"holdings", "purchase"})


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
    """Whether the words next to the figure name the topic, and no words there say that it is of something else."""
    place, topic = place_of(claim), TOPICS[topic_name]
    if place is None or len(claim.words) > _LONGEST_SENTENCE or STEP.search(place.before):
        return False
    before, after = place.before[-_LEAD:], place.after[:_TRAIL]
    lead, trail = topic.before.search(before), topic.after.match(after)
    if lead is None and trail is None:
        return False
    cue = len(before) if lead is None else lead.start("cue")
    around = f"{before[max(0, cue - _NEAR) :]} … {_FIGURE.split(after)[0]}"
    if topic.avoid.search(around):
        return False
    return _names_asset(claim, topic_name, place, len(place.before) - len(before) + cue)


def _names_asset(claim: Claim, topic_name: str, place: Place, cue: int) -> bool:
    if topic_name == "loss":
        return True
    named = assets.find(claim.words)
    if claim.asset is None or claim.asset == "TOTAL":
        beside = [one for one in named if cue - 40 <= one.start < len(place.before) and one.symbol != "TOTAL"]
        return not beside and (topic_name == "liquidation" or _WHOLE_MARKET.search(place.before[: cue + 12]) is not None)
    if _WHOLE_MARKET.search(place.before[max(0, cue - 30) : cue]):
        return False
    symbols = {one.symbol for one in named}
    allowed = {claim.asset, claim.unit} if topic_name in _COINS else {claim.asset}
    return claim.asset in symbols <= allowed

"""Whether the words around a figure tie it to what its record says it is of.

Inside one article a wrong record does little harm; held against another article it is a false accusation. So a figure counts only where
its own sentence names the thing right before or behind it, and of all assets only the claim's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tapecheck.corpus.answers.conflicts.claims import Claim
from tapecheck.corpus.answers.conflicts.topics import OTHER_FLOWS, STEP, TOPICS
from tapecheck.mentions import assets

_LEAD, _TRAIL, _NEAR = 110, 70, 60
_LONGEST_SENTENCE = 1_000
_FIGURE = re.compile(r"[$€£]?\d[\d,.]{0,30}(?:\s?(?:million|billion|trillion|[KMBT]|bn|%|percent))?", re.IGNORECASE)
_WHOLE_MARKET = re.compile(
    r"\b(?:crypto(?:currency|currencies)?|global|total|overall|entire|all\s(?:coins|crypto\w*)|industry|digital[ -]assets?)\b",
    re.IGNORECASE,
)
_SAME_IN_OTHER_MONEY = re.compile(r"\d[^()]{0,14}\($")
"""Before a figure: "$US1.6 trillion (" leads to the same in another currency."""
_A_DAY = re.compile(r"\b24|\bday\b|\bdaily\b", re.IGNORECASE)
_MOVES = re.compile(
    r"""(?:['’]s?)?(?:\s\([A-Z$]{2,8}\))?(?:[\s,]+(?:prices?|value|itself|has|have|had|been|was|is|were|then|also|only|still|already|ended|closed|finished|saw|suffered|experienced
    |recorded|posted|enjoyed|an?|the|up|down|its|of|over|about|around|approximately|roughly|nearly|almost|more|than|by|with)){0,8}\s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Between a coin's name and what it did, so that the coin is what did it: "Bitcoin’s price fell", not "Bitcoin ATMs rose"."""
_UNTRADED = frozenset({"loss", "index"})
_COINS = frozenset({"holdings", "purchase"})
_BY_TITLE = frozenset({"all_time_high", "all_time_low", "high", "low"})


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
    if (
        place is None
        or not any(map(str.isdigit, claim.provenance.exact))
        or len(claim.words) > _LONGEST_SENTENCE
        or _leads_elsewhere(place.before)
    ):
        return False
    if place.after[:2].strip() == "s":  # "in the $800s" is no figure
        return False
    before, after = place.before[-_LEAD:], place.after[:_TRAIL]
    lead, trail = topic.before.search(before), topic.after.match(after)
    if lead is None and trail is None:
        return False
    cue = len(before) if lead is None else lead.start("cue")
    start = max(0, cue - _NEAR, *(figure.end() for figure in _FIGURE.finditer(before[:cue])))
    around = f"{before[start:]} … {_FIGURE.split(after)[0]}"
    if topic.avoid.search(around):
        return False
    return _is_of_asset(claim, topic_name, place, len(place.before) - len(before) + cue)


def _leads_elsewhere(before: str) -> bool:
    return STEP.search(before) is not None or _SAME_IN_OTHER_MONEY.search(before) is not None


def _is_of_asset(claim: Claim, topic_name: str, place: Place, cue: int) -> bool:
    """Whether no other asset can be meant; in a sentence that names none, that of the title is, where a price is told."""
    if topic_name in _UNTRADED:
        return True
    if topic_name == "liquidation" and claim.time is None and not _A_DAY.search(claim.words):
        return False
    named = assets.find(claim.words)
    symbols = {one.symbol for one in named}
    whole = _WHOLE_MARKET.search(place.before, max(0, cue - 40)) is not None
    if claim.asset in (None, "TOTAL"):
        beside = {one.symbol for one in named if cue - 90 <= one.start < len(place.before)} - {"TOTAL"}
        return not beside and (topic_name == "liquidation" or whole)
    if topic_name == "flow":
        before = [one.symbol for one in named if one.start < len(place.before)]
        return bool(before) and before[-1] == claim.asset and not OTHER_FLOWS.search(claim.words)
    if topic_name in _COINS:
        return symbols <= {claim.asset, claim.unit}
    if not symbols and topic_name in _BY_TITLE:
        symbols = {one.symbol for one in assets.find(claim.title)}
    if topic_name == "percent_move":
        near = [one.end for one in named if one.start < cue]
        return symbols == {claim.asset} and bool(near) and _MOVES.fullmatch(claim.words[near[-1] : cue]) is not None
    return symbols == {claim.asset} and not (topic_name == "market_cap" and whole)

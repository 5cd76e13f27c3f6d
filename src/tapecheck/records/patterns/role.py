"""The role of a price by the words around it: where it traded, an extreme, a level, a forecast, a cost."""

from __future__ import annotations

import re
from typing import cast

from tapecheck.records.context import Context
from tapecheck.records.decision import Decision, Role
from tapecheck.records.evidence import Evidence, strength
from tapecheck.records.patterns.readings import Reading
from tapecheck.records.patterns.stance import conditional, modality
from tapecheck.schema.record import Modality

_LEVEL_NOUN = (
    r"(?:support|resistance|barrier|threshold|ceiling|floor|pivot|neckline|wall|hurdle|zone|area|region|cluster|level|mark|handle|"
    r"retracement|liquidity|band|range|order\s+block|trend\s*line|invalidation|boundary|ladder|concentration|territory|milestone)s?"
)
_NOUN_AFTER = re.compile(
    r"[\s’'\"”)-]*(?:(?:price|key|critical|major|psychological|psychologically|support|resistance|all-important|round|round-number|"
    r"important|crucial|former|strike|miner|energy|significant|pivotal|local|demand|supply|liquidity|horizontal|strong|next)[\s-]+){0,3}"
    rf"(?:{_LEVEL_NOUN}|psychological|lines?|point)\b",
    re.IGNORECASE,
)
"""The noun right behind the figure: "the $95,000 resistance", "$1 psychological barrier"."""

_IS_A_LEVEL = re.compile(
    rf"[\s’'\"”)]*(?:is|as|was|remains?|serves?|acts?|emerges?|may|could|represents?|being|,\s+(?:an?|the|which\s+is))\s+(?:[\w-]+\s+){{0,6}}?{_LEVEL_NOUN}\b",
    re.IGNORECASE,
)
"""What the figure is said to be: "$5,100 as the next big barrier"."""

_LEVEL_BEFORE = re.compile(
    rf"\b(?:{_LEVEL_NOUN}|EMA|SMA|MA|(?:moving|[\w-]+-day)\s+average|liquidations?|liquidity|orders|bids|stacked|clustered|stacks?|asks|low(?:er)?\s+end|upper\s+end|"
    r"bottom\s+of\s+the\s+range|top\s+of\s+the\s+range|price\s+ranges?)\b"
    r"(?:\s+\(?(?!and\b|or\b)[\w-]+\)?){0,3}?\s*(?:[:,(]|\b(?:at|of|near|around|is|between|lies|sits|stands|from|to|as|remains|in|seen|found|until|namely|stacked|"
    r"below|above|beyond|just|with)\b)(?:\s+(?:the|around|about|near|roughly|approximately|just|above|below|between|at))*\s*[~(]?\s*$",
    re.IGNORECASE,
)
"""A level noun that leads up to the figure: "support at $2,476", "liquidations stacked near $86,500"."""

_LEVEL_VERB = re.compile(
    r"\b(?:break(?:s|ing|out|down)?|breach(?:es|ed|ing)?|clos(?:e|es|ed|ing)|hold(?:s|ing)?|reclaim(?:s|ing)?|los(?:e|es|ing)|overcom(?:e|es|ing)|"
    r"flip(?:s|ping)?|defend(?:s|ing)?|(?:an?|sustained|strong|clean|further)\s+push|stay(?:s|ing)?|remain(?:s|ing)?|sustain(?:s|ed|ing)?|maintain(?:s|ing)?|retest(?:s|ing)?|clear(?:s|ing)?|"
    r"bounce\s+from|reject(?:s|ed|ion)|consolidation)\b"
    r"(?:\s+[\w’'-]+){0,4}\s*$",
    re.IGNORECASE,
)
"""In a forecast these treat the figure as a line to cross or keep: "a weekly close above $95,000 would"."""

_TARGET_AFTER = re.compile(
    r"[\s’'\"”)]*(?:(?:is|as|was)\s+(?:an?|the|our|his|her|their)\s+(?:[\w-]+\s+){0,3})?(?:price\s+)?(?:target|prediction|forecast|projection|call)s?\b",
    re.IGNORECASE,
)
"""A forecast named behind the figure: "a $200,000 price target"."""

_NOW = re.compile(
    r"\b(?:current|present|spot|market)\s+(?:market\s+)?(?:price|level|value)s?\s+(?:of|at|is|near|around)\s+(?:[\w]+\s+)?$",
    re.IGNORECASE,
)
"""Where it trades now, in a forecast too: "from its current price of $0.24"."""

_TRADED = re.compile(
    r"\b(?:trad(?:es?|ing|ed)|hover(?:s|ed|ing)?|chang(?:es|ed|ing)\s+hands|priced|settl(?:es|ed|ing)|moving|quoted|opened|closed|oscillat(?:es|ed|ing))\s+"
    r"(?:hands\s+)?(?:at|near|around|for|above|below|between|close\s+to|just\s+\w+)\s+(?:(?:an?|the)\s+(?:average\s+|current\s+|market\s+)?price\s+of\s+)?"
    r"(?:(?:about|around|just|roughly|nearly|over|under)\s+){0,2}~?$",
    re.IGNORECASE,
)
"""Where it trades: "hovered around $106,000", "is trading at an average price of $24,560"."""

_TOWARD = re.compile(r"\btowards?\s+(?:the\s+)?$", re.IGNORECASE)
_EXTREME_AFTER = re.compile(
    r"[\s’'\"”)]*(?:,|—|–|-)?\s*(?:(?:to\s+)?mark(?:s|ed|ing)?\s+)?(?:(?:its|the|a|their)\s+)?(?:new\s+|\w+-\w+\s+)?(?P<side>highest|lowest|high|low|peak|bottom)\b",
    re.IGNORECASE,
)
"""The extreme named behind the figure: "$3,310, its highest since May"."""

_BOTH_EXTREMES = re.compile(r"\b(?P<first>low|high)s?\s+and\s+(?P<second>high|low)s?\b[^.;]{0,30}$", re.IGNORECASE)


def from_head(
    context: Context, reading: Reading, head: Decision, role: Role, stance: Modality
) -> tuple[Role, Modality]:
    """A later figure of a list is what the first one is, unless its own words say otherwise."""
    if reading.head is None:
        return role, stance
    first = reading.head.figure.start
    both = _BOTH_EXTREMES.search(context.text[max(0, first - 60) : first])
    if both is not None:
        return ("low" if both["second"].casefold() == "low" else "high"), stance
    if re.search(r"\bto\b", context.text[reading.head.figure.end : reading.figure.start]):
        if role == "quote" and "prospective" in (head.modality, stance):
            return "target", "prospective"
        return role, stance
    if role == "quote":
        return cast(Role, head.name), head.modality
    return role, stance


def role_of(context: Context, reading: Reading) -> tuple[Role, Modality]:
    """The price's role by the words around it, and whether it is asserted."""
    figure, evidence = reading.figure, reading.evidence
    stance = modality(context, figure)
    sentence = context.around(figure)
    before, after = context.text[sentence.start : figure.start], context.text[figure.end : sentence.end]
    named = _NOUN_AFTER.match(after) is not None
    if _TRADED.search(before) and not named and stance == "asserted" and not _EXTREME_AFTER.match(after):
        return "quote", stance
    if _FEE_AFTER.match(after) or _FEE_BEFORE.search(before):
        return "other", stance
    if strength(evidence, "cost") >= 0.6 or _PER_UNIT_DEAL.match(after):
        return "cost", stance
    extreme = _extreme(evidence, before, after)
    if extreme is not None and stance == "prospective" and (extreme in ("high", "low") or _NEW.search(before)):
        return "target", stance
    if extreme is not None:
        return extreme, stance
    if _NOW.search(before):
        return "quote", "asserted"
    if strength(evidence, "liqprice") >= 0.5 or named or _LEVEL_BEFORE.search(before):
        return "level", stance
    if _TARGET_AFTER.match(after):
        return "target", "prospective"
    if stance == "prospective":
        crossing = _LEVEL_VERB.search(before) is not None or conditional(before)
        return ("level" if crossing or _IS_A_LEVEL.match(after) else "target"), stance
    return ("level" if _IS_A_LEVEL.match(after) or _TOWARD.search(before) else "quote"), stance


_NEW = re.compile(r"\b(?:new|fresh|another|next)\b[^.;]{0,40}$", re.IGNORECASE)
"""A record that is still to come: "could climb to a new all-time high of"; the one that stands is none."""

_FEE_AFTER = re.compile(
    r"[\s’'\"”)-]*(?:(?:transaction|network|gas|flat|average|median|entry|monthly|annual)\s+){0,2}(?:fees?|tolls?|subscriptions?|tickets?)\b",
    re.IGNORECASE,
)
"""What somebody is charged: "a $0.10 fee", "the $20 monthly subscription"."""

_FEE_BEFORE = re.compile(
    r"\b(?:(?:gas|network|transaction|average|median)\s+fees?|fees?|cost\s+per\s+(?:transaction|transfer|kilowatt[\s-]hour|user))\b"
    r"(?:\s+[\w’'-]+){0,6}\s*~?$",
    re.IGNORECASE,
)
"""The same before it: "fees fell to $2.40", "the cost per transaction is about $60"."""

_OF_A_DECADE = re.compile(r"\b(?:low|high|upper|lower|higher)[\s-]$", re.IGNORECASE)
"""Part of a range of prices and no extreme: "the low $90,000s"."""

_PER_UNIT_DEAL = re.compile(
    r"\s+per\s+share\s+(?:offer|deal|bid)\b|\s+(?:offer|conversion|strike)\s+price\b", re.IGNORECASE
)


def _extreme(evidence: Evidence, before: str, after: str) -> Role | None:
    """An extreme that is named right beside the figure; the nearest one wins."""
    both = _BOTH_EXTREMES.search(before)
    if both is not None:
        return "low" if both["first"].casefold() == "low" else "high"
    if _OF_A_DECADE.search(before) and after[:1] == "s":
        return None
    found: list[tuple[float, Role]] = []
    roles: tuple[tuple[str, Role], ...] = (
        ("ath", "all_time_high"),
        ("atl", "all_time_low"),
        ("high", "high"),
        ("low", "low"),
    )
    for tag, role in roles:
        hint = evidence.get(tag)
        if hint is not None and hint.side == "left" and hint.strength >= 0.5:
            found.append((hint.strength, role))
        elif hint is not None and hint.side == "right" and hint.strength >= 0.8:
            found.append((hint.strength - 0.1, role))
    if found:
        return max(found)[1]
    behind = _EXTREME_AFTER.match(after)
    if behind is None:
        return None
    return "high" if behind["side"].casefold() in ("highest", "high", "peak") else "low"

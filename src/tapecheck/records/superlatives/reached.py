"""Whether a superlative is said to have been reached, is only something to compare with, or lies ahead."""

from __future__ import annotations

import re

from tapecheck.mentions.superlatives import Expression
from tapecheck.schema.record import Modality

_BACK, _FORWARD, _NEAR = 120, 60, 50
_DETERMINERS = r"""(?:(?:to|of|from|the|its|their|his|a|an|new|fresh|another|previous|former|prior|old|last|current
    |recent|local|both|multiple|several
    |consecutive|successive|yet|latest|late|all|current|historic|[\w.]{2,14}['’]s?|[A-Z]{2,5}|bitcoin|ether)\s+){0,4}"""
_FLAGS = re.VERBOSE | re.IGNORECASE

# "below its all-time high", "from a two-week low", "close to the highest level since"
_COMPARED = re.compile(
    rf"""\b(?:below|above|from|(?<!coming\s)off|near(?:s|ing|ed|ly|by|er)?|toward[s]?|than|past|beyond|until|till
    |under|around|against|between|over|versus|vs|surpass\w{{0,3}}
    |break(?:s|ing|out)?|broke|broken|retest\w{{0,3}}|test(?:s|ed|ing)?|approach\w{{0,3}}|shy|short|away|previous
    |former|prior|last|match\w{{0,3}}|within
    |topp?(?:s|ed|ing)?|beat(?:s|ing)?|exceed\w{{0,3}}|clear(?:s|ed|ing)?|reclaim\w{{0,3}}|distance|close(?:r)?\s(?:to
    |from)|eye[sd]?|eyeing|compared|relative|despite|like|below|seek\w{{0,3}}
    |connect\w{{0,3}}|pre-?|back\sto|return\w{{0,3}}\sto|ago|unlike|whether|no|not|without|never|failed\sto\s\w{{1,8}}
    |until|any)\s+{_DETERMINERS}$""",
    _FLAGS,
)
# "hasn't reached a new yearly high", "failed to set a new"
_DENIED = re.compile(
    r"(?:\bnot(?!\s(?:done|only|just|far))|n['’]t|\bnever|\bfail(?:s|ed|ing)?\sto|\byet\sto|\bunable\sto"
    r"|\bwithout|\bshort\sof)\s(?:[\w’'-]{1,14}\s){0,6}$",
    re.IGNORECASE,
)
# "hit a new all-time high", "surged to record highs", "is at an all-time high"
_REACHED = re.compile(
    r"""(?:\b(?:hit(?:s|ting)?|reach(?:es|ed|ing)?|set(?:s|ting)?|notch(?:es|ed|ing)?|post(?:s|ed|ing)?|print(?:s|ed
    |ing)?|touch(?:es|ed|ing)?|record(?:s|ed|ing)
    |register(?:s|ed|ing)?|scor(?:es?|ed|ing)|log(?:s|ged|ging)?|tag(?:s|ged|ging)?|mark(?:s|ed|ing)?|achiev(?:es?|ed
    |ing)|made|makes?|making|establish(?:es|ed)|saw|seen?
    |smash(?:es|ed)(?:\sto)?|clock(?:s|ed)|(?:is|was|are|were|now|sits?|sitting|stands?|remains?|hover(?:s|ing|ed)?|trad(?:es|ed|ing)|hands)\sat|is|was)
    \s+(?:(?:a|an|its|their|another|new|fresh|consecutive|successive|yet|multiple|several|brand|the|back-to-back
    |latest|current|historic)\s+){0,4}
    |[,—–]\s(?:(?:a|an|another|new|fresh)\s+){1,3}
    |\b(?:to|into)\s+(?:(?:a|an|another|new|fresh|successive|yet|multiple|brand)\s+){0,4}
    |\b(?:climb\w{0,3}|surg\w{1,3}|soar\w{0,3}|rall(?:y|ied|ying)|r[io]s(?:e|ing)|jump\w{0,3}|rocket\w{0,3}
    |skyrocket\w{0,3}|push\w{0,3}|blast\w{0,3}|fell|plung\w{1,3}|drop\w{0,4}|sank)
    \sto\s(?:(?:its|their|the)\s)?)$""",
    _FLAGS,
)
_STOP = r"(?:(?!\b(?:as|yet|after|following|since|because|while|but|although|when|amid|despite|whereas|though|having|where)\b|[.;!?—]\s).)"
_AHEAD = re.compile(
    rf"""\b(?:could(?!\snot)|would(?!\snot)|might|(?-i:may)|will|won['’]t|can|should|must|shall|cannot|if|unless|once
    |whether|until|expect(?:s|ed|ing)?\sto|likely\sto|set\sto|poised|on\s(?:track|course|pace)
    |going\sto|about\sto|look(?:s|ing)?\sto|continue\sto|preparing|predict(?:s|ed|ing)?\sthat|expect(?:s|ed|ing)?\sthat)\b{_STOP}{{0,80}}$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""A modal or condition: "could climb to a new all-time high"."""

_OUTLOOK = re.compile(
    rf"""\b(?:before|expect(?:s|ed|ing|ations?)?|forecasts?|predict(?:s|ed|ing|ions?)?|project(?:s|ed|ing|ions?)
    |target(?:s|ed|ing)?|eye(?:s|d|ing)|anticipat(?:es?|ed|ing)|potential(?:ly)?
    |possib(?:le|ly|ility)|likely(?!\sprofit)|room|probability|chances?|odds|(?:set|head(?:ed|ing))\s(?:up\s)?(?:to
    |for|toward)|en\sroute|path|aim(?:s|ed|ing)?|goal|hopes?|hoping|fears?(?!\s(?:&|and)\sgreed)|brink|verge|cusp
    |need(?:s|ed)?
    |attempt(?:s|ed|ing)?|try|trying|tries|ready|optimism|confirm|(?:way|road|journey|race)\sto|bets?|betting|wait(?:s
    |ing)?|awaits?|gear(?:s|ed|ing)?\sup|toward(?:s)?|run\sat|imminent|sees|calls?\sfor
    |(?:for|not|without)\sa\s(?:\w{{1,12}}\s)?(?:rally|move|push|run|surge|climb|return|jump|breakout
    |leg))\b(?:(?![,])(?:{_STOP})){{0,40}}$ | \bnext\s$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""A forecast or wish close before it, in the same breath: "eyes", "hopes of"."""

_AHEAD_AFTER = re.compile(
    r"(?:\s\([A-Z]{2,5}\))?[\s,]+(?:(?:is|are|was|were)\s)?(?:(?:a|an|still|not"
    r"|very)\s(?:[\w-]{1,16}\s){0,2})?(?:(?:[\w-]{1,14}\s){0,2}(?:could|would|might|(?-i:may)|will)"
    r"|possible|possibility|probability|event|next|soon|imminent|incoming|ahead\s?\?"
    r"|likely|coming|in\s(?:sight|play|reach)|within\sreach|loom\w{0,3}|await\w{0,3}|on\sthe\s(?:horizon|cards|table|way))\b|\s?\?",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:could|would|might|(?-i:may)|will|can)\b", re.IGNORECASE)
_LANDMARK = re.compile(
    r"[\s-](?:reclaim|retest|breakout|rejection|resistance|support|zone|region|area|territory\sis|sweep|liquidity|range|trend\s?line)\b",
    re.IGNORECASE,
)
"""Behind a level that is a line on the chart: "yearly high reclaim"."""

_LEVELS = ("highest", "lowest")


def is_reached(text: str, clause: int, found: Expression) -> bool:
    """Whether the sentence says that it was reached, or that it will be; not where it is only compared with.

    An all-time high must have a verb of reaching before it, because articles name it as a landmark; "the highest ever" need not.
    """
    begin = max(clause, found.start - _BACK)
    if found.form in ("streak", "streak_end", "first_above", "first_below"):
        return True
    if _COMPARED.search(text, begin, found.start) or _LANDMARK.match(text, found.end):
        return False
    if _DENIED.search(text, max(begin, found.start - _NEAR), found.start):
        return False
    words = text[found.start : found.end].casefold()
    landmark = found.over is not None and found.over.window == "all" and "est" not in words
    return not landmark or found.form not in _LEVELS or _REACHED.search(text, begin, found.start) is not None


def modality(text: str, clause: int, found: Expression, end: int) -> Modality:
    """``prospective`` when a modal, condition or outlook governs the words before it, or what follows says it is to come."""
    begin = max(clause, found.start - _BACK)
    before = text[begin : found.start]
    ahead = (
        _MODAL.search(text, found.start, found.end)
        or _AHEAD.search(before)
        or _OUTLOOK.search(before)
        or _AHEAD_AFTER.match(text, found.end, min(end, found.end + _FORWARD))
    )
    return "prospective" if ahead else "asserted"

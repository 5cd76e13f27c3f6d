"""What a superlative is a record over: "since April", "in over a month", "of the year", "in its history"."""

from __future__ import annotations

import re

from tapecheck.mentions.superlatives.expression import Over
from tapecheck.mentions.timeline import NUMBER, UNIT, count, unit_of, window_name
from tapecheck.schema.mention import Bound

_FILL = r"""(?:[\s-]+(?!(?:since|and|but|while|as|after|with|which|that|than|when|before|because|if|or|was|were|is|are
      |start|end|beginning|middle)\b)
    [\w$€%’'/&+-]{1,24}(?:[.,]\d{1,4}){0,3}){0,8}?(?:\s\([^()]{1,20}\))?"""
"""What may stand between a superlative and what it is over: "highest [level for the token] since"."""

_BEGAN = r"""(?:(?:its|their|the|they|it|being|going)\s)?(?:\w{1,12}\s){0,2}?
    (?:launch(?:ed|es)?|inception|debut(?:ed)?|began|beginning|listing|listed|birth|introduction|going\slive)\b
    (?!\s+of\s+(?:the|this)\s)(?!\s+in\s+(?:\w{1,9}\s)?\d)"""
"""The beginning of the thing itself: "since its launch"; not "since the beginning of the year", "since launching in 2024"."""

# "since April", "in over a month", "in its history", "ever", "of the year", "in 2025", "year to date"
_OVER = re.compile(
    rf"""{_FILL}[\s-]+(?:(?:that\s)?(?:it|they|its|the|prices?)(?:\s\w{{1,12}}){{0,2}}?(?:['’](?:s|ve)|\s(?:has|have))\sbeen\s)?(?:
      (?P<since>since)\s+(?P<began>{_BEGAN})?
    | (?P<whole>ever\b(?:\srecorded|\sseen)?|on\srecord\b|of\sall[\s-]time|all[\s-]time
        |in\s(?:(?:its|the|their|bitcoin['’]s|crypto)\s)?(?:\w{{1,14}}\s){{0,2}}?history\b(?!\sof\sthe\syear))
    | (?:in|over|for|within)\s+
      (?:(?:(?P<at_least>more\sthan|over|at\sleast|just\sover|well\sover)|(?P<about>nearly|almost|about|around|roughly
      |approximately|some|close\sto))\s+)?
      (?:the\s+(?:past|last)\s+)?(?:(?P<number>{NUMBER}|an?|several|multiple|a\s(?:few|couple)(?:\sof)?|few|many)[\s-]+(?:full\s)?)?
      (?P<unit>{UNIT})\b(?!\s+(?:ago|earlier|later|to\scome))
    | (?:so\sfar\s)?(?:this|(?:of|in|for|during)\s(?:the|this)(?:\scurrent)?)\s(?P<running>year|quarter|month|week)\b(?:\sso\sfar)?(?!['’])
    | (?:so\sfar\s)?(?:in|of|for)\s(?P<year>20\d\d)\b
    | (?:in|of)\s(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s(?:of\s)?\d)
    | (?P<to_date>year[\s-]to[\s-]date|YTD)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_RUNNING = {"year": "ytd", "quarter": "qtd", "month": "mtd", "week": "wtd"}
_VAGUE = {"several": 2, "multiple": 2, "few": 2, "many": 2, "couple": 2}
"""The least number that the word can mean."""


def over(text: str, at: int, end: int) -> Over | None:
    """What a superlative whose head ends ``at`` is a record over; ``None`` when the sentence up to ``end`` doesn't say it there.

    >>> over("the highest level in over a month", 11, 33)
    Over(end=33, window='30d', bound='at_least', since=None)
    """
    match = _OVER.match(text, at, end)
    if match is None:
        return None
    if match["since"]:
        if match["began"]:
            return Over(match.end(), "all")
        return Over(match.end("since"), "event", since=match.start("since"))
    if match["whole"]:
        return Over(match.end(), "all")
    if match["running"] or match["to_date"]:
        return Over(match.end(), _RUNNING[(match["running"] or "year").casefold()])
    if match["month"]:
        return Over(match.end(), "mtd")
    if match["year"]:
        return Over(match.end(), "event", since=match.start("year"))
    return _length(match)


def _length(match: re.Match[str]) -> Over | None:
    words = (match["number"] or ("several" if match["unit"].endswith("s") else "")).casefold().split()
    bound: Bound = "at_least" if match["at_least"] else "about" if match["about"] else "exact"
    if not words:
        return None
    vague = next((_VAGUE[word] for word in words if word in _VAGUE), None)
    window = window_name(vague if vague is not None else count(words[0]), unit_of(match["unit"]))
    if window is None or window.endswith("h"):
        return None
    return Over(match.end(), window, bound if vague is None else "at_least")

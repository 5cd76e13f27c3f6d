"""The words that name each thing figures are compared of, and those beside them by which a figure is of something else."""

from __future__ import annotations

import re
from typing import NamedTuple

_FILLER = r"""(?:[ ,:(~≈–—-] | \b(?:of|at|to|was|were|is|are|stands?|stood|standing|sits?|sat|sitting|hit|hits|hitting|reach(?:ed|es|ing)?|now|currently|today|just
    |over|nearly|almost|about|around|more|than|approximately|roughly|some|set|an?|the|its|worth|valued|estimated|total(?:ing|led|ling|ed)?|at|least|being|with|value|level|price
    |figure|US|up|as|much|also|had|has|have|been|recorded|observed|reported|came|in|exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|cross(?:ed|ing|es)?|topped|touch(?:ed|ing|es)?
    |achieved|registered|record|new|fresh|score|reading|fell|rose|dropped|climbed|slipped|jumped|surged|grew|and|holds?|held|steady|further)\b ){0,30}"""
"""Words that may stand between the name of a thing and its figure."""
_COURSE = r"(?:[^$€£;:.]|\.(?=\d)){0,70}? \b(?:to|at|of)(?:\ (?:about|around|nearly|almost|just|over|a|roughly|approximately|more|than|under|some))* [ ~]+"
"""A course that ends in the figure: "market cap rose 2% to"."""


class Topic(NamedTuple):
    """``before`` ends at the figure, ``after`` begins there; ``avoid`` is looked for near it."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    avoid: re.Pattern[str]


_PARTS = r"""of\ which|among|alone|additional|another|further|each|\bper\b|average|respective(?:ly)?|combined|single|one\ (?:day|trader)|largest|biggest|most\ of|share\ of|out\ of"""
_OTHER_TIMES = r"""previous(?:ly)?|prior|former(?:ly)?|earlier|\bthen\b|\bold\b|once|\blast\ (?:year|month|cycle|bull|summer)|years?\ ago|months?\ ago|at\ the\ time|back\ in|since|until|before
    |could|would|should|might|may\ (?:be|reach|hit)|\bif\b|target\w*|project\w*|forecast\w*|predict\w*|expect\w*|potential\w*|toward|needs?|goal"""


def _topic(cue: str, avoid: str = "", *, course: bool = False, after: str | None = None) -> Topic:
    between = f"(?:{_FILLER}|{_COURSE})" if course else _FILLER
    avoided = "|".join(part for part in (_OTHER_TIMES, avoid) if part)
    return Topic(
        re.compile(rf"\b(?P<cue>{cue})\b {between} [(]?$", re.IGNORECASE | re.VERBOSE),
        re.compile(
            rf"^[ ]?(?:(?:in|of|worth|net|total|a|new|the|its|price|{after or 'net'})[ ])* (?P<cue>{cue})\b",
            re.IGNORECASE | re.VERBOSE,
        ),
        re.compile(rf"\b(?:{avoided})\b", re.IGNORECASE | re.VERBOSE),
    )


_STEP = r"(?:by|from|from\ \w+|add(?:ed|ing|s)?|wip\w+|los[ts]|shed|gain(?:ed|s)?)\ (?:about\ |nearly\ |over\ |around\ |an?\ )?$"

TOPICS: dict[str, Topic] = {
    "all_time_high": _topic(
        r"all[ -]time[ ](?:high|peak)s?|record[ ](?:high|peak)s?|ATHs?",
        r"near(?:ing|s|ed)?|close\ to|shy|short\ of|another|next|second|first|cycle|broke|break\w*|beat|eclips\w*|retest\w*|20(?:0\d|1\d)|euros?|EUR",
    ),
    "all_time_low": _topic(r"all[ -]time[ ]lows?|record[ ]lows?|ATLs?", r"near(?:ing|s)?|another|next|first|cycle"),
    "high": _topic(r"highs?|peak(?:ed|ing)?", r"all[ -]time|record|ATH|week(?:ly)?|month(?:ly)?|year(?:ly)?|resistance|\d+-(?:week|month|year|day)"),
    "low": _topic(r"lows?|bottom(?:ed)?", r"all[ -]time|record|ATL|week(?:ly)?|month(?:ly)?|year(?:ly)?|support|\d+-(?:week|month|year|day)"),
    "market_cap": _topic(
        r"market[ -]?cap(?:itali[sz]ation)?s?|market[ ]valu(?:e|ation)s?|mcap",
        rf"{_PARTS}|fully|diluted|realized|stablecoins?|altcoins?|exclud\w+|high|low|peak|record",
        course=True,
    ),
    "dominance": _topic(r"dominance(?:[ ](?:rate|ratio|index|level))?", rf"{_PARTS}|high|low|peak|resistance|support", course=True),
    "tvl": _topic(r"TVL|total[ ]value[ ]locked", rf"{_PARTS}|high|peak|record", course=True),
    "open_interest": _topic(r"open[ ]interest(?:[ ][(]OI[)])?|OI", rf"{_PARTS}|high|peak|record|CME|Binance|Deribit|Bybit|OKX", course=True),
    "supply": _topic(r"circulating[ ](?:token[ ]|coin[ ])?supply", rf"{_PARTS}|percent|max(?:imum)?|total", after="tokens?|coins?|[A-Z]{2,8}"),
    "index": _topic(r"fear[ ](?:and|&)[ ]greed[ ]index|F&G[ ]index", r"high|low|yesterday|week|month", course=True),
    "flow": _topic(
        r"(?:net[ ])?(?:in|out)-?flows?|net[ ]flows?",
        rf"{_PARTS}|cumulative|streak|month\w*|quarter\w*|year\w*|historical|BlackRock\S*|IBIT|Fidelity\S*|FBTC|Grayscale\S*|GBTC|ARK\w*|Bitwise\S*|VanEck\S*|ETHA|FETH|ETHE",
        course=True,
        after="positive|negative|daily|weekly|ETF",
    ),
    "liquidation": _topic(
        r"liquidat(?:ed|ions?|ing)|wiped[ ]out|rekt",
        rf"{_PARTS}|order|whale|trader['’]s|Hyperliquid|hour\ |minutes|could|would|if",
        course=True,
        after=r"worth|long|short|crypto|leveraged|positions?|were|was|have|been|has|bets?|total|bullish|bearish|longs|shorts",
    ),
    "revenue": _topic(r"revenues?", _PARTS, course=True, after="total|quarterly"),
    "profit": _topic(r"net[ ](?:income|profit|loss)", _PARTS, course=True, after="quarterly"),
    "purchase": _topic(
        r"acqui(?:red|res|ring|sition)|b(?:ought|uys|uying)|purchas(?:ed?|es|ing)|add(?:ed|s|ing)",
        r"since|total|holdings|so\ far|year|month|plans?|average",
    ),
    "holdings": _topic(
        r"h(?:olds?|oldings?)|own(?:s|ed)?|stash|treasury|stockpile|reserves?|possess(?:es)?",
        rf"{_PARTS}|add\w*|bought|acquired|plans?|goal",
        course=True,
    ),
    "percent_move": _topic(
        r"(?:rose|ris(?:e|en|ing)|gain(?:ed|s)?|climb(?:ed|s)?|jump(?:ed|s)?|surg(?:ed?|ing)|soar(?:ed|ing)?|rall(?:y|ied)|up|grew|increas(?:ed?|ing)|advanc(?:ed?|ing)|return(?:ed|s)?"
        r"|fell|fall(?:en|ing)?|dropp?(?:ed)?|declin(?:ed?|ing)|slid|slipped|lost|loss|down|plung(?:ed|ing)|plummet(?:ed)?|tumbl(?:ed|ing)|sank|crash(?:ed)?|shed|decreas(?:ed?|ing))",
        r"from|high|low|peak|ATH|top|bottom|as\ much\ as|intraday|average|volume|dominance|since|against|volatility|hash\w*|compared|respectively|outperform\w*|halving|another",
        after="gain|rise|increase|drop|fall|decline|loss|return|surge|rally",
    ),
}  # fmt: skip
"""By metric, role or kind."""

STEP = re.compile(rf"\b{_STEP}", re.IGNORECASE | re.VERBOSE)
"""Before a figure: it is the step of a change, or where that began, and no level."""

"""The words that tie a figure to the thing it is compared of, and those beside it by which it is of something else."""

from __future__ import annotations

import re
from typing import NamedTuple

_FILLER = r"""(?:[ ,:(~≈–—-] | \b(?:of|at|to|was|were|is|are|stands?|stood|standing|sits?|sat|sitting|hit|hits|hitting|reach(?:ed|es|ing)?
    |now|currently|today|just|over|nearly|almost|about|around|more|than|approximately|roughly|some|set|an?|the|its|worth|valued|estimated
    |total(?:ing|led|ling|ed)?|least|being|with|value|level|price|figure|US|up|as|much|also|had|has|have|been|recorded|observed|reported
    |came|in|exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|cross(?:ed|ing|es)?|topped|touch(?:ed|ing|es)?|achieved|registered|record|new|fresh
    |score|reading|and|holds?|held|steady|further|another|additional|saw|posted)\b ){0,30}"""
"""Words that may stand between the name of a thing and its figure."""
_COURSE = r"""(?:[^$€£;:.]|\.(?=\d)){0,70}? \b(?:to|at|of) (?:[ ](?:about|around|nearly|almost|just|over|an?|roughly|approximately|more
    |than|under|some|its|current|level))* [ ~]+"""
"""A course that ends in the figure: "market cap rose 2% to"."""

_OTHER_TIMES = r"""previous(?:ly)? | prior | former(?:ly)? | earlier | then | old | once
    | last[ ](?:year|month|cycle|bull|summer) | (?:years?|months?)[ ]ago
    | at[ ]the[ ]time | back[ ]in | since | until | before | could | would | should | might | may[ ](?:be|reach|hit) | if
    | target\w* | project\w* | forecast\w*
    | predict\w* | expect\w* | potential\w* | towards? | needs? | goal"""
_PARTS = r"""of[ ]which | among | alone | each | per | average | respective(?:ly)? | combined | single | largest | biggest
    | most[ ]of | share[ ]of
    | out[ ]of | altogether"""
_ISSUERS = r"""BlackRock\S* | IBIT | Fidelity\S* | FBTC | Grayscale\S* | GBTC | ARK\w* | Bitwise\S* | VanEck\S* | ETHA | FETH | ETHE"""
_NO_EXTREME = r"all[ -]time | record | AT[HL] | resistance | support | realized | [Ff]ib\w*"

OTHER_FLOWS = re.compile(rf"\b(?:{_ISSUERS} | across | days | \w+-day)\b", re.VERBOSE)
"""Words of a sentence by which a flow may be of one fund, or of several days."""
STEP = re.compile(
    r"\b(?:by|from|from[ ]\w+|wip\w+|los[ts]|shed|gain(?:ed|s)?)[ ](?:(?:about|nearly|over|around|an?)[ ])?$",
    re.IGNORECASE,
)
"""Before a figure: it is the step of a change, or where that began, and no level."""


class Topic(NamedTuple):
    """``before`` ends at the figure, ``after`` begins there; ``avoid`` is looked for around it."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    avoid: re.Pattern[str]


def _topic(cue: str, *avoid: str, course: bool = False, after: str = "net", now: bool = True) -> Topic:
    """``after``: words that may stand between the figure and the cue. ``now``: words of other times are avoided."""
    between = f"(?:{_FILLER}|{_COURSE})" if course else _FILLER
    avoided = "|".join((*avoid, *([_OTHER_TIMES] if now else [])))
    options = re.IGNORECASE | re.VERBOSE
    return Topic(
        re.compile(rf"\b (?P<cue>{cue}) \b {between} [(]? $", options),
        re.compile(
            rf"[ ]? (?:(?:in|of|worth|net|total|a|new|the|its|price|and|more|from|{after})[ ])* (?P<cue>{cue}) \b",
            options,
        ),
        re.compile(rf"\b (?:{avoided}) \b", options),
    )


_HIGH = r"all[ -]time[ ](?:high|peak)s? | record[ ](?:high|peak)s? | ATHs?"
_NO_RECORD = r"""rall(?:y|ies)[ ]to | drop[ ]below | near(?:ing|s|ed)? | close[ ]to | shy | short[ ]of | next | second | first | cycle
    | br[eo]a?k\w* | beat | eclips\w* | retest\w* | euros? | EUR"""
_NO_PRICE = r"""from | highs? | lows? | peak | ATH | top | bottom | as[ ]much[ ]as | intraday | average | volumes? | dominance | against
    | volatility | hash\w* | compared | respectively | outperform\w* | halving | another | initially | when | during | next | within
    | weeks? | days? | correction | adoption | activity | users | address\w* | inflows? | shares | stocks? | profitability | sales
    | interest | emails | supply | revenue | holdings | balance | ETFs? | companies | remittance\w* | mining | miners | fees
    | transactions? | difficulty"""
_NOT_STOLEN = r"recover\w* | froze\w* | return\w* | remain\w* | launder\w* | bounty"
_BOUGHT = r"acqui(?:red|res|ring|sition) | b(?:ought|uys|uying) | purchas(?:ed?|es|ing) | add(?:ed|s|ing)"
_STOLEN = (
    r"stolen | stole | lost | loss(?:es)? | drained | hack(?:ed)? | exploit(?:ed)? | heist | attack | breach | theft"
)
_ROSE = r"""rose | ris(?:e|en|ing) | gain(?:ed|s)? | climb(?:ed|s)? | jump(?:ed|s)? | surg(?:ed?|ing) | soar(?:ed|ing)?
    | rall(?:y|ied) | up | grew | increas(?:ed?|ing)
    | advanc(?:ed?|ing) | return(?:ed|s)?"""
_FELL = r"""fell | fall(?:en|ing)? | drop(?:ped)? | declin(?:ed?|ing) | slid | slipped | lost | loss | down
    | plung(?:ed|ing) | plummet(?:ed)? | tumbl(?:ed|ing) | sank
    | crash(?:ed)? | shed | decreas(?:ed?|ing)"""

TOPICS: dict[str, Topic] = {
    "all_time_high": _topic(_HIGH, _NO_RECORD, r"20(?:0\d|1\d)"),
    "all_time_low": _topic(r"all[ -]time[ ]lows? | record[ ]lows? | ATLs?", _NO_RECORD),
    "high": _topic(r"highs? | peak(?:ed|ing)?", _NO_EXTREME),
    "low": _topic(r"lows? | bottom(?:ed)?", _NO_EXTREME),
    "market_cap": _topic(
        r"market[ -]?cap(?:itali[sz]ation)?s? | market[ ]valu(?:e|ation)s? | mcap",
        *(_PARTS, "fully | diluted | realized | stablecoins? | altcoins? | alts | exclud\\w+ | highs? | lows? | peak | record | TOTAL[23]"),
        course=True,
    ),
    "dominance": _topic(r"dominance(?:[ ](?:rate|ratio|index|level))?", _PARTS, "highs? | lows? | peak", course=True),
    "tvl": _topic(r"TVL | total[ ]value[ ]locked", _PARTS, "highs? | peak | record", course=True),
    "open_interest": _topic(
        r"open[ ]interest(?:[ ][(]OI[)])? | OI", _PARTS, "highs? | peak | record | CME | Binance | Deribit | Bybit | OKX", course=True
    ),
    "supply": _topic(r"circulating[ ](?:(?:token|coin)[ ])?supply", _PARTS, "max(?:imum)? | total", after="tokens?|coins?|[A-Z]{2,8}"),
    "index": _topic(r"fear[ ](?:and|&)[ ]greed[ ]index | F&G[ ]index", "highs? | lows? | yesterday | week | month", course=True),
    "flow": _topic(
        r"(?:net[ ])?(?:in|out)-?flows? | net[ ]flows? | attracted | drew(?:[ ]in)? | (?:pulled|took|raked)[ ]in | posted",
        *(_PARTS, r"cumulative | fees | streak | quarter\w* | historical | consecutive | and[ ]\d"),
        course=True,
        after="positive|negative|daily|weekly|ETF",
    ),
    "liquidation": _topic(
        r"liquidat(?:ed|ions?|ing) | wiped[ ]out | rekt",
        *(_PARTS, "orders? | whale\\w* | Hyperliquid | hour | minutes"),
        course=True,
        after=r"worth|long|short|crypto|leveraged|positions?|were|was|have|been|has|bets?|bullish|bearish|longs|shorts",
    ),
    "revenue": _topic(r"revenues?", _PARTS, course=True, after="quarterly"),
    "profit": _topic(r"net[ ](?:income|profit|loss)", _PARTS, course=True, after="quarterly"),
    "purchase": _topic(_BOUGHT, "total | holdings | so[ ]far | year\\w* | month\\w* | quarter\\w* | plans? | average | another[ ]firm"),
    "holdings": _topic(
        r"(?:holds? | holdings? | holders?) | owns? | stash | treasury | stockpile | reserves? | possess(?:es)?",
        *(_PARTS, rf"{_BOUGHT} | plans?"),
        course=True,
    ),
    "loss": _topic(_STOLEN, _PARTS, _NOT_STOLEN, after="crypto|worth|cryptocurrency|assets|was|were|been", now=False),
    "percent_move": _topic(f"{_ROSE} | {_FELL}", _NO_PRICE, after="gain|price"),
}  # fmt: skip
"""By metric, role or kind."""

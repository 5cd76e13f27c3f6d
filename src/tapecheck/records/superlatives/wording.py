"""The long lists of words by which a superlative's subject is told."""

from __future__ import annotations

import re

PRICED = re.compile(
    r"""(?:['’]s?\b)?\s*(?:\([^()]{1,40}\)\s*)?(?:$|[,;:—–“"/&-]
    |(?:(?:\w+ly|also|then|now|once|still|just|even|soon|briefly|again|itself|which|that|who|and|or|to|at|as|in|on|with|after|from|by|for|when|while|amid|this|last|since
      |coin|token|tokens|cryptocurrency|market|markets|bulls|bears|traders?|USD|USDT|\d[\d.,]{0,12}%?)\s){0,6}
    (?:price\w*|value|valuation|shares?|stock|rall(?:y|ied|ies|ying)|rebound\w*|bounc\w+|recover\w*|is|was|are|were|has|had|have|hit\w*|reach\w*|set\w*|post\w*|touch\w*|climb\w*|trad(?:es|ed|ing)|saw|see[sn]?
      |br(?:oke|eak\w*)|cross\w*|surpass\w*|tank\w*|crash\w*|dip\w*|soar\w*|rocket\w*|explod\w*|surg\w*|push\w*|extend\w*|snap\w*|end\w*|start\w*|open(?:s|ed)|clos\w+|chang\w+|hover\w*|print\w*|mark\w*
      |record\w*|regist\w*|notch\w*|log\w*|suffer\w*|enjoy\w*|experienc\w*|fac(?:es|ed)|retrac\w*|continu\w*|struggl\w*|gain\w*|los[et]\w*|lost|loses|spik\w*|jump\w*|blast\w*|skyrocket\w*|tumbl\w*|slump\w*
      |plung\w*|plummet\w*|sl[ie]d\w*|sank|sink\w*|f[ae]ll\w*|drop\w*|r[io]s\w*|ros\w*|slip\w*|declin\w*|retreat\w*|advanc\w*|add(?:s|ed)|shed\w*|tap\w*|top\w*|reclaim\w*|smash\w*|fl(?:y|ies|ew)|went|go(?:es)?|could|may|might
      |will|would|can|did|does|remain\w*|stay\w*|swung|pull\w*|stag\w*|made|makes?|mak\w+|clinch\w*|achiev\w*|eye\w*|near\w*|look\w*|appear\w*|prepar\w*|approach\w*|punch\w*|sit\w*|underwent|book\w*|down|up|weak\w*|fad\w+
      |head\w*|lead\w*|led|took|take\w*|kick\w*|roar\w*|outp\w+|pric\w+|correct\w*|charg\w*|pump\w*|rip\w*|dump\w*|return\w*|struck|steady|steadied|bottom\w*|peak\w*|cruis\w*)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand behind an asset whose price is spoken of: a verb, an aside, "price"."""

_OPENS = r"""(?:^[\s“"'’]*|[,;—–]\s(?:and\s)?|\b(?:and|as|that|when|after)\s)
    (?:[A-Z]?[a-z]+ly,?\s|(?:since|then|still|now|yet|also|at\sone\spoint|overall|however|meanwhile|in\sfact),?\s
    |(?:on|in|by|at|earlier|late|early|last|this)\s[\w\s.]{2,20},\s){0,2}"""
_SELF = r"""(?:it|its|it['’]s|this|that|prices?|they|these|both|the\s(?:[\w-]{1,14}\s){0,3}?
    (?:token|coin|asset|cryptocurrency|crypto|altcoin|memecoin|meme\scoin|price|currency|move|drop|decline|surge|rally
    |gain|jump|fall|figure|level|number|milestone|index|market|stock|shares?
    |funds?|products?|ETFs?|inflows?|outflows?|data|sell-?off|rise|increase|slump|slide|plunge|former|latter|total|amount|tally|flows?))"""
GENERIC = re.compile(rf"{_OPENS}{_SELF}\b", re.IGNORECASE | re.VERBOSE)
"""A subject that stands for one named before: "the token", "it"."""
# a subject that is a number and no price: "the figure", "this percentage"
NUMBER = re.compile(
    r"\b(?:the|this|that)\s(?:\w{1,12}\s)?(?:figure|number|percentage|metric|amount|tally|total|index"
    r"|indicator|ratio|rate|count|data|share)\b",
    re.IGNORECASE,
)
# the funds' own: "the product's fifth week of"
FUNDS_OWN = re.compile(r"\b(?:products?|funds?|ETFs?)(?:['’]s?)?\s(?:\w+\s){0,2}$", re.IGNORECASE)
# where a subject can begin: "open interest rose, and [bitcoin]"
BEGINS = re.compile(
    r"(?:^|[,;:—–“]\s?|\b(?:and|as|but|while|when|after|that|since|where|if|prices?\sof|with)\s)(?:[\w’'$-]{1,12}\s){0,2}$",
    re.IGNORECASE,
)
# "the strongest quarter for venture capital": of something that is no asset; not "for the year"
FOR = re.compile(r"\sfor\s(?!20\d\d\b|the\s(?:year|month|week|quarter|day)\b)", re.IGNORECASE)
OF_FUNDS = re.compile(
    r"(?:\s[A-Z]{2,5})?(?:\s(?:spot|exchange-traded))?\s(?:ETFs?|ETPs?|funds?|products?|trusts?)\b", re.IGNORECASE
)
ONE_FUND = re.compile(
    r"\b(?:BlackRock|iShares|Fidelity|Grayscale|Bitwise|VanEck|ARK\b|21Shares|Franklin|Invesco|WisdomTree|Valkyrie|the\sproduct)\b",
    re.IGNORECASE,
)
"""A sponsor of funds: then the flow is of one fund, not of all."""
OF_PRICE = re.compile(r"\b(?:prices?|value)\s(?:of|for)\s(?:(?:the|one|a)\s)?$", re.IGNORECASE)
# "a 15-month low against bitcoin", "all-time highs in several countries"
ELSEWHERE = re.compile(
    r"\s(?:against|versus|relative\sto|in)\s(?:the\s)?(?:bitcoin|btc|ether|eth|ethereum|(?:\w{2,9}\s)?(?:countries|currencies|nations))\b",
    re.IGNORECASE,
)

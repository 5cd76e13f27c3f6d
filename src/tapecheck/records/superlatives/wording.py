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

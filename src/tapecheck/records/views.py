"""The words by which somebody holds a view of a figure: verbs of saying and expecting, what is somebody's own, who is unnamed."""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE | re.DOTALL | re.VERBOSE
_WORD = r"[\w’'-]{1,20}"
_FREE = r"(?:[^.;:“”\"\n]|\.(?=\d))"
_ASIDE = rf"""
    (?:\s\([^)]{{1,40}}\))?
    (?:\s(?:of|at|from|with|in|on)\s[^,.;:“”"$€£%]{{1,60}}?)?
    (?:,\s{_FREE}{{1,160}}?,(?:\sand)? | ,?\swho(?:se)?\s{_FREE}{{1,120}}?(?:,|\sand) | (?:,\s[^,.;:“”"$€£%]{{1,60}})?,?\swho)?
    (?:\s(?:now|also|still|then|later|recently|only|even|further|has|had|have|is|was|are|were|and|meanwhile|however|rightly
        |already|therefore|who|himself|herself|once|again|just|separately|earlier|in\sturn|analysts|economists|strategists|team)){{0,3}}
"""
"""What may stand between somebody and the verb: "Ada Example (a bear), who runs a fund, also"."""

_SAYING = r"""
    said | says? | saying | told | tells | writes? | wrote | writing | adds? | added | adding | not(?:es?|ed|ing) | argu(?:es?|ed|ing)
  | warn(?:s|ed|ing)? | claim(?:s|ed|ing)? | explain(?:s|ed|ing)? | point(?:s|ed|ing)?\s(?:out|to) | stat(?:es|ed) | opin(?:es?|ed)
  | cit(?:es|ed|ing) | stress(?:es|ed) | caution(?:s|ed|ing)? | insist(?:s|ed|ing)? | suggest(?:s|ed|ing)? | quip(?:s|ped)
      | conclud(?:es|ed)
  | predict(?:s|ed|ing)? | speculat(?:es|ed|ing) | hint(?:s|ed) | maintain(?:s|ed)? | contend(?:s|ed)? | comment(?:s|ed) | remark(?:s|ed)
  | tweet(?:s|ed) | post(?:s|ed) | texts | calculat(?:es|ed) | jok(?:es|ed) | observ(?:es|ed) | mus(?:es|ed) | shrug(?:s|ged)
"""
_THINKING = r"""
    think(?:s|ing)? | thought | believ(?:es?|ed|ing) | reckon(?:s|ed|ing)? | expect(?:s|ed|ing)? | estimat(?:es?|ed|ing) | sees? | saw
      | seeing
  | forecast(?:s|ed|ing)? | project(?:s|ed|ing)? | anticipat(?:es?|ed|ing) | foresees? | envis(?:ions?|ioned|ages?|aged)
      | assum(?:es?|ed|ing)
  | consider(?:s|ed|ing)? | bet(?:s|ting)? | guess(?:es|ed)? | figures | doubt(?:s|ed)? | predict(?:s|ed|ing)? | model(?:s|led)
  | pric(?:es|ed)\sin | pencils? | pencill?ed | look(?:s|ed|ing)?\sfor | call(?:s|ed|ing)?\s(?:for|it|the)
"""
_HOLDING = r"""
    ha[sd](?!\s(?:\w+ed|been|not|to|a\sfew)\b) | have | keeps? | kept | puts? | putting | giv(?:es?|ing) | gave | aim(?:s|ed|ing)
      | target(?:s|ed|ing)? | eye(?:s|d|ing)? | wants? | wanted | waits?
  | waiting | call(?:s|ed|ing)? | rates? | rais(?:es?|ed|ing) | lift(?:s|ed|ing)? | lower(?:s|ed|ing)? | cuts? | trim(?:s|med)?
      | sets? | hold(?:s|ing)? | stick(?:s|ing)?
  | reiterat(?:es|ed) | repeat(?:s|ed) | revis(?:es|ed) | upgrad(?:es|ed) | names? | named | mark(?:s|ed|ing)? | draws?
      | flag(?:s|ged|ging)? | highlight(?:s|ed|ing)?
  | identif(?:ies|ied) | place[sd]? | plac(?:ing) | allow(?:s|ed)? | watch(?:es|ed|ing)? | buy(?:s|ing)? | sell(?:s|ing)? | prefers?
      | maps? | charts? | assigns? | assigned
  | hopes? | hoping | fear(?:s|ed|ing)? | plans? | planning | needs? | set | rules?\sout | works?\swith | argues | prais(?:es|ed)
      | pegs? | pegged | identifying | remains?
"""
_STATE = r"""
    (?:(?:is|was|are|were|isn[’']t|wasn[’']t|remains?|sounds?)\s)?(?:[a-z]{1,12}\s){0,2}?(?:sure|confident|convinced|certain|content
      |bolder|bullish|bearish|optimistic
      |pessimistic|ambitious|cautious|certain|willing|ready|more|less|even|long|short|waiting|happy|positive|sceptical|skeptical)\b
  | (?:would|wouldn[’']t|could|couldn[’']t|cannot|can[’']t|can|might|may|does|doesn[’']t|did|didn[’']t|will|won[’']t|isn[’']t)\b
"""

SAYS = re.compile(rf"{_ASIDE}\s(?:{_SAYING}|{_THINKING})\b", _FLAGS)
"""``, who runs a fund, says that``: somebody's claim, of whatever it may be."""
OPINES = re.compile(
    rf"{_ASIDE}(?:\s(?:analysts|economists|strategists|researchers|team))?\s(?:{_THINKING}|(?:would|cannot)\s|(?:is|are)\slooking\sfor"
    rf"|(?:{_HOLDING})(?=[^.;]{{0,60}}\b(?:targets?|forecasts?|estimates?|calls?|outlook|odds|chances?|likelihood|probability)\b))",
    _FLAGS,
)
"""``expects``, ``keeps a forecast of``: what a firm does that has a view; data providers "said" their data."""
HELD = re.compile(rf"{_ASIDE}(?:\s|,\s|['’]s\s|(?=['’]))(?:{_SAYING}|{_THINKING}|{_HOLDING}|['’]d\b)\b", _FLAGS)
"""``has``, ``puts``, ``'d``: enough of a view where the figure is a forecast or a level."""
HOPES = re.compile(
    rf"""{_ASIDE}(?:(?:\s|(?=['’])|['’]s\s)(?:{_THINKING}|['’]d\b(?!\sbeen)|would\b(?!\sbe\sliquidated)|cannot|can[’']t|could|aim(?:s|ed|ing)\b
    |target(?:s|ing)?\b|calling\sfor|call(?:s|ed)\b|waiting\sfor|looking\s(?:for|at)|eye(?:s|ing)\b|wants\b|hop(?:es|ing)\b|puts?\b
      |keeps?\b|buys\b
    |(?:is|was)\s(?:sure|confident|convinced|certain|content|(?:more|less)\s\w+|bolder|\w+ish)\b)
    |[^.;:“”"]{{0,60}},\s(?:expecting|targeting|eyeing|calling\sfor|predicting|forecasting|aiming|adding|warning)\b)""",
    _FLAGS,
)
"""``'d buy at``, ``is waiting for``, ``has bitcoin at``: what looks ahead, whatever the figure was taken for."""
HAS = re.compile(rf"{_ASIDE}\s(?:ha[sd]|have|buys?|sells?|puts?)\s(?:{_WORD}\s){{0,5}}$", _FLAGS)
"""``has silver's fair value at [$9]``, ``had [$9] in May``: enough where the figure is a price."""
STANCE = re.compile(rf"{_ASIDE}\s(?:{_STATE})", _FLAGS)
"""``is sure that``, ``would not rule out``, ``is more ambitious with``."""
_OWN = rf"""\s(?:{_WORD}\s){{0,5}}?(?:(?:price|year-end|long-term|downside|upside)\s)*
    (?:targets?|forecasts?|calls?|rang(?:e|es)|base\scase|bull\scase|bear\scase|objectives?|levels?|figures?|rule\sof\sthumb|numbers
      |opinion|view|estimates?|goals?
      |predictions?|projections?|outlook|scenarios?|models?|charts?|bets?|guess(?:es)?|price\stag|fair\svalue|line|ceiling|floor|thesis
      |roadmap|eyes|mind|read(?:ing)?
      |maths?|count|list|map|zone|analysis|wager|expectations?|call|stop|entry)\b"""
OWNED = re.compile(rf"(?:['’]s?)?{_OWN}", _FLAGS)
"""``'s year-end target``, ``[her] base case``: what somebody holds of a figure."""
WHOSE = re.compile(rf"{_ASIDE},?\swhose(?={_OWN})", _FLAGS)
"""``, a dealer, whose downside level is``."""
OWNED_BEFORE = re.compile(rf"(?:['’]s?|,?\swhose)?\s(?:{_WORD}\s){{0,3}}$", _FLAGS)
OWNED_AFTER = re.compile(
    rf"[\s-](?:{_WORD}[\s-]){{0,3}}?(?:targets?|forecasts?|calls?|estimates?|predictions?|projections?|objectives?)\b",
    re.IGNORECASE,
)
"""``[whose $9,000]-by-summer call``, ``[her $9,000] target``."""
ACCORDING = re.compile(
    r"\b(?:according\s(?:to|with)|per|for|in\sthe\s(?:view|opinion|words|eyes)\sof|targets?\s(?:of|by|from)|forecasts?\s(?:of|by|from)|calls?\s(?:of|by|from)"
    r"|estimates?\s(?:of|by|from)|predictions?\s(?:of|by|from)|projections?\s(?:of|by|from)|[,:—–]\s*(?:says|said|reckons|thinks|warns|argues|notes|adds|added|believes|estimates))"
    r"\s(?:[\w’'-]{1,20}\s){0,5}$",
    re.IGNORECASE,
)
"""``According to trader``, ``for [him]``, ``, says macro analyst``: right before a name."""
SPOKEN_AFTER = re.compile(
    r"(?:[,—–”\"]|\b)\s*(?:said|says|reckons|reckoned|estimates|estimated|warns|warned|adds|added|notes|noted|thinks|believes|argues|argued|predicts|predicted|writes|wrote"
    r"|according\sto|per|in\sthe\s(?:view|opinion)\sof|forecast\sby|forecasts|expects|calculates|commented|suggests|suggested|claims|claimed|explains|explained)"
    r"\s(?:(?:our|the|a|an|its)\s)?(?:[\w’'-]{1,20}\s){0,4}$",
    re.IGNORECASE,
)
"""``, says market analyst``: between a figure and a name."""
TELLS_AFTER = re.compile(
    rf"{_ASIDE}\s(?:{_SAYING}|think(?:s)?|believes|reckon(?:s|ed)|estimat(?:es|ed)|expects|predict(?:s|ed))\b", _FLAGS
)
"""``, [she] added``: behind the figure, a verb of saying that closes the sentence or goes on."""
CLOSES = re.compile(
    rf"{_ASIDE}\s(?:{_SAYING}|thinks?|believes|reckon(?:s|ed)|estimat(?:es|ed)|expects|predict(?:s|ed))\s*(?:[,.;“”\"]|$|in\s|on\s)",
    _FLAGS,
)
"""``[she] added.``: a verb of saying with nothing of its own behind it."""
VERSUS = re.compile(r"\b(?:versus|vs\.?|against|compared\s(?:with|to))\s(?:[\w’'-]{1,20}\s){0,3}$", re.IGNORECASE)
"""What a view is held against is none: "fair value at $24, versus [$25.20]"."""
GOES_ON = re.compile(r",\s(?:and|but|which|as|so|or)\b|\bthat\b|\bwhich\b", re.IGNORECASE)
"""Another clause before the one who speaks: what was asserted before it needn't be theirs."""
NAMED_BY = re.compile(
    r"\b(?:is|was|are|were|remains?|stays?|as|being|[,—–])\s*(?:now\s|still\s|also\s)?$", re.IGNORECASE
)
"""``[$9,000] is [her target]``."""
PARTED = re.compile(
    r";|\b(?:while|whereas|although|after\s+which)\b|[.!?…][”\"’')]?\s+(?=[A-Z“\"$])|\bliquidated\s+(?:at|for)\b|\n",
    re.IGNORECASE,
)
"""What ends the reach of somebody's view inside a sentence."""
ROLES = re.compile(
    r"\b(?:he|she|his|her|him|its|it(?=\s(?:now\s|also\s|still\s)?(?:sees|expects|reckons|forecasts|thinks|estimates|believes|predicts|projects|puts))"
    r"|[Tt]he\s(?:analyst|trader|strategist|economist|chartist|investor|researcher|executive|fund\smanager|influencer|expert|technician|veteran"
    r"|bank|firm|brokerage|broker|lender|company|exchange|research\sfirm|asset\smanager))\b",
    re.IGNORECASE,
)
"""Pronouns and roles that stand for somebody named before."""
OTHERS = re.compile(
    r"\b(?:analysts|economists|strategists|traders|investors|experts|forecasters|observers|users|bulls|bears|polls?|consensus"
    r"|some|others|many|colleagues?|(?:an?|another|one)\s(?:\w{2,14}\s){0,2}(?:analyst|trader|investor|bank|broker|colleague|user|fund))\b",
    re.IGNORECASE,
)
"""Those who hold a view and whom nobody names."""
CARRIES = re.compile(
    r"[“\"]?(?:if|should|a\s(?:break|close|drop|fall|move|slip|daily|weekly|loss|push|bounce|gap)|below|above|beneath|under|beyond|until|otherwise|failing|sustaining|then|that"
    r"|the\s(?:next|first)|next|after\s(?:that|this)|from\sthere|on\sthe\s(?:other|downside|upside)|losing|in\sthat\scase|this\swould)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on with the thought of the one before it."""

"""Whether a time expression looks ahead: the words around it that put it after publication."""

from __future__ import annotations

import re

BEFORE = 70
AFTER = 40

# "will decide on Thursday", "ahead of Friday's report", "could reach it in six months", "is due Jan. 20"
_CUE_BEFORE = re.compile(
    r"""\b(?: will | won['’]t | shall | could | may | might | would | should | can
      | upcoming | scheduled | slated | due | expects? | expected | expecting | expectations? | forecasts? | forecasting
      | predict(?:s|ed|ing|ions?)? | projects? | projected | ahead\ of | set\ to | plans?\ to | planning\ to | aims?\ to
      | looks?\ to | poised | likely | going\ to | targets? | targeting | expir(?:e|es|ing|y) | deadline | awaits? | awaiting
      | until | till | anticipat(?:e|es|ed|ing) | bets? | odds | if )\b""",
    re.VERBOSE | re.IGNORECASE,
)
# "Thursday's meeting will …", "the Jan. 31 expiry"
_CUE_AFTER = re.compile(
    r"^['’]?s?\s+(?:[\w-]{1,20}\s+){0,3}(?:will|is\s+expected|are\s+expected|is\s+set|is\s+scheduled|deadline|expiry"
    r"|expiration|expiries)\b",
    re.IGNORECASE,
)
# "… closed lower. Traders": nothing before the break speaks about what follows it
_BREAK = re.compile(r"""[.!?;]["”’)]{0,2}\s+(?=["“‘(A-Z])|\n""")
# "its best level in a month", "the first time in 2026", "the worst performer this year", "a low since May"
_EXTREME = re.compile(
    r"""\b(?: (?!inter|lat|inv|requ|cont|prot|harv|guest|quest|test|rest|west|forest|honest|sugg|near|manif|arrest)\w{2,12}est
      | first | worst | best | most | least | record | never )\b[^.,;%\d$]{0,40}$
    | \b(?:highs?|lows?|peak|seen|week|day|month)\s+$""",
    re.VERBOSE | re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|until|till|due)\s+(?:early\s+|late\s+|mid-?\s?)?$", re.IGNORECASE)


def clause_before(text: str, start: int) -> str:
    """Up to 70 characters before ``start`` that belong to the same sentence.

    >>> clause_before("It fell. Traders will vote on Friday", 30)
    'Traders will vote on '
    """
    before = text[max(0, start - BEFORE) : start]
    return before[max((found.end() for found in _BREAK.finditer(before)), default=0) :]


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether words of the same sentence, before or right after, put ``text[start:end]`` in the future.

    >>> looks_ahead("The court will decide on Friday", 25, 31), looks_ahead("It fell on Friday", 11, 17)
    (True, False)
    """
    if _CUE_BEFORE.search(clause_before(text, start)):
        return True
    return _CUE_AFTER.match(text[end : end + AFTER]) is not None


def dates_extreme(text: str, start: int) -> bool:
    """Whether the expression at ``start`` says over what stretch something is an extreme; then no move is measured over it.

    >>> dates_extreme("its highest price since May", 18), dates_extreme("The largest coin rose 3% since May", 25)
    (True, False)
    """
    return _EXTREME.search(clause_before(text, start)) is not None


def is_deadline(text: str, start: int) -> bool:
    """Whether the expression is what something is to be done by: "by Dec. 31", "until Friday".

    >>> is_deadline("to $150,000 by Dec. 31", 15), is_deadline("it fell on Dec. 31", 11)
    (True, False)
    """
    return _BY.search(text[max(0, start - 20) : start]) is not None

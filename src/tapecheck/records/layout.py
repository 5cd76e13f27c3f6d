"""How figures stand to each other: lists, appositions, contrasts; and price widgets pasted into a sentence."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from tapecheck.records.context import Context, Figure
from tapecheck.schema.mention import Money, Numeral, Percent, Quantity

Relation = Literal["list", "apposition", "contrast"]

_SOFT = (
    r"(?:(?:about|around|nearly|roughly|over|above|below|approximately|at|even|a|an|the|just|almost|some|more\s+than|another|"
    r"further|additional|under|to|in|of|total)\s+|~\s*){0,3}"
)
_LIST = re.compile(
    rf"(?:\s+(?:in|on|by|for)\s+(?!a\b|the\b)[\w.]+(?:\s+\d{{1,4}})?)?[\s’'\"”)\]]*(?:,|;|and|or|&|/|,\s*and|,\s*or|,?\s*(?:and\s+)?then|to|(?:,?\s*(?:and|with)\s+)?followed\s+by|and\s+(?:even|finally|possibly))\s*{_SOFT}",
    re.IGNORECASE,
)
"""Between two figures of a list: "$2,417 and $2,353", "from $106,000 to $103,000"."""

_NAMED_LIST = re.compile(r"[\s)]*(?:,|;|and|,\s*and|/)?\s*(?P<name>[\w$’' .&-]{2,40}?)\s*\(\s*", re.IGNORECASE)
"""Between two figures in brackets behind names: "BTC ($50M), ETH ($46M)"."""

_APPOSITION = re.compile(
    r"[\s’'\"”]*(?:tokens?|coins?|[\w$]{2,12}|[\w$]{2,12}\s+\([A-Z]{2,8}\)|[\w$]{2,12}\s+tokens?)?\s*(?:,|\(|—|–)?\s*"
    r"(?:(?:which\s+(?:is|are|was|were)|that\s+(?:is|are)|collectively|together|currently|now)\s*,?\s*)?"
    r"(?:worth|valued\s+at|equivalent\s+to|equal\s+to|amounting\s+to|equating\s+to|totall?ing|or|\(|for|which\s+is|i\.e\.,?)\s*"
    rf"(?:a\s+(?:total|combined)\s+(?:of\s+)?)?{_SOFT}",
    re.IGNORECASE,
)
"""Between a figure and the same thing in another unit: "4,710 BTC, worth $513 million", "$875 million, or 89%"."""

_NEXT_ITEM = re.compile(r"\)\s*(?:,\s*)?(?:and\s*)?", re.IGNORECASE)
"""Between the items of "91 BTC ($9.7 million), 527 BTC ($55.3 million)"."""

_CONTRAST = re.compile(
    r"[^.;]{0,48}?\b(?:from|(?:fall|ris|slow|drop|declin|climb)ing\s+to|compared\s+(?:to|with)|versus|vs\.?|against|than|surpass(?:ed|ing)?|double\s+the|and\s+then|before)\s+"
    rf"(?:[\w’']+\s+){{0,3}}?{_SOFT}",
    re.IGNORECASE,
)
"""Between a figure and the one it is measured against: "$40 billion, well up from $31 billion"."""

_TICKER_BEFORE = re.compile(r"\b[A-Z][A-Z0-9]{1,9}\s{0,3}$")
_GOES_ON = re.compile(r"\s{0,3}[a-z]")
_OWN_LINE_BEFORE = re.compile(r"\b[A-Z][A-Z0-9]{1,9}[ \t]*\n\s*$")
_OWN_LINE_AFTER = re.compile(r"[ \t]*(?:\n|$)")
_TRADED_AT = re.compile(
    r"(?:\b(?:trad(?:ing|es|ed)|priced?|pric(?:es|ing)|hands)\s+(?:at|near|around|of|for)|\bthe\s+price\s+of)\s+"
    r"(?:(?:the\s+price\s+of|about|around|nearly|roughly|approximately)\s+)?$",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:at|near|above|below|around|over|under|to|from|between|watching|level|levels|support|resistance|of|reclaim|hold|"
    r"break|towards?|into|target|targets)|[~@>])\s*(?:the\s+|~\s*)?$",
    re.IGNORECASE,
)


def relation(context: Context, before: Figure, figure: Figure) -> Relation | None:
    """How the figure leans on the one before it in the same sentence; ``None`` when it stands for itself."""
    gap = figure.start - before.end
    if not 0 <= gap <= 90:
        return None
    text, start, end = context.text, before.end, figure.start
    if isinstance(before, Money) and isinstance(figure, Money) and before.currency != figure.currency:
        return "apposition" if gap <= 24 and _APPOSITION.fullmatch(text, start, end) else None
    if isinstance(before, Money) and isinstance(figure, Quantity) and text[max(0, before.start - 1)] == "(":
        return "list" if gap <= 8 and _NEXT_ITEM.fullmatch(text, start, end) else None
    if type(before) is type(figure) or _short_for_money(before, figure):
        if _large(before) != _large(figure):
            return None
        if gap <= 42 and _LIST.fullmatch(text, start, end):
            return "list"
        if gap <= 48 and text[max(0, before.start - 1)] == "(" and _NAMED_LIST.fullmatch(text, start, end):
            return "list"
        if context.sentence(before.start) == context.sentence(figure.start) and _CONTRAST.fullmatch(text, start, end):
            return "contrast"
    elif _unlike(before, figure) and gap <= 60 and _APPOSITION.fullmatch(text, start, end):
        return "apposition"
    return None


def _large(figure: Figure) -> bool:
    """Whether it is a sum in millions: such a sum and a price are not one list."""
    return not isinstance(figure, Percent) and (figure.value_high or figure.value) >= 1_000_000


def _short_for_money(before: Figure, figure: Figure) -> bool:
    """Whether a number goes on a list of sums without their sign: "$11M, BNB (10M)"."""
    return isinstance(before, Money) and isinstance(figure, Numeral) and scaled(figure)


def scaled(figure: Numeral) -> bool:
    """Whether a number is written with a scale: "10M", "6.3 million"."""
    return _SCALED.search(figure.text) is not None


_SCALED = re.compile(r"(?:[KkMmBb]|bn|mn|thousand|million|billion)$")


def _unlike(before: Figure, figure: Figure) -> bool:
    """Whether the two can be one amount in two units: coins and money."""
    return {type(before), type(figure)} == {Quantity, Money}


def is_widget(context: Context, figure: Figure) -> bool:
    """Whether the figure is a live price that the site pasted beside a coin's name, not part of the sentence.

    "Ether ETH -2.40% is holding": a signed percentage right behind a ticker, in mid-sentence; or a ticker
    and its price on lines of their own.
    """
    text = context.text
    before = text[max(0, figure.start - 16) : figure.start]
    if isinstance(figure, Percent) and figure.signed and _TICKER_BEFORE.search(before):
        return _GOES_ON.match(text, figure.end) is not None
    if isinstance(figure, Money) and _OWN_LINE_BEFORE.search(before):
        return _OWN_LINE_AFTER.match(text, figure.end) is not None
    return False


_COUNTED = re.compile(r"\s+(?!levels?|points?|marks?|as|is|was|has)[a-z]{3,}s\b")
"""A number of things: "34,471 traders"."""

NEAR_PRICES = Decimal("0.4")
"""A bare number is a price beside a preposition only if it is within this share of a price the article gives with its sign."""


def price_like(context: Context, figure: Numeral, before: str) -> bool:
    """Whether a number without a currency sign is a price: "trading at 28,041", "stacked near 86500" among like prices."""
    if _COUNTED.match(context.text, figure.end):
        return False
    if _TRADED_AT.search(before):
        return True
    if figure.value < 100 or not _PLACE_BEFORE.search(before) or 1900 <= figure.value <= 2100:
        return False
    return any(
        isinstance(other, Money) and abs(other.value - figure.value) <= NEAR_PRICES * figure.value
        for other in context.figures
    )

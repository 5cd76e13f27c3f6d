"""Two figures side by side: one range ("$60K-$65K", "between 2% and 3%") or two figures ("from $106,000 to $103,000")?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

Link = Literal["dash", "to", "and"]

_LINK = re.compile(
    r"(?P<dash>\s{0,2}[-‐‑–—~〜−]\s{0,2})|(?P<to>\s{1,2}(?:to|through|thru)\s{1,2})|(?P<and>\s{1,2}and\s{1,2})",
    re.IGNORECASE,
)
"""What may link the two ends of a range: ``-``, `` – ``, `` to ``, `` and ``."""

_HEDGE = (
    r"(?:(?:the|a|an|its|their|about|around|roughly|approximately|nearly|some|an\ estimated|somewhere|anywhere|just|only"
    r"|key|tight|narrow|wide|broad|~)\s{0,2}){0,4}"
)

_BETWEEN = re.compile(rf"(?P<lead>[\w'’-]+)?\s{{0,2}}\b(?:in\s)?between\s{{1,2}}{_HEDGE}$", re.IGNORECASE)
_TWO_SIDES = frozenset(
    {"difference", "gap", "spread", "correlation", "comparison", "differential", "chose", "choose", "choice"}
)
"""``the gap between $5 and $7`` names two figures."""

_RANGING = re.compile(
    r"\b(?:rang(?:e[sd]?|ing)|var(?:y|ies|ied|ying)|anywhere|anything|span(?:s|ned|ning)?|fluctuat(?:ed?|es|ing)"
    r"|oscillat(?:ed?|es|ing)|varies|zone|band|corridor|channel|somewhere|estimates?|differ(?:s|ed|ing)?)"
    rf"\b[\s\w]{{0,12}}?\s{{0,2}}from\s{{1,2}}{_HEDGE}$",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"(?<!\w)from\s{{1,2}}(?:(?:a|an|its|the)\s{{1,2}}(?:[\w-]+\s{{1,2}}){{0,4}}?(?:of\s{{1,2}})?)?{_HEDGE}$",
    re.IGNORECASE,
)
_LINE_OPENS = re.compile(rf"(?:^|\n)\W{{0,3}}From\s{{1,2}}{_HEDGE}$")

_CROSSING = re.compile(
    r"\b(?:above|past|below|under|over|beneath|beyond|through|breaks?|broke|cross(?:ed|es|ing)?"
    r"|top(?:s|ped|ping)?|surpass(?:ed|es|ing)?)\s{1,2}(?:the\s{1,2}|a\s{1,2}|as\s)?$",
    re.IGNORECASE,
)
CHANGED = (
    r"\b(?:rose|rise[sn]?|rising|fell|falls?|fallen|falling|gain(?:s|ed|ing)?|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?|surg(?:es?|ed|ing)"
    r"|dropp?(?:s|ed|ing)?|lost|los(?:es|ing)|add(?:s|ed|ing)?|shed(?:s|ding)?|increased?|decreased?|declin(?:es?|ed|ing)"
    r"|slipp?(?:s|ed|ing)?|slid(?:es?|ing)?|up|down|grew|grown?|soar(?:s|ed|ing)?|advanced?|rall(?:y|ies|ied|ying)"
    r"|tumbl(?:es?|ed|ing)|plung(?:es?|ed|ing)|sank|sinks?|cut|raised?|lifted|boosted|dipp?(?:s|ed|ing)?|eased?|edged)"
)
"""Verbs and particles of a change: what follows ``from`` and ``to`` behind them are two figures."""

_CHANGE = re.compile(
    CHANGED
    + rf"\s{{1,2}}(?:by\s{{1,2}}|(?:as\s{{1,2}}much\s{{1,2}}as|more\s{{1,2}}than|over|another)\s{{1,2}})?{_HEDGE}$",
    re.IGNORECASE,
)
_SPAN_NOUN = re.compile(
    r"\s{0,2}['\"”’]?\s{0,2}(?:[\w-]+\s{1,2}){0,2}?(?:range|zone|area|band|corridor|region|levels?|channel|pocket|gap|window|resistance|support)\b",
    re.IGNORECASE,
)


def link(text: str, end: int, start: int) -> Link | None:
    """How two figures are linked that end and start there; ``None`` when nothing that can make a range stands between.

    >>> link("$5 to $6", 2, 6), link("$5–$6", 2, 3), link("$5, $6", 2, 4)
    ('to', 'dash', None)
    """
    if start - end > 12:
        return None
    match = _LINK.fullmatch(text, end, start)
    return match.lastgroup if match else None  # type: ignore[return-value]


def is_range(text: str, start: int, end: int, how: Link, low: Decimal, high: Decimal) -> bool:
    """Whether figures ``low`` (first) and ``high`` (second), together ``[start, end)``, are worded as one range.

    >>> def two(text, low, high, first, last):
    ...     return is_range(text, text.index(first), text.index(last) + len(last), "to", Decimal(low), Decimal(high))
    >>> two("It rose from $90 to $95.", 90, 95, "$90", "$95"), two("Fees range from $90 to $95.", 90, 95, "$90", "$95")
    (False, True)
    >>> two("We expect $90 to $95.", 90, 95, "$90", "$95"), two("It gained $5 to $95.", 5, 95, "$5", "$95")
    (True, False)
    """
    window = max(0, start - 70)
    if how == "dash":
        return _dash_range(text, start, end, low, high)
    between = _BETWEEN.search(text, window, start)
    if between is not None:
        return (between.group("lead") or "").casefold() not in _TWO_SIDES
    if how == "and":
        return False
    if _RANGING.search(text, window, start):
        return True
    if _FROM.search(text, window, start):
        return bool(_LINE_OPENS.search(text, window, start)) and low < high and text[end : end + 1] in ("", "\n")
    if _CROSSING.search(text, window, start):
        return False
    if _CHANGE.search(text, window, start):
        return low < high <= 2 * low
    return low < high or bool(_SPAN_NOUN.match(text, end))


def _dash_range(text: str, start: int, end: int, low: Decimal, high: Decimal) -> bool:
    """A tight dash always makes a range, one between blanks only where the figures are of one size and rising."""
    spaced = re.search(r"\s[-–—−]|[-–—−]\s", text[start:end]) is not None
    return not spaced or low < high <= 10 * low


def is_worded(text: str, start: int) -> bool:
    """Whether the words before the first figure, at ``start``, announce a range: "between", "ranging from".

    >>> is_worded("The RSI moved between 30 and 70", 22), is_worded("It went from 30 to 70", 13)
    (True, False)
    """
    window = max(0, start - 70)
    between = _BETWEEN.search(text, window, start)
    if between is not None:
        return (between.group("lead") or "").casefold() not in _TWO_SIDES
    return _RANGING.search(text, window, start) is not None

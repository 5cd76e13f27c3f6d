"""Bare numbers: index values, counts, whatever stands in digits or words without a currency or a percent sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from tapecheck.mentions import bounds, ranges
from tapecheck.mentions.figures import Figure, scan
from tapecheck.mentions.literals import FIFTEEN_DIGITS
from tapecheck.schema.mention import Numeral

_RULE = "number/1"

_SIGN = re.compile(r"(?:(?<![\w)%$€£¥.,])[-−]|(?<!\w)(?i:minus|negative)\s{1,3})$")
"""A sign right before a figure. Examples: ``-9.2``, ``minus five``; not ``SCP-173`` or ``20-100``."""

_NOT_ONE = re.compile(
    r"(?<!\w)(?:the|this|that|which|no|any|every|each|another|some|only|such|latter|former)[\s-]{1,3}$", re.IGNORECASE
)
"""``one`` after these is no number: ``the one``, ``no one``, ``which one``."""

_NOT_HALF = re.compile(
    r"(?<!\w)(?:the|this|that|first|second|last|latter|former|other|better|upper|lower|back|front|top|bottom|its|their|his|her)"
    r"[\s-]{1,3}$",
    re.IGNORECASE,
)
"""``half`` after these is a stretch of time or a side: ``the second half``."""

_OF_ONE = re.compile(
    r"\s{1,3}(?:another|you|i|who|that|which|can|could|must|should|may|might|would)\b|['’]s\b", re.IGNORECASE
)
_PART_GOES_ON = re.compile(r"-|\s{1,3}(?!of\b)[A-Za-z]")


_OF_ALL = re.compile(
    r"(?P<out>\s{1,2}out\s{1,2}of\s{1,2})|(?P<over>\s{1,2}over\s{1,2})|(?P<in_>\s{1,2}in\s{1,2})", re.IGNORECASE
)
"""What makes one proportion of two numbers: ``nine out of ten``, ``one in five``, ``2 over 3``."""
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$)")
_YEARS = range(1900, 2101)


def find(text: str, *, figures: Sequence[Figure] | None = None) -> tuple[Numeral, ...]:
    """Every number in the text, also those inside sums and dates; in order, never overlapping.

    A number that ordinals, units of length or model names swallow ("5th", "180ml", "Q4") is left out. Two ends of a
    range make one mention ("86500-87000", "between 30 and 70"); so do the two numbers of a proportion ("one in five" is
    0.2). ``figures`` is ``figures.scan(text)`` where the caller has it.

    >>> [(n.text, str(n.value)) for n in find("The index closed at 4,927.93, up from minus five")]
    [('4,927.93', '4927.93'), ('minus five', '-5')]
    >>> [(n.text, str(n.value), str(n.value_high)) for n in find("shorts near 86500-87000, one in four")]
    [('86500-87000', '86500', '87000'), ('one in four', '0.25', 'None')]
    """
    alone = [figure for figure in (scan(text) if figures is None else figures) if _stands_alone(text, figure)]
    found: list[Numeral] = []
    at = 0
    while at < len(alone):
        pair = _pair(text, alone[at], alone[at + 1]) if at + 1 < len(alone) else None
        found.append(pair or _numeral(text, alone[at]))
        at += 2 if pair else 1
    return tuple(found)


def _pair(text: str, first: Figure, second: Figure) -> Numeral | None:
    if second.start - first.end > 12:
        return None
    return _range(text, first, second) or _proportion(text, first, second)


def _range(text: str, first: Figure, second: Figure) -> Numeral | None:
    how = ranges.link(text, first.end, second.start)
    if how is None or first.cut or second.cut or (_is_year(text, first) and _is_year(text, second)):
        return None
    low, high = sorted((first.value, second.value))
    if how == "dash" and not _one_size(text, first, second, low, high):
        return None
    if how != "dash" and (first.value >= second.value or not ranges.is_worded(text, first.start)):
        return None
    return _mention(text, first.start, second.end, low, value_high=high)


def _one_size(text: str, first: Figure, second: Figure, low: Decimal, high: Decimal) -> bool:
    """Two ends of a range in digits, not a telephone number, a score or a date: "86500-87000", ".213-.189"."""
    written = (text[first.start : first.end], text[second.start : second.end])
    if first.words or second.words or low <= 0 or high > 2 * low or low == high:
        return False
    if any(len(digits) < 3 for digits in written):
        return False
    return text[first.start - 1 : first.start] not in ("-", "–") and text[second.end : second.end + 1] not in (
        "-",
        "–",
        "/",
    )


def _is_year(text: str, figure: Figure) -> bool:
    digits = text[figure.start : figure.end]
    return len(digits) == 4 and digits.isdigit() and int(digits) in _YEARS


def _proportion(text: str, first: Figure, second: Figure) -> Numeral | None:
    match = _OF_ALL.fullmatch(text, first.end, second.start)
    if match is None or first.cut or second.cut or not second.value > 0 or first.value != first.value.to_integral():
        return None
    if match.lastgroup == "over":
        proportion = second.scale == 1 and _CLAUSE_ENDS.match(text, second.end) is not None
    else:
        # "22 out of 100" is an index at 22; only in words, or one in so many, does it mean the quotient
        proportion = first.value < second.value and (first.words or (first.value == 1 and match.lastgroup == "in_"))
        if match.lastgroup == "in_":
            proportion = proportion and first.value <= 10 and not _is_year(text, second)
    if not proportion:
        return None
    sign = _SIGN.search(text, max(0, first.start - 12), first.start)
    value = FIFTEEN_DIGITS.divide(first.value, second.value)
    start = sign.start() if sign else first.start
    return _mention(text, start, second.end, -value if sign else value, signed=sign is not None)


def _numeral(text: str, figure: Figure) -> Numeral:
    sign = _SIGN.search(text, max(0, figure.start - 12), figure.start)
    if sign is None:
        return _mention(text, figure.start, figure.end, figure.value)
    return _mention(text, sign.start(), figure.end, -figure.value, signed=True)


def _mention(
    text: str, start: int, end: int, value: Decimal, *, value_high: Decimal | None = None, signed: bool = False
) -> Numeral:
    return Numeral(
        start=start,
        end=end,
        text=text[start:end],
        rule=_RULE,
        value=value,
        value_high=value_high,
        signed=signed,
        bound="between" if value_high is not None else bounds.bound(text, start, end),
    )


def _stands_alone(text: str, figure: Figure) -> bool:
    if figure.loose:
        return False
    if figure.words:
        return _words_stand_alone(text, figure)
    before = text[figure.start - 1 : figure.start]
    after = text[figure.end : figure.end + 1]
    return not (before.isalpha() or before == "_" or after.isalpha() or after == "_")


def _words_stand_alone(text: str, figure: Figure) -> bool:
    word = text[figure.start : figure.end].casefold()
    if word == "one":
        window = max(0, figure.start - 10)
        return not _NOT_ONE.search(text, window, figure.start) and not _OF_ONE.match(text, figure.end)
    if figure.bare:
        if word == "half":
            before = _NOT_HALF.search(text, max(0, figure.start - 10), figure.start)
            return before is None and text[figure.end : figure.end + 1] != "-"
        return figure.value > figure.scale
    if word.startswith(("a ", "an ")) and figure.value < 1:
        return not _PART_GOES_ON.match(text, figure.end)
    return True

"""Bare numbers: index values, counts, whatever stands in digits or words without a currency or a percent sign."""

from __future__ import annotations

import re

from tapecheck.mentions import bounds
from tapecheck.mentions.figures import Figure, scan
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


def find(text: str) -> tuple[Numeral, ...]:
    """Every number in the text, also those inside sums and dates; in order, never overlapping.

    A number that ordinals, units of length or model names swallow ("5th", "180ml", "Q4") is left out.

    >>> [(n.text, str(n.value)) for n in find("The index closed at 4,927.93, up from minus five")]
    [('4,927.93', '4927.93'), ('minus five', '-5')]
    """
    return tuple(_numeral(text, figure) for figure in scan(text) if _stands_alone(text, figure))


def _numeral(text: str, figure: Figure) -> Numeral:
    sign = _SIGN.search(text, max(0, figure.start - 12), figure.start)
    start = sign.start() if sign else figure.start
    value = -figure.value if sign else figure.value
    return Numeral(
        start=start,
        end=figure.end,
        text=text[start : figure.end],
        rule=_RULE,
        value=value,
        signed=sign is not None,
        bound=bounds.bound(text, start, figure.end),
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
            return (
                not _NOT_HALF.search(text, max(0, figure.start - 10), figure.start)
                and text[figure.end : figure.end + 1] != "-"
            )
        return figure.value > figure.scale or (figure.value < figure.scale and word != "quarter")
    if word.startswith(("a ", "an ")) and figure.value < 1:
        return not _PART_GOES_ON.match(text, figure.end)
    return True

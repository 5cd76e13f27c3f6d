"""A figure and the percent sign or words behind it → one percentage."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from tapecheck.mentions.figures import Figure


class Share(NamedTuple):
    """A percentage or a number of basis points ``[start, end)``; ``signed`` when the text carries the sign."""

    start: int
    end: int
    value: Decimal
    unit: Literal["percent", "bps"]
    signed: bool


_UNIT = re.compile(
    r"\+?[ \u00a0\u202f]?[%％](?![0-9A-Fa-f]{2})"
    r"|\+?(?:[\s\u00a0]{1,3}|-)(?P<words>"
    r"percentage[\s-]points?|percentages?|per\s?cents?|pct(?!\w)|p\.?p\.?t?s?(?!\w)|(?P<bps>basis[\s-]points?|bps?))(?!\w)"
    r"|(?P<attached>bps?|pct|pp)(?!\w)",
    re.IGNORECASE,
)
"""What makes a figure a percentage. Examples: ``%``, `` %``, `` percent``, ``-percentage-point``, `` basis points``, ``bps``."""

_OF_ONE = re.compile(r"\s{1,2}(?:of\s{1,2})?an?(?=\s{1,2}(?:percent|per\s?cent|basis))", re.IGNORECASE)
"""``half a percent``, ``three quarters of a percentage point``."""

_SIGN = re.compile(
    r"(?<![\w)%$€£¥.,/])[-−+]$"
    r"|(?:(?<=\()|(?<=[^\w%)]\ )|(?<=[A-Za-z:]\ ))[–]$"
    r"|(?<!\w)(?:minus|negative)\s{1,2}$",
    re.IGNORECASE,
)
"""A sign that belongs to the figure. Examples: ``-9.3%``, ``(–3.2%)``, ``minus five percent``; not ``35–40%``."""


_REVERSED = re.compile(
    r"(?:^|[.;:(\n]\s{0,2}|\b(?:is|was|to|by|a)\s)(?P<unit>per\s?cents?\s{1,2}of\s{1,2})$", re.IGNORECASE
)
_CLAUSE_ENDS = re.compile(r"\s*(?:[.;:!?)]|$)")
"""``percent of 10`` as a way of saying 10%: only where neither a figure stands before nor a noun behind."""


def read(text: str, figure: Figure) -> Share | None:
    """The percentage that the figure is; ``None`` if it is none.

    >>> from tapecheck.mentions.figures import scan
    >>> [str(read(t, scan(t)[0]).value) for t in ("-9.3%", "half a percent", "three percent", "+3.13%", "50 bps")]
    ['-9.3', '0.5', '3', '3.13', '50']
    """
    if figure.cut or figure.loose:
        return None
    at = figure.end
    if figure.words and figure.value < 1 and (article := _OF_ONE.match(text, at)):
        at = article.end()
    unit = _UNIT.match(text, at)
    if unit is None:
        return _reversed(text, figure)
    if figure.start > 0 and text[figure.start - 1].isalpha():
        return None
    sign = _SIGN.search(text, max(0, figure.start - 10), figure.start)
    negative = sign is not None and sign.group() != "+"
    return Share(
        sign.start() if sign else figure.start,
        unit.end(),
        -figure.value if negative else figure.value,
        "bps" if unit.group("bps") or (unit.group("attached") or "").lower().startswith("bp") else "percent",
        sign is not None,
    )


def _reversed(text: str, figure: Figure) -> Share | None:
    before = _REVERSED.search(text, max(0, figure.start - 16), figure.start)
    if before is None or figure.scale != 1 or not _CLAUSE_ENDS.match(text, figure.end):
        return None
    return Share(before.start("unit"), figure.end, figure.value, "percent", False)

"""Comparisons and ranges as whole expressions: "more than 30,000", "between 20 and 30", "200 or greater", ">= 30".

The mention of an amount never holds the words that bound it; here those words belong to the span. This finder is not among
those of ``finding``: no record needs it. It works on what they found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tapecheck.mentions import ranges
from tapecheck.mentions.figures import scan
from tapecheck.schema.mention import Amount, Date, Mention, Money, Numeral, Percent, Quantity, Range

_RULE = "range/1"

_UP = r"(?:more|greater|higher|larger|bigger|better|longer|older|taller|heavier|faster)"
_DOWN = r"(?:less|fewer|lower|smaller|shorter|younger|lighter|slower|cheaper)"

_BEFORE = re.compile(
    rf"""(?:
    (?P<low_included>(?<!\w)(?:{_UP}(?:\ than)?\ or\ equal\ (?:to|than) | equal\ (?:to|than)\ or\ {_UP}\ than
        | at\ (?:the\ )?least(?:\ or\ equal\ to)? | (?:no|not)\ {_DOWN}\ than | (?:a\ )?minimum\ of) | (?<![<>=-])(?:>\ ?=|[≥⩾]))
    | (?P<high_included>(?<!\w)(?:{_DOWN}(?:\ than)?\ or\ equal\ (?:to|than) | equal\ (?:to|than)\ or\ {_DOWN}\ than
        | at\ (?:the\ )?most(?:\ or\ equal\ to)? | (?:no|not)\ {_UP}\ than | (?:a\ )?maximum\ of | up\ to
        | as\ (?:many|much)\ as) | (?<![<>=-])(?:<\ ?=|[≤⩽]))
    | (?P<low>(?<!\w)(?:{_UP}\ than | above(?:\ the)? | over | exceed(?:s|ed|ing)? | surpass(?:es|ed|ing)? | in\ excess\ of
        | upwards?\ of | north\ of) | (?<![<>=-])>)
    | (?P<high>(?<!\w)(?:{_DOWN}\ than | (?:below|beneath|under)(?:\ the)? | south\ of) | (?<![<>=-])<)
    | (?P<equal>(?<!\w)equal(?:s|led|ling|ed|ing)?(?:\ to)?)
    )(?:(?<=\w)\s{{1,2}}|(?<!\w)\s{{0,2}})$""",
    re.VERBOSE | re.IGNORECASE,
)
"""What compares and stands before its figure. Examples: ``more than ``, ``no less than ``, ``>= ``, ``equals ``, ``up to ``."""

_ENDS = r"(?=\s{0,2}(?:[.,;:!?)]|$))"
_GOES_ON = rf"(?:{_ENDS}|(?=\s(?:in|of|for|are|is|were|was|who|can|will|may)\b))"

_AFTER = re.compile(
    rf"""\s{{1,2}}(?:
    (?P<low_included>or\ {_UP}(?:\ than{_ENDS}|(?!\ than\b)) | or\ (?:above|over|up)(?!\ (?:the|an?)\b)
        | and\ (?:{_UP}|above|over|up){_GOES_ON})
    | (?P<high_included>or\ {_DOWN}(?:\ than{_ENDS}|(?!\ than\b)) | or\ (?:below|under|beneath)(?!\ (?:the|an?)\b)
        | and\ (?:{_DOWN}|below|under){_GOES_ON})
    | (?P<equal>or\ equal(?:\ to)?)
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
"""What compares and stands behind its figure. Examples: `` or more``, `` or greater than``, `` and below``, `` or equal to``."""

_LEAD = re.compile(
    r"(?<!\w)(?P<word>(?:in\ )?between|from)\s{1,2}(?:(?:about|around|roughly|approximately|nearly|the)\s{1,2})?$",
    re.IGNORECASE,
)
"""What opens a range of two figures. Examples: ``between ``, ``from ``, ``between about ``."""

_MOVED = re.compile(
    ranges.CHANGED + r"\b[^.;:!?\n]{0,40}$|\b(?:went|moved|shifted|changed)\b[^.;:!?\n]{0,40}$", re.IGNORECASE
)
"""A change before ``from``: the figures are where it began and ended. Example: ``climbed in a week ``."""

_JOINED = re.compile(r"\s{1,2}(?:and|but)\s{1,2}|\s?,\s{1,2}(?:(?:and|but)\s{1,2})?", re.IGNORECASE)
"""Between two comparisons of one thing. Examples: `` and ``, `` but ``, ``, ``."""

_MODIFIER = re.compile(r"-[A-Za-z]")
"""A number that is part of a name is not compared: ``above the 200-day average``."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_CHAIN = "+-–—/."
_REACH = 48


class _Stretch(NamedTuple):
    """A range ``[start, end)`` in the text, from ``low`` to ``high``; ``None``: open."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    low_included: bool = True
    high_included: bool = True


def find(text: str, mentions: Sequence[Mention]) -> tuple[Range, ...]:
    """Comparisons and ranges of the amounts among the mentions, by position, never overlapping.

    Two comparisons of one thing that bound it from both sides are one range. Both ends of "between" and "from … to" are
    taken as included. What changed "from 30 to 40" is no range.

    >>> from tapecheck.mentions import numbers
    >>> def of(text):
    ...     return [(found.text, str(found.value), str(found.value_high)) for found in find(text, numbers.find(text))]
    >>> of("It is more than 30,000, and 200 or less in winter")
    [('more than 30,000', '30000', 'None'), ('200 or less', 'None', '200')]
    >>> of("Scores between 20 and 30, or above 40 but below 50")
    [('between 20 and 30', '20', '30'), ('above 40 but below 50', '40', '50')]
    """
    amounts = _amounts(mentions)
    starts = frozenset(amount.start for amount in amounts)
    found: list[_Stretch] = []
    at = 0
    while at < len(amounts):
        pair = _two_ends(text, amounts[at], amounts[at + 1]) if at + 1 < len(amounts) else None
        stretch = pair or _whole(text, amounts[at]) or _compared(text, amounts[at], starts)
        if stretch is not None:
            whole = _joined(text, found[-1], stretch) if found else None
            found[-1:] = [whole] if whole is not None else [*found[-1:], stretch]
        at += 2 if pair is not None else 1
    return tuple(_mention(text, stretch) for stretch in found)


def as_numbers(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with ranges of bare numbers as the only NUMBER mentions, each over its whole expression, by position.

    A range that is open at one end has the other as its value, and a bound that says which it is.
    """
    kept = [mention for mention in mentions if not isinstance(mention, Numeral)]
    numerals = [_numeral(found) for found in mentions if isinstance(found, Range) and found.unit is None]
    return tuple(sorted([*kept, *numerals], key=lambda mention: (mention.start, mention.end, mention.label)))


def _numeral(stretch: Range) -> Numeral:
    low, high = stretch.value, stretch.value_high
    value = high if low is None else low
    if value is None:
        raise ValueError(f"a range without ends: {stretch.text!r}")
    two = low is not None and high is not None and low != high
    return Numeral(
        start=stretch.start,
        end=stretch.end,
        text=stretch.text,
        rule=_RULE,
        value=value,
        value_high=high if two else None,
        bound="between" if two else "at_least" if high is None else "at_most" if low is None else "exact",
    )


def _amounts(mentions: Sequence[Mention]) -> list[Amount]:
    """Amounts that are no part of another one or of a date, in order."""
    kept: list[Amount] = []
    taken = [m for m in mentions if isinstance(m, Money | Percent | Quantity | Date)]
    covered = {at for mention in taken for at in range(mention.start, mention.end)}
    for mention in sorted((m for m in mentions if isinstance(m, Amount)), key=lambda m: (m.start, -m.end)):
        if isinstance(mention, Numeral) and (mention.start in covered or mention.end - 1 in covered):
            continue
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _unit(amount: Amount) -> str | None:
    match amount:
        case Money():
            return amount.currency
        case Percent() | Quantity():
            return amount.unit
    return None


def _whole(text: str, amount: Amount) -> _Stretch | None:
    """The range that is one mention already, with the word before it."""
    if amount.value_high is None:
        return None
    lead = _LEAD.search(text, max(0, amount.start - _REACH), amount.start)
    start = lead.start() if lead else amount.start
    return _Stretch(start, amount.end, amount.value, amount.value_high, _unit(amount))


def _two_ends(text: str, first: Amount, second: Amount) -> _Stretch | None:
    how = ranges.link(text, first.end, second.start)
    if how is None or type(first) is not type(second) or _unit(first) != _unit(second):
        return None
    low = _low_end(first, second)
    if first.value_high is not None or second.value_high is not None or not low < second.value:
        return None
    lead = _LEAD.search(text, max(0, first.start - _REACH), first.start)
    word = lead.group("word").casefold() if lead else ""
    start = lead.start() if lead else first.start
    if how == "dash":
        ranging = _dashed(text, first, second)
    elif word.endswith("between"):
        ranging = ranges.is_worded(text, first.start)
    else:
        ranging = how == "to" and not _MOVED.search(text, max(0, start - 60), start) and not _years(first, second)
    return _Stretch(start, second.end, low, second.value, _unit(first)) if ranging else None


def _low_end(first: Amount, second: Amount) -> Decimal:
    """The value of the first end, with the scale that only the second names: "5 to 8 thousand"."""
    lows, highs = scan(first.text), scan(second.text)
    if len(lows) != 1 or len(highs) != 1 or lows[0].scale != 1 or highs[0].scale == 1:
        return first.value
    scale = highs[0].scale
    return first.value * scale if first.value <= second.value / scale else first.value


def _dashed(text: str, first: Amount, second: Amount) -> bool:
    """Two ends in digits, no telephone number or years: "1000-5000", "5k - 20k"."""
    if not (first.text[0].isdigit() and second.text[0].isdigit()) or _years(first, second):
        return False
    if text[first.start - 1 : first.start] in tuple(_CHAIN) or re.match(r"[-–—/]\w", text[second.end : second.end + 2]):
        return False
    return text[first.end : second.start].strip() == text[first.end : second.start] or second.value <= 10 * first.value


def _years(first: Amount, second: Amount) -> bool:
    return _YEAR.fullmatch(first.text) is not None and _YEAR.fullmatch(second.text) is not None


def _compared(text: str, amount: Amount, starts: frozenset[int]) -> _Stretch | None:
    """The amount with what compares before or behind it; ``None`` where nothing does."""
    if isinstance(amount, Numeral) and _MODIFIER.match(text, amount.end):
        return None
    before = _BEFORE.search(text, max(0, amount.start - _REACH), amount.start)
    after = _AFTER.match(text, amount.end)
    if after is not None and not starts.isdisjoint(range(after.end() + 1, after.end() + 3)):
        after = None  # "5000 or above 6000": the words belong to the figure behind them
    side = before.lastgroup if before else None
    behind = after.lastgroup if after else None
    if side in ("low", "high") and behind == "equal":
        side = f"{side}_included"
    elif side in (None, "equal") and behind in ("low_included", "high_included"):
        side = behind
    else:
        after = None
    if side is None:
        return None
    return _Stretch(
        before.start() if before else amount.start,
        after.end() if after else amount.end,
        amount.value if side.startswith("low") or side == "equal" else None,
        amount.value if side.startswith("high") or side == "equal" else None,
        _unit(amount),
        side in ("low_included", "equal"),
        side in ("high_included", "equal"),
    )


def _joined(text: str, first: _Stretch, second: _Stretch) -> _Stretch | None:
    """One range of two comparisons that bound one thing from both sides: "above 40 and below 50"."""
    if first.unit != second.unit or _JOINED.fullmatch(text, first.end, second.start) is None:
        return None
    lower, upper = (first, second) if first.high is None else (second, first)
    if lower.low is None or upper.high is None or lower.high is not None or upper.low is not None:
        return None
    if not lower.low < upper.high:
        return None
    return _Stretch(first.start, second.end, lower.low, upper.high, first.unit, lower.low_included, upper.high_included)


def _mention(text: str, stretch: _Stretch) -> Range:
    return Range(
        start=stretch.start,
        end=stretch.end,
        text=text[stretch.start : stretch.end],
        rule=_RULE,
        value=stretch.low,
        value_high=stretch.high,
        low_included=stretch.low is not None and stretch.low_included,
        high_included=stretch.high is not None and stretch.high_included,
        unit=stretch.unit,
    )

"""Sums of liquidations and their parts: "$700 million were wiped out. Of that, $380 million were bitcoin shorts".

A part is of one side, coin, venue or order where its total is of more; it says so ("of which", "including", "the largest order"),
or it follows its total in the same paragraph or the next. A total may stand behind its parts: "longs of $3 million, $5 million in all".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.records.context import Context
from tapecheck.records.liquidation import Liquidation
from tapecheck.schema.base import Number

SLACK = Number("1.02")
"""Rounded parts may be this much larger than their total, and their sum may be off by as much."""
FARTHEST = 700
"""So many characters after its total a figure can still be a part of it; the longest such paragraphs of the development articles fit."""
MOST = 12
"""So many figures before this one are considered: bounds the work on a page of nothing but liquidations."""

_OPENS = re.compile(
    r"""\b(?:of\s(?:which|that|this|these|those|them|it|whom|the(?:se)?\s(?:sum|total|amount|latter)) | includ(?:ing|es|ed)
      | compris(?:ing|ed)
      | accounting\sfor | made\sup\sof | split\s(?:between|into)
      | with\s(?:(?:[\w’'-]{1,16}\s){0,4})?(?:accounting|responsible|making) | the\s(?:remaining|rest)
      | the\s(?:vast\s|great\s)?(?:majority|bulk|lion[’']s\sshare) | most\sof\s(?:it|that|them|which) | mostly | chiefly | mainly
      | led\sby | broken\sdown )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Between a total and its part: ``, of which``, ``. Of that,``, ``including``."""
_CLOSES = re.compile(
    r"""\s*(?:,|\()?\s*(?:of\s(?:which|that|this|it|them|these|those|the\s(?:\w+\s){0,2}(?:total|sum|amount|figure|tally))
      | of\sthe\s(?:day|week)[’']s\stotal)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Right behind a part: ``[$2 billion] of which came in one hour``, ``[$380 million] of that sum``."""
_OUT_OF = re.compile(
    r"(?:[^.;$€£%]{0,90}\bout\sof|\s*(?:\w+\s){0,4}?(?:of|among|from))\s(?:the|a|an|some|about|roughly|nearly|almost|around|more\sthan)?\s?(?:(?:\w+\s){0,2})$",
    re.IGNORECASE,
)
"""Between a part and its total: ``[$220 million] of the [$260 million]``, ``[$4 million] of longs among [$5 million]``."""
_SUMS_UP = re.compile(
    r"\b(?:in\s(?:sum|total|all)|all\stold|altogether|overall|combined|together|the\s(?:sum|total)|total(?:s|led|ling|ed|ing)?|sum\sof|bringing)\b",
    re.IGNORECASE,
)
"""Beside a total that stands behind its parts."""
_ORDER = re.compile(
    r"\b(?:largest|biggest|single|most\s(?:significant|expensive|costly)|costliest|heaviest|one\s(?:trader|user|account|order|position|whale|wallet|address))\b",
    re.IGNORECASE,
)
"""One order is a part of whatever its window's total is."""
_COMPARED = re.compile(
    r"""\b(?:after | against | versus | vs\.? | (?<!more\s)(?<!less\s)(?<!fewer\s)than | down\sfrom | up\sfrom
      | compared\s(?:with|to) | below(?:\sto)?
      | exceed(?:s|ed|ing) | dwarf(?:s|ed|ing))\s(?:[\w’'-]{1,16}\s){0,3}$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Before a figure of another day or episode: ``down from [$900 million]``."""
_EARLIER = re.compile(
    r"""\b(?:had\sbeen\s(?:[\w’'-]{1,16}\s){0,3}$ | previous | prior | back\sthen
      | (?:a|the|one|two)\s(?:day|week|month|year)s?\s(?:ago|earlier|before) | (?:last|in\sthe)\s(?:week|month|year)\s(?:of|before)
      | last\s(?:week|month|year)[’']s | yesterday[’']s | (?:on|was)\s(?:the\s)?(?:same|previous) | record\s(?:of|was)
      | \w+day[’']s\s(?:was|had|count)
      | in\s(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s20\d\d)?,? )""",
    re.IGNORECASE | re.VERBOSE,
)
"""In a part's sentence before it: another episode, told for comparison."""


_LENGTH = re.compile(r"(?P<number>\d{1,4})(?P<unit>[hd])")


def join(context: Context, records: Sequence[Liquidation]) -> tuple[Liquidation, ...]:
    """The liquidations, in text order, each part with its total's id, and with its window and source where it has none of its own."""
    made = sorted(records, key=lambda record: record.provenance.text.start)
    total_of: dict[str, Liquidation] = {}
    for index in range(len(made)):
        _behind(context, made, index, total_of)
        total = None if made[index].id in total_of else _before(context, made, index, total_of)
        if total is not None:
            total_of[made[index].id] = total
    return tuple(_part(context, record, total_of[record.id]) if record.id in total_of else record for record in made)


def _before(
    context: Context, made: Sequence[Liquidation], index: int, total_of: dict[str, Liquidation]
) -> Liquidation | None:
    """The total that stands before a part; totals that are parts themselves only where the words tie them together."""
    part = made[index]
    start = part.provenance.text.start
    sentence = context.sentence(start)
    if _another_day(context, part):
        return None
    lead = context.text[max(made[index - 1].provenance.text.end, start - 200) if index else start : start]
    told = _OPENS.search(lead) is not None or _told_behind(context, part)
    order = _ORDER.search(context.text, max(sentence.start, start - 120), start) is not None
    for total in reversed(made[max(0, index - MOST) : index]):
        between = _between(context, total, part, 1)
        if between is None:
            break
        adjacent = total is made[index - 1]
        if _another_day(context, total):
            continue
        if total.id in total_of and not (told and adjacent and "." not in between):
            continue
        apart = "\n\n" in between
        if _within(part, total, told=(told or order) and not apart) and (
            _inside(part, total) if told or order else _same_window(part, total)
        ):
            return total
    return None


def _behind(context: Context, made: Sequence[Liquidation], index: int, total_of: dict[str, Liquidation]) -> None:
    """Enter the parts that stand before the total ``made[index]``."""
    total = made[index]
    place = total.provenance.text
    sentence = context.sentence(place.start)
    parts: list[Liquidation] = []
    for part in reversed(made[max(0, index - MOST) : index]):
        between = _between(context, part, total, 0)
        if between is None:
            break
        if part.id in total_of or not _comparable(part, total):
            break
        parts.append(part)
    if not parts:
        return
    between = context.text[parts[0].provenance.text.end : place.start]
    if "." not in between and _OUT_OF.fullmatch(between):
        # "$9 million in shorts and $5 million in longs of a $14 million total": both are parts, whatever side the total was taken for.
        known: Sequence[Liquidation] = [part for part in parts if part.provenance.text.start >= sentence.start]
    elif _SUMS_UP.search(context.text, max(sentence.start, place.start - 50), min(sentence.end, place.end + 30)):
        known = [part for part in parts if _within(part, total, told=False)] or _adding_up(parts, total)
    else:
        known = _adding_up(parts, total)
    total_of.update((part.id, total) for part in known)


def _adding_up(parts: Sequence[Liquidation], total: Liquidation) -> Sequence[Liquidation]:
    """The nearest of the parts that come to the total, two or more; none if they don't."""
    come_to = Number(0)
    for count, part in enumerate(parts, start=1):
        come_to += part.value
        if count > 1 and total.value <= come_to * SLACK and come_to <= total.value * SLACK:
            return parts[:count]
    return ()


def _between(context: Context, first: Liquidation, second: Liquidation, breaks: int) -> str | None:
    """What stands between two figures with at most so many ends of paragraphs; ``None`` for figures too far apart."""
    start, end = first.provenance.text.end, second.provenance.text.start
    between = context.text[start:end]
    return None if end - start > FARTHEST or between.count("\n\n") > breaks else between


def _told_behind(context: Context, part: Liquidation) -> bool:
    place = part.provenance.text
    return _CLOSES.match(context.text, place.end) is not None


def _another_day(context: Context, record: Liquidation) -> bool:
    """Whether a figure is told for comparison with what the paragraph is about."""
    start = record.provenance.text.start
    sentence = context.sentence(start)
    if _COMPARED.search(context.text, max(sentence.start, start - 60), start):
        return True
    return _EARLIER.search(context.text, max(sentence.start, start - 150), start) is not None


def _within(part: Liquidation, total: Liquidation, *, told: bool) -> bool:
    """Whether a sum can be a part of another: no larger, of nothing else, and narrower unless the words tell that it is a part."""
    if not _comparable(part, total):
        return False
    narrower = False
    for field in ("asset", "side", "venue"):
        of_part, of_total = getattr(part, field), getattr(total, field)
        if of_total is not None and of_part != of_total and not (told and of_part is None):
            return False
        narrower |= of_part is not None and of_total is None
    return part.value < total.value and (narrower or told)


def _comparable(part: Liquidation, total: Liquidation) -> bool:
    alike = part.currency == total.currency and part.modality == total.modality
    return alike and part.value <= total.value * SLACK


def _same_window(part: Liquidation, total: Liquidation) -> bool:
    return part.window is None or total.window is None or part.window == total.window


def _inside(part: Liquidation, total: Liquidation) -> bool:
    """Whether the part's window can lie in the total's: an hour in a day, not a day in an hour."""
    hours, whole = _hours(part.window), _hours(total.window)
    return _same_window(part, total) or (hours is not None and whole is not None and hours < whole)


def _hours(window: str | None) -> int | None:
    match = _LENGTH.fullmatch(window or "")
    return None if match is None else int(match["number"]) * (24 if match["unit"] == "d" else 1)


def _part(context: Context, part: Liquidation, total: Liquidation) -> Liquidation:
    """The part with what it takes from its total."""
    update: dict[str, object] = {"part_of": total.id, "time": part.time}
    sentence = context.sentence(part.provenance.text.start)
    own = any(date.window is not None for date in context.dates.within(sentence.start, sentence.end))
    if total.window is not None and (part.window in (None, total.window) or not own):
        update |= {"window": total.window, "time": part.time or total.time}
    if part.source is None and total.source is not None:
        update |= {"source": total.source, "attribution": part.attribution or total.attribution}
    return part.model_copy(update=update)

"""Whether a figure is said to have happened or to hold (asserted), or is a forecast, a condition or a wish (prospective)."""

from __future__ import annotations

import re
from datetime import timedelta

from tapecheck.records.context import Context, Figure
from tapecheck.records.when import nearest_date
from tapecheck.schema.record import Modality

_STOP = r"(?!\b(?:as|after|following|since|because|while|but|although|when|amid|despite|whereas|though|before|having)\b|[.;!?—])"
"""A modal does not reach beyond these: "may be consolidating following a correction to $38,500" asserts the correction."""

_MAY = (
    r"(?-i:may(?!\s+\d)|(?<!\b[iI]n )(?<!\b[oO]f )(?<!\b[oO]n )(?<!\b[bB]y )(?<!early )(?<!late )(?<!mid-)(?<!\b[sS]ince )(?<!\b[lL]ast )"
    r"(?<!\b[tT]his )May(?=\s+[A-Z]?[a-z]{2,})(?!\s+(?:has|saw|was|is|and|to|marked|brought)\b))"
)
"""The verb, not the month: "may fall", "Bitcoin May Fall"; not "on May 22", "May has seen"."""

_MODAL = re.compile(
    rf"\b(?:perhaps|maybe|(?:could|would|{_MAY}|might|will)(?!\s*n[o'’]t\b)|can|should|must|needs?\s+to|has\s+to|have\s+to|'ll|’ll|going\s+to|shall)\b(?:{_STOP}.){{0,110}}$",
    re.IGNORECASE | re.DOTALL,
)
"""A modal before the figure: "could reach", "perhaps", "needs to hold"; not "could not"."""

_CONDITION = re.compile(
    rf"\b(?:if|unless|once|whether|should|until|in\s+case|assuming)\b(?:{_STOP}.){{0,100}}$", re.IGNORECASE | re.DOTALL
)
"""A condition before the figure: "if it loses", "until it hits"."""

_OUTLOOK = re.compile(
    r"\b(?:expect(?:s|ed|ing|ations?)?|forecast(?:s|ed|ing)?|predict(?:s|ed|ing|ions?)?|project(?:s|ed|ing|ions?)|target(?:s|ed|ing)?|"
    r"eye(?:s|d|ing)|anticipat(?:es|ed|ing)|potential(?:ly)?|possib(?:le|ly|ility)|likely|probability|chances?|odds|risk(?:s|ing)?|poised|set\s+for|roadmap|propel|on\s+course|"
    r"set\s+to|on\s+track|headed|heading|en\s+route|path(?:way)?s?|aim(?:s|ed|ing)?|goal|next\s+stop|outlook|(?:sees|see)(?!.{0,40}\btrad)|envisions?|foresees?|"
    r"planned|plans?|planning|proposed|calls?\s+for|bets?\s+on|betting|hopes?|road|way|prepar(?:es|ing)|unlock)\b"
    rf"(?:{_STOP}.){{0,48}}$",
    re.IGNORECASE | re.DOTALL,
)
"""A forecast or wish close before the figure: "eyes", "expected at", "a path to"."""

_MODAL_AFTER = re.compile(
    r"[\s’'\"”)]*(?:(?!\b(?:and|but|as|which|that|after|while|before|since|who)\b|[,.;!?—–])[^.;]){0,55}\b(?:could|would|(?-i:may)|might|will)\b",
    re.IGNORECASE,
)
"""The figure in the subject of a modal: "a push beyond $30,000 would"."""

_AFTER_COMMA = re.compile(
    r"[\s’'\"”)]*(?:in\s+\w+\s*)?,(?:\s*or\s+(?:[^,.;]|[.,](?=\d)){0,50},)?\s*(?:would|could|might|(?-i:may))\b",
    re.IGNORECASE,
)
"""A subject set off by commas: "a close above $95,000, or a break beyond $3,500, would"."""


def modality(context: Context, figure: Figure) -> Modality:
    """``prospective`` when a modal, a condition or an outlook governs the figure, or its date lies in the future."""
    before, after = _clause(context, figure)
    if _MODAL.search(before) or _CONDITION.search(before) or _OUTLOOK.search(before) or _subject(after):
        return "prospective"
    return "prospective" if _in_future(context, figure) else "asserted"


def conditional(before: str) -> bool:
    """Whether what stands before a figure makes it a condition: "if it loses"; not what follows from one: "if so, it could reach"."""
    condition = _CONDITION.search(before)
    return condition is not None and _MODAL_WORD.search(condition.group(), len("should")) is None


_MODAL_WORD = re.compile(r"\b(?:could|would|(?-i:may)|might|will|can|shall)\b", re.IGNORECASE)


def _subject(after: str) -> bool:
    return _MODAL_AFTER.match(after) is not None or _AFTER_COMMA.match(after) is not None


def _clause(context: Context, figure: Figure) -> tuple[str, str]:
    sentence = context.around(figure)
    text = context.text
    return text[max(sentence.start, figure.start - 170) : figure.start], text[
        figure.end : min(sentence.end, figure.end + 90)
    ]


def _in_future(context: Context, figure: Figure) -> bool:
    published = context.article.published_at
    if published is None:
        return False
    date = nearest_date(context, figure)
    return date is not None and date.begin is not None and date.begin > published + timedelta(days=1)

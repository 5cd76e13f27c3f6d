"""Verdicts as a mark, a word and a class name: a colour alone tells nobody anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tapecheck.schema.record import BaseRecord
from tapecheck.schema.verdict import Verdict


class Mark(NamedTuple):
    """``name`` is that of the style (``verdict--supported``), ``sign`` one character, ``words`` what is read out."""

    name: str
    sign: str
    words: str


MARKS = {
    "SUPPORTED": Mark("supported", "✓", "supported"),
    "REFUTED": Mark("refuted", "✗", "refuted"),
    "NOT_ENOUGH_INFO": Mark("not_enough_info", "?", "not enough info"),
}
WORDS = Mark("words", "–", "in words")
"""A quotation's: no data can decide it, which is not that data are missing."""
UNCHECKED = Mark("unchecked", "–", "not checked")
ALL_MARKS = (*MARKS.values(), WORDS, UNCHECKED)


def mark_of(record: BaseRecord) -> Mark:
    """The mark of the record's verdict, or that it has none."""
    return UNCHECKED if record.verdict is None else mark_of_verdict(record.verdict)


def mark_of_verdict(verdict: Verdict) -> Mark:
    """The mark of a verdict: its label's, but for a quotation's."""
    return WORDS if verdict.cause == "words" else MARKS[verdict.label]


def tally(records: Iterable[BaseRecord]) -> str:
    """How many records have which mark: "2 supported, 1 not checked"; empty for none."""
    times = Counter(map(mark_of, records))
    return ", ".join(f"{times[mark]:,} {mark.words}" for mark in ALL_MARKS if times[mark])

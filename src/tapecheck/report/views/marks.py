"""Verdicts as a mark, a word and a class name: a colour alone tells nobody anything."""

from __future__ import annotations

from typing import NamedTuple

from tapecheck.schema.record import BaseRecord


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
WORDS = Mark("words", "–", "words, not figures")
"""A quotation's: no data can decide it, which is not that data are missing."""
UNCHECKED = Mark("unchecked", "–", "not checked")
ALL_MARKS = (*MARKS.values(), WORDS, UNCHECKED)


def mark_of(record: BaseRecord) -> Mark:
    """The mark of the record's verdict, or that it has none."""
    verdict = record.verdict
    if verdict is None:
        return UNCHECKED
    return WORDS if verdict.cause == "words" else MARKS[verdict.label]

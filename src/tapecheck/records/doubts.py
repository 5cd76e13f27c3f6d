"""What an article's verdicts say together: whether its time can be right.

Pages are stamped anew when they are touched, and collections bear the day on which they found a page. Where most of what an
article says of its own time disagrees with the tape of that time, the time is wrong sooner than all the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from tapecheck.schema.record import BaseRecord
from tapecheck.schema.verdict import Verdict

LEAST = 2
"""So many unlike figures must disagree; one may be a slip."""

_OWN_TIME = ("now", "day", "trailing", "stated", "since")
"""Most stated times are counted from the article's ("on Monday", "this week"); only the whole history is not."""

RecordT = TypeVar("RecordT", bound=BaseRecord)


def of_time(records: Sequence[RecordT]) -> tuple[RecordT, ...]:
    """The records; where the article's time is in doubt, what was refuted at that time is NOT_ENOUGH_INFO."""
    told = {
        label: {record.provenance.exact for record in records if _own(record, label)}
        for label in ("SUPPORTED", "REFUTED")
    }
    if len(told["REFUTED"]) < LEAST or len(told["REFUTED"]) <= len(told["SUPPORTED"]):
        return tuple(records)
    return tuple(_doubted(record) if _own(record, "REFUTED") else record for record in records)


def _own(record: BaseRecord, label: str) -> bool:
    """Whether the verdict has this label and is about the article's own time."""
    return record.verdict is not None and record.verdict.label == label and record.verdict.basis in _OWN_TIME


def _doubted(record: RecordT) -> RecordT:
    verdict = record.verdict
    assert verdict is not None
    reason = f"{verdict.reason} So do most figures that the article gives for its own time, which may be another than it bears."
    changed: Verdict = verdict.model_copy(
        update={"label": "NOT_ENOUGH_INFO", "cause": "article_time", "reason": reason}
    )
    return record.model_copy(update={"verdict": changed})

"""What a superlative is about, over what it is a record, when it was reached, and whether it was at all."""

from tapecheck.records.superlatives.beside import Beside, beside
from tapecheck.records.superlatives.reached import is_reached, modality
from tapecheck.records.superlatives.stretch import happened, since_when
from tapecheck.records.superlatives.subject import Subject, clause_start, subject_of
from tapecheck.records.superlatives.threshold import Crossing, crossing

__all__ = [
    "Beside",
    "Crossing",
    "Subject",
    "beside",
    "clause_start",
    "crossing",
    "happened",
    "is_reached",
    "modality",
    "since_when",
    "subject_of",
]

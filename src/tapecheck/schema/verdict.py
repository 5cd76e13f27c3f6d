"""Verdicts: whether the market data agrees with a record, with all a person needs to redo the check."""

from __future__ import annotations

from typing import Literal

from tapecheck.schema.base import Data, Instant, Number

Label = Literal["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"]


class Evidence(Data):
    """The market data a verdict rests on: half-open window ``[start, end)`` in UTC, and the hash of the imported file(s)."""

    source: str
    symbol: str
    timeframe: str
    start: Instant
    end: Instant
    dataset_sha256: str


class Verdict(Data):
    """``label``, why, what was observed (name → value, in the record's unit), the tolerance in words, and the evidence.

    ``evidence`` is ``None`` when there was no data to look at.
    """

    label: Label
    reason: str
    observed: dict[str, Number] = {}
    tolerance: str | None = None
    evidence: Evidence | None = None

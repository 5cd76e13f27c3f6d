"""What all record kinds share; each kind's own model lives in ``records/<kind>.py``."""

from __future__ import annotations

from typing import Literal

from tapecheck.schema.base import Data, Instant, Number, Span
from tapecheck.schema.verdict import Basis, Verdict

Modality = Literal["asserted", "prospective"]


class Provenance(Data):
    """Where in the article a record comes from.

    ``text`` and ``sentence`` count in ``Article.text``, ``source`` in the decoded input (``None`` where it can't be proved).
    ``exact``, ``prefix``, ``suffix`` are a W3C TextQuoteSelector; ``rule`` is the versioned rule or model.
    """

    text: Span
    source: Span | None
    exact: str
    prefix: str
    suffix: str
    sentence: Span
    rule: str


class TimeWindow(Data):
    """When a record says it happened: half-open ``[start, end)`` in UTC, and the words that say so (``None``: the default window)."""

    start: Instant
    end: Instant
    text: str | None = None


class Attribution(Data):
    """Who states or forecasts it, as the article words it."""

    speaker: str | None = None
    source: str | None = None


class BaseRecord(Data):
    """One mention of one claim. ``fact`` is shared by the records that state the same thing; ``verdict`` is ``None`` until checked.

    ``readings``: for each basis on which it could be checked, how often the tape agrees with claims worded like it when they are
    read so (0 to 1; 0 where the sentence denies it); empty where nothing can be checked, or no model was there to tell.
    """

    id: str
    fact: str | None = None
    time: TimeWindow | None = None
    attribution: Attribution | None = None
    readings: dict[Basis, Number] = {}
    provenance: Provenance
    verdict: Verdict | None = None

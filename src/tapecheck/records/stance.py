"""Whether a figure is said to have happened or to hold (asserted), or is a forecast, a condition or a wish (prospective)."""

from __future__ import annotations

import re

from tapecheck.records.context import Context, Figure
from tapecheck.records.evidence import Evidence
from tapecheck.schema.record import Modality

PROSPECTIVE = 0.32
"""From this strength on a modal word governs the figure; set on the development articles."""

_IF_BEFORE = re.compile(r"\b(?:if|should|unless|once|whether|could|would|may|might)\b[^.;—]{0,90}$", re.IGNORECASE)


def modality(context: Context, figure: Figure, evidence: Evidence) -> Modality:
    """``prospective`` when a modal governs the figure within its clause."""
    hint = evidence.get("modal")
    if hint is not None and hint.side == "left" and hint.strength >= PROSPECTIVE:
        return "prospective"
    sentence = context.sentence(figure.start)
    return "prospective" if _IF_BEFORE.search(context.text[sentence.start : figure.start]) else "asserted"

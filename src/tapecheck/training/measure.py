"""A model's names measured on annotated passages, without the rest of the pipeline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.evaluation.names import NameScore, classic
from tapecheck.mentions.names.engines import NameEngine
from tapecheck.schema.base import Span
from tapecheck.text.sentences import sentence_spans
from tapecheck.training.corpus import Passage

_LINE = re.compile(r"[^\n]+")


def measure(engine: NameEngine, passages: Sequence[Passage]) -> NameScore:
    """Strict counts over the passages; of a set that tells three labels apart, only those are compared."""
    score = NameScore()
    for passage in passages:
        lines = [Span(start=match.start(), end=match.end()) for match in _LINE.finditer(passage.text)]
        found = engine.find(passage.text, [(span.start, span.end) for span in sentence_spans(passage.text, lines)])
        if passage.fine:
            score.add(passage.names, found)
        else:
            score.add(classic(passage.names), classic(found))
    return score


def figures(score: NameScore) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by label, and of all together, to four places."""
    return {
        label or "all": dict(zip(("precision", "recall", "f1"), (round(n, 4) for n in score.line(label)), strict=True))
        for label in (*sorted(score.wanted), None)
    }

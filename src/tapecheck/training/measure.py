"""A model's names measured on annotated passages, without the rest of the pipeline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tapecheck.evaluation.names import NameScore, classic
from tapecheck.mentions import words
from tapecheck.mentions.names.engines import NameEngine
from tapecheck.mentions.names.relations import ties
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


def tied(passages: Iterable[Passage]) -> dict[str, tuple[int, int, int]]:
    """For titles and for employers: how many are tied to a person, how many of these rightly, and how many belong to somebody.

    The names are those of the annotation, so that only the tying is measured; rightly is tied what shares a key with the person.
    """
    counts: dict[str, Counter[str]] = {"titles": Counter(), "employers": Counter()}
    for passage in passages:
        keys = {(tag.start, tag.end): set(tag.keys) for tag in passage.tags if tag.label != "QUOTATION"}
        of = [keys[name.start, name.end] for name in passage.names]
        for number, tie in ties(words.split(passage.text), passage.names).items():
            if passage.names[number].label == "PERSON":
                for kind, other in (("titles", tie.title), ("employers", tie.org)):
                    if other is not None:
                        counts[kind].update(tied=1, right=int(bool(of[number] & of[other])))
        for name, its in zip(passage.names, of, strict=True):
            if name.label not in ("PERSON", "LOC") and any(key.isdigit() for key in its):
                counts["titles" if name.label == "TITLE" else "employers"]["all"] += 1
    return {kind: (found["tied"], found["right"], found["all"]) for kind, found in counts.items()}


def figures(score: NameScore) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by label, and of all together, to four places."""
    return {
        label or "all": dict(zip(("precision", "recall", "f1"), (round(n, 4) for n in score.line(label)), strict=True))
        for label in (*sorted(score.wanted), None)
    }

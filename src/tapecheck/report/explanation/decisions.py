"""Who decided what a figure is, and by what: the choices of the trained model, or the patterns alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from tapecheck.market.claims.bases import TRUSTED
from tapecheck.records import AnyRecord, PercentMove, Price, Quote, Superlative
from tapecheck.records.context import Context
from tapecheck.records.cues import WORD
from tapecheck.records.decision import Decision
from tapecheck.records.evidence import gather
from tapecheck.records.learned.asset_features import NOBODY
from tapecheck.records.learned.loading import MODEL
from tapecheck.records.learned.tokens import plain, stem
from tapecheck.records.learned.walk import NOTHING
from tapecheck.records.learned.weighing import Choice, Option
from tapecheck.records.tracing import Trace
from tapecheck.report.explanation.features import InWords, number
from tapecheck.report.explanation.model import Alternative, Chosen, Trust
from tapecheck.report.explanation.windows import basis_words
from tapecheck.schema.record import BaseRecord
from tapecheck.schema.verdict import Basis

_CANDIDATES = ("asset", "window")
_NAMES = {NOTHING: "no record", NOBODY: "none", "percent_move": "change"}


def name(label: str) -> str:
    """A label of the model for a person.

    >>> name("metric.open_interest"), name("percent_move"), name("_")
    ('open interest', 'change', 'none')
    """
    return _NAMES.get(label) or label.removeprefix("metric.").replace("_", " ")


def decision_words(decision: Decision | None) -> str:
    """What a figure was decided to be, in words; ``None`` is no record."""
    if decision is None:
        return "no record"
    if decision.kind == "percent_move":
        words = f"a change of {name(decision.name)}"
    elif decision.kind == "metric":
        words = f"a metric, {name(decision.name)}"
    else:
        words = " ".join(filter(None, (decision.side, decision.kind)))
        words = f"a {words}" + (f", {name(decision.name)}" if decision.name else "")
    words += f", of {decision.asset}" if decision.asset else ", of no asset"
    words += f", over {decision.window}" if decision.window else ""
    return words + (", said to be possible or to come" if decision.modality == "prospective" else "")


def decided(record: AnyRecord, choices: tuple[Chosen, ...]) -> str:
    """A sentence that says who decided what the record is."""
    rule = record.provenance.rule
    if isinstance(record, Quote):
        return f"A pattern found the words and who says them (rule {rule})."
    if isinstance(record, Superlative):
        return f"A pattern found the words of a record (rule {rule})."
    if not choices:
        return f"The patterns decided (rule {rule})."
    against = [choice.question for choice in choices if choice.overruled == "patterns"]
    kept = [choice.question for choice in choices if choice.overruled == "model"]
    told = f"The model {MODEL} decided (rule {rule})"
    told += f"; it overruled the patterns on {_listed(against)}" if against else ""
    return told + (f"; on {_listed(kept)} it was not sure enough to overrule them." if kept else ".")


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def in_words(context: Context, record: BaseRecord) -> InWords:
    """The words of the record's sentence, for its features."""
    text, sentence, span = context.text, record.provenance.sentence, record.provenance.text
    words = (match.group() for match in WORD.finditer(text, sentence.start, sentence.end))
    written: dict[str, str] = {}
    for word in words:
        written.setdefault(stem(plain(word)), word)
        written.setdefault(plain(word), word)
    figure = context.figures.at(span.start)
    hints = gather(context, figure) if figure is not None else {}
    return InWords(written, {tag: text[hint.cue.start : hint.cue.end] for tag, hint in hints.items()})


def choice_in_words(choice: Choice, words: InWords) -> Chosen:
    """A choice of the model for a person."""
    candidate = choice.task in _CANDIDATES
    reasons, rest = words.reasons((*choice.for_it, *choice.against_it), candidate=candidate)
    made = sum((reason.size for reason in reasons), rest)
    lead = number(choice.lead)
    return Chosen(
        question=choice.task,
        chosen=_alternative(choice.chosen),
        runner_up=None if choice.rival is None else _alternative(choice.rival),
        lead=lead,
        patterns=None if choice.said is None else name(choice.said),
        needed=Decimal(str(choice.needed)),
        overruled=_overruled(choice),
        reasons=reasons,
        # Thousandths that were lost in rounding belong to no reason.
        rest=rest + lead - made,
    )


def _alternative(option: Option) -> Alternative:
    return Alternative(name=name(option.label), probability=number(option.probability), score=number(option.score))


def _overruled(choice: Choice) -> Literal["patterns", "model"] | None:
    best = choice.options[0].label if choice.options else choice.chosen.label
    if choice.chosen.label != best:
        return "model"
    return "patterns" if choice.said not in (None, choice.chosen.label) else None


def trust(record: AnyRecord, trace: Trace, words: InWords) -> tuple[Trust, ...]:
    """How far the record can be trusted on each basis; empty where nobody has said."""
    if not isinstance(record, Price | PercentMove):
        return ()
    return tuple(_trust(record, basis, probability, trace, words) for basis, probability in record.readings.items())


def _trust(record: Price | PercentMove, basis: Basis, probability: Decimal, trace: Trace, words: InWords) -> Trust:
    reasons, rest = words.reasons(trace.trust_of(record, basis))
    return Trust(
        basis=basis,
        words=basis_words(basis) + (", but the sentence denies it" if trace.denies(record) else ""),
        probability=probability,
        needed=TRUSTED,
        used=record.verdict is not None and record.verdict.basis == basis,
        reasons=reasons,
        rest=rest,
    )

"""How the records of an article came about: what was looked at, chosen and passed over for each figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tapecheck.records import Built, build
from tapecheck.records.context import Context
from tapecheck.records.decision import Decision, Decisions
from tapecheck.records.learned.loading import LoadedFigures
from tapecheck.records.learned.reading_features import Checked, Setting, reading_features
from tapecheck.records.learned.readings import ReadingModel, denied, on_basis
from tapecheck.records.learned.tokens import Tokens
from tapecheck.records.learned.weighing import Choice, Choices, Recorder, Weight, weigh
from tapecheck.records.patterns import Patterns
from tapecheck.schema.record import BaseRecord
from tapecheck.schema.verdict import Basis


@dataclass(frozen=True)
class Trace:
    """An article's records with all that was decided on the way. ``readings``: ``None`` where no model was there."""

    context: Context
    built: Built
    choices: Choices
    readings: ReadingModel | None

    def choices_of(self, record: BaseRecord) -> tuple[Choice, ...]:
        """What the model chose for the record's figure, in that order; empty where it decided nothing."""
        return tuple(self.choices.get(record.provenance.text.start, ()))

    def decision_of(self, record: BaseRecord) -> Decision | None:
        """What the figure was decided to be; ``None`` for a record that is of no figure."""
        return _at(self.built.decisions, record)

    def patterns_of(self, record: BaseRecord) -> Decision | None:
        """What the patterns alone make of the figure; ``None`` if no record."""
        return _at(self._patterns, record)

    def trust_of(self, record: Checked, basis: Basis) -> tuple[Weight, ...]:
        """What speaks for and against the record's reading on this basis, in log-odds; empty without a model, or if the words deny it."""
        if self.readings is None or self.denies(record):
            return ()
        features = reading_features(self._setting, record)
        return weigh(self.readings.features, on_basis(record, basis, features))

    def denies(self, record: Checked) -> bool:
        """Whether the record's sentence says that it is not so."""
        return denied(record, self.context)

    @cached_property
    def _patterns(self) -> Decisions:
        return Patterns(self.context).decide()

    @cached_property
    def _setting(self) -> Setting:
        return Setting(self.context, Tokens(self.context), self.built.decisions)


def trace(context: Context, models: LoadedFigures | None) -> Trace:
    """The records as ``records.build`` makes them with these models (``None``: by the patterns alone), and how."""
    if models is None:
        return Trace(context, build(context), {}, None)
    recorder = Recorder(models.model)
    return Trace(context, build(context, recorder, models.readings), recorder.choices, models.readings)


def _at(decisions: Decisions, record: BaseRecord) -> Decision | None:
    taken = decisions.get(record.provenance.text.start)
    if taken is None or taken.figure.end != record.provenance.text.end:
        return None
    return taken.decision

"""From an article's figures to what each of them is: the order of the decisions, and what each of them may look at.

Who decides is an argument: the trained model, or in training the annotator, so that both see the same features.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, cast

from tapecheck.records.context import Context, Figure
from tapecheck.records.decision import Chosen, Decision, Decisions, Kind, Picked, Side, Taken
from tapecheck.records.evidence import strength
from tapecheck.records.learned import asset_features, window_features
from tapecheck.records.learned.asset_features import NOBODY, Candidate, Said, Table
from tapecheck.records.learned.figure_features import Before, figure_features
from tapecheck.records.learned.tokens import Tokens
from tapecheck.records.patterns import Patterns
from tapecheck.records.patterns.flows import flows_out
from tapecheck.records.patterns.moved import falls
from tapecheck.records.patterns.positions import of_the_market
from tapecheck.records.patterns.readings import Reading
from tapecheck.records.patterns.subject import paired
from tapecheck.schema.mention import Numeral, Percent
from tapecheck.schema.record import Modality

NOTHING = "none"
"""The label of a figure that is no record."""

SMALL, FAINT = 5, 0.15
"""A bare number below this, or without a cue of this strength, is not looked at."""

FAR = 100_000
"""Stands for the distance to a record that is not there."""


def label_of(decision: Decision) -> str:
    """What a decision is as a feature: ``price.level``, ``percent_move.volume``, ``metric.flow``, ``liquidation``."""
    return f"{decision.kind}.{decision.name}" if decision.name else decision.kind


class Scored(Protocol):
    """A figure whose features have been looked at."""

    def choose(self, task: str, said: str | None, extra: Sequence[str] = ()) -> Chosen:
        """The label of a closed task; ``said`` is the patterns' (``None``: they have none), ``extra`` features of this task alone."""


class Chooser(Protocol):
    """Decides by features."""

    def look(self, figure: Figure, features: Sequence[str]) -> Scored:
        """Look at a figure's features, to choose the labels of several tasks by them."""

    def pick(self, figure: Figure, task: Table, candidates: Sequence[Candidate], said: Said) -> Picked:
        """The symbol of one of the candidates; ``said`` is the patterns' choice."""


def decide(patterns: Patterns, chooser: Chooser, tokens: Tokens) -> Decisions:
    """The decisions on an article's figures, in text order; ``patterns`` have decided already, ``tokens`` are the article's."""
    walk = _Walk(patterns, chooser, tokens)
    for reading in patterns.readings:
        if not _idle(patterns.context, reading):
            walk.take(reading)
    return walk.made


_TELLING = (
    *("index", "price", "level", "high", "low", "ath", "atl", "target", "up", "down"),
    *("volume", "supply", "holdings", "purchase"),
)
"""The cues that can make a record of a bare number."""


def _possible(figure: Figure, kind: str) -> bool:
    """Whether a figure of this sort can be of the kind: only a percentage is a move, and it is neither price nor liquidation."""
    return isinstance(figure, Percent) == (kind == "percent_move") or kind in ("metric", NOTHING)


def _idle(context: Context, reading: Reading) -> bool:
    """Whether it is a bare number that the patterns leave out and nothing near it speaks for, or a date: most numbers of an article."""
    if reading.kind is not None or not isinstance(reading.figure, Numeral):
        return False
    if reading.figure.value < SMALL or context.dates.at(reading.figure.start) is not None:
        return True
    return strength(reading.evidence, *_TELLING) < FAINT


class _Walk:
    """One article's decisions, in text order."""

    def __init__(self, patterns: Patterns, chooser: Chooser, tokens: Tokens) -> None:
        self.patterns, self.chooser = patterns, chooser
        self.context = patterns.context
        self.tokens = tokens
        self.topic = asset_features.topic(self.context)
        self.before = Before()
        self.made: Decisions = {}
        self._last: Taken | None = None
        self._last_of: dict[str, Taken] = {}

    def take(self, reading: Reading) -> None:
        """Decide on the next figure."""
        figure = reading.figure
        said = self._said(reading)
        features = figure_features(self.context, self.tokens, reading, said, self.before)
        scored = self.chooser.look(figure, features)
        label, sure = scored.choose("kind", said["kind"])
        if not _possible(figure, label.partition(".")[0]):
            label = said["kind"]
        if label == NOTHING:
            self.before.add(figure, label)
            return
        kind, _, name = label.partition(".")
        decision = Decision(cast(Kind, kind), name, f"figures.{label}/1", sure={"kind": sure})
        self._fields(reading, scored, decision)
        taken = Taken(figure, decision)
        self.before.add(figure, label_of(decision))
        self.made[figure.start] = self._last = self._last_of[kind] = taken

    def _said(self, reading: Reading) -> dict[str, str]:
        """What the patterns decided, as features."""
        taken = self.patterns.decisions.get(reading.figure.start)
        if taken is None:
            return {"kind": NOTHING}
        said = taken.decision
        return {
            "kind": f"metric.{said.name}" if said.kind == "metric" else said.kind,
            "name": said.name,
            "stance": said.modality,
            "negative": str(said.negative),
        }

    def _fields(self, reading: Reading, scored: Scored, decision: Decision) -> None:
        figure = reading.figure
        said = self._same_kind(figure, decision)
        name = said.name if said is not None else None
        fell = None if said is None else "-" if said.negative else "+"
        match decision.kind:
            case "price":
                decision.name, decision.sure["role"] = scored.choose("role", name)
            case "percent_move":
                decision.name, decision.sure["moved"] = scored.choose("moved", name)
                way = f"way={falls(reading)}"
                sign = scored.choose("sign", fell, [way, f"{way}|{_clear(reading)}"])
                decision.negative, decision.sure["sign"] = sign.label == "-", sign.probability
            case "liquidation":
                side = scored.choose("side", None if said is None else said.side or NOBODY, self._sides(reading)).label
                decision.side = None if side == NOBODY else cast(Side, side)
            case "metric" if decision.name == "flow":
                out = f"out={flows_out(self.context, figure)}"
                decision.negative = scored.choose("flow", fell, [out]).label == "-"
        told = f"as={label_of(decision)}"
        stance = None if said is None else said.modality
        extra = [told, f"{told}|{self._stance_before(figure)}"]
        modality, decision.sure["modality"] = scored.choose("modality", stance, extra)
        decision.modality = cast(Modality, modality)
        decision.asset, decision.sure["asset"] = self._asset(reading, decision)
        if decision.kind in ("percent_move", "liquidation"):
            decision.window, decision.sure["window"] = self._window(figure, decision)

    def _same_kind(self, figure: Figure, decision: Decision) -> Decision | None:
        """What the patterns decided, if that is a record of the same kind (and metric)."""
        taken = self.patterns.decisions.get(figure.start)
        if taken is None or taken.decision.kind != decision.kind:
            return None
        return taken.decision if decision.kind != "metric" or taken.decision.name == decision.name else None

    def _same_sentence(self, one: Figure, other: Figure) -> bool:
        return self.context.sentence(one.start) == self.context.sentence(other.start)

    def _stance_before(self, figure: Figure) -> str:
        if self._last is None:
            return "none"
        return f"{self._last.decision.modality}|{self._same_sentence(self._last.figure, figure)}"

    def _asset(self, reading: Reading, decision: Decision) -> Picked:
        figure, last = reading.figure, self._last
        sure = paired(self.context, figure, priced=decision.kind == "price")
        if sure is not None:
            return Picked(sure.symbol)
        if decision.kind == "liquidation" and of_the_market(self.context, figure):
            return Picked(None)
        said = self.patterns.decisions.get(figure.start)
        guess = said.decision.asset if said is not None else self.patterns.assets.get(figure.start)
        told = asset_features.Told(
            label_of(decision),
            guess,
            (last.decision.asset or NOBODY) if last is not None else None,
            reading.relation if last is not None else None,
            last is not None and self._same_sentence(last.figure, figure),
        )
        options = asset_features.candidates(self.context, self.tokens, figure, told, self.topic)
        return self.chooser.pick(figure, "asset", options, Said(guess))

    def _window(self, figure: Figure, decision: Decision) -> Picked:
        last, said = self._last_of.get(decision.kind), self.patterns.decisions.get(figure.start)
        liquidated = decision.kind == "liquidation"
        usual = self.patterns.liquidation_window if liquidated else None
        guess = said.decision.window if said is not None else usual
        spoken = window_features.Spoken(
            label_of(decision),
            guess,
            last.decision.window if last is not None else None,
            self.context.content_length(last.figure.end, figure.start) if last is not None else FAR,
            last is not None and self._same_sentence(last.figure, figure),
            usual,
        )
        options = window_features.candidates(self.context, self.tokens, figure, spoken)
        chosen = said is not None and said.decision.kind == decision.kind
        return self.chooser.pick(figure, "window", options, Said(guess, chosen))

    def _sides(self, reading: Reading) -> list[str]:
        """Features of the side: the patterns' choice, the sides named in the sentence, and the side of the sum before."""
        figure = reading.figure
        sentence = self.context.around(figure)
        left = _side_words(self.context.text[sentence.start : figure.start])
        right = _side_words(self.context.text[figure.end : sentence.end])
        said = self.patterns.decisions.get(figure.start)
        guess = said.decision.side if said is not None else "unread"
        last = self._last_of.get("liquidation")
        before = "none"
        if last is not None:
            before = f"{last.decision.side}|{self._same_sentence(last.figure, figure)}"
        return [
            f"side={guess}",
            f"side={guess}|{before}",
            f"sl={left[-1:]}|sr={right[:1]}",
            f"sl={left[-1:]}|sr={right[:1]}|{guess}",
            f"sides={len(set(left + right))}|{guess}",
            f"before={before}",
            f"tie={reading.relation}|{before}",
        ]


def _clear(reading: Reading) -> int:
    """How clearly the words say which way a move went, from 0 to 4."""
    gap = abs(strength(reading.evidence, "up") - strength(reading.evidence, "down"))
    return sum(gap >= step for step in (0.05, 0.2, 0.4, 0.7))


_SIDE = re.compile(r"\b(long|short|bull|bear|buyer|seller)", re.IGNORECASE)


def _side_words(text: str) -> list[str]:
    names = {"bull": "long", "bear": "short", "buyer": "long", "seller": "short"}
    return [names.get(word.casefold(), word.casefold()) for word in _SIDE.findall(text)]

"""The decisions of the patterns: what each figure of an article is, by cue words, clauses and lists."""

from __future__ import annotations

import re
from collections import Counter

from tapecheck.records.context import Context
from tapecheck.records.decision import Decision, Decisions, Taken
from tapecheck.records.layout import is_widget
from tapecheck.records.patterns.flows import flows_out, owner
from tapecheck.records.patterns.moved import falls, moved
from tapecheck.records.patterns.positions import liquidated, side_of
from tapecheck.records.patterns.readings import Before, Reading, read, remember
from tapecheck.records.patterns.role import from_head, role_of
from tapecheck.records.patterns.stance import modality
from tapecheck.records.patterns.under_discussion import UnderDiscussion
from tapecheck.records.when import is_trailing, nearest_date, trailing_window
from tapecheck.schema.mention import Numeral

CARRIED = 250
"""How far back, in characters of content, a move without a window of its own takes the window of the move before it."""

_LIQUIDATION = re.compile(r"\bliquidat(?:ed|ions?|es?|ing)\b|\brekt\b|\bshort squeeze\b", re.IGNORECASE)


def read_all(context: Context) -> tuple[Reading, ...]:
    """The article's figures, read in text order; figures in furniture, teasers and price widgets are left out."""
    about_liquidations = _LIQUIDATION.search(context.text) is not None
    readings: list[Reading] = []
    earlier = Before()
    for figure in context.figures:
        block = context.block(figure.start)
        if block is None or not block.is_content or is_widget(context, figure):
            continue
        reading = read(context, figure, earlier, about_liquidations=about_liquidations)
        readings.append(reading)
        if counts(reading):
            earlier = remember(earlier, reading)
    return tuple(readings)


def counts(reading: Reading) -> bool:
    """Whether the figures after it may lean on it: not a bare number that says nothing."""
    return reading.kind is not None or not isinstance(reading.figure, Numeral)


class Patterns:
    """One article's decisions, in text order; each may lean on those before it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.readings = read_all(context)
        self.assets = UnderDiscussion(context, tuple(filter(counts, self.readings))).all()
        self.decisions: Decisions = {}
        self._last: dict[str, Taken] = {}
        self.liquidation_window = liquidation_window(context)

    def decide(self) -> Decisions:
        """The decisions on all figures that are records."""
        before: Reading | None = None
        for reading in filter(counts, self.readings):
            decision = self._decision(reading, before)
            if decision is not None:
                taken = Taken(reading.figure, decision)
                self.decisions[reading.figure.start] = self._last[decision.kind] = taken
            before = reading
        return self.decisions

    def _decision(self, reading: Reading, before: Reading | None) -> Decision | None:
        match reading.kind:
            case "price":
                return self._price(reading)
            case "percent_move":
                return self._move(reading, before)
            case "liquidation":
                return self._liquidation(reading)
            case "metric":
                return self._metric(reading)
            case _:
                return None

    def _price(self, reading: Reading) -> Decision:
        role, stance = role_of(self.context, reading)
        head = self.decisions.get(reading.head.figure.start) if reading.head and reading.relation == "list" else None
        if head is not None and head.decision.kind == "price":
            role, stance = from_head(self.context, reading, head.decision, role, stance)
        return Decision("price", role, f"price.{role}/1", stance, self.assets.get(reading.figure.start))

    def _move(self, reading: Reading, before: Reading | None) -> Decision:
        context, figure = self.context, reading.figure
        date = nearest_date(context, figure, windows_only=True)
        asset, metric = self.assets.get(figure.start), moved(context, reading, before)
        return Decision(
            "percent_move",
            "market_cap" if metric == "price" and asset == "TOTAL" else metric,
            "percent_move.verb/1",
            modality(context, figure),
            asset,
            negative=falls(reading),
            window=date.window if date else self._carried(reading),
        )

    def _carried(self, reading: Reading) -> str | None:
        """The window of the move before it: "bitcoin fell 3% over the past day. Ether lost 4%." """
        last = self._last.get("percent_move")
        if last is None or self.context.content_length(last.figure.end, reading.figure.start) > CARRIED:
            return None
        return last.decision.window

    def _liquidation(self, reading: Reading) -> Decision:
        context, figure = self.context, reading.figure
        date, last = trailing_window(context, figure), self._last.get("liquidation")
        return Decision(
            "liquidation",
            "",
            "liquidation.cue/1",
            modality(context, figure),
            liquidated(context, figure, last),
            side=side_of(context, figure, last),
            window=date.window if date else self.liquidation_window,
        )

    def _metric(self, reading: Reading) -> Decision:
        context, figure = self.context, reading.figure
        return Decision(
            "metric",
            reading.role,
            f"{reading.rule}/1",
            modality(context, figure),
            owner(context, reading) or self.assets.get(figure.start),
            negative=reading.role == "flow" and flows_out(context, figure),
        )


def liquidation_window(context: Context) -> str | None:
    """The window that the article names most often where it speaks of liquidations; ``None`` when it names none."""
    windows: Counter[str] = Counter()
    for sentence in context.sentences:
        if not _LIQUIDATION.search(context.text, sentence.start, sentence.end):
            continue
        for date in context.dates.within(sentence.start, sentence.end):
            if date.window is not None and is_trailing(context, date):
                windows[date.window] += 1
    return windows.most_common(1)[0][0] if windows else None

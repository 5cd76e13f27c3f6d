"""What the builders of records know of an article: its figures as decided, who says them, which exchange and provider."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tapecheck.records.context import Context, Figure
from tapecheck.records.decision import Decisions, Kind, Taken
from tapecheck.records.evidence import barrier
from tapecheck.records.forecasters import Forecasters
from tapecheck.records.reported import Voiced, reported, speaker_at
from tapecheck.schema.base import Span
from tapecheck.schema.record import Attribution


@dataclass(frozen=True)
class Discourse:
    """What the builders of records know of an article: its figures as decided, and what holds beyond their sentence."""

    context: Context
    decisions: Decisions

    def decided(self, kind: Kind) -> Iterator[Taken]:
        """The figures of a kind with their decisions, in text order."""
        return (taken for taken in self.decisions.values() if taken.decision.kind == kind)

    @cached_property
    def voices(self) -> tuple[Voiced, ...]:
        """The quotations and posts that count as somebody's words, in text order."""
        return tuple(reported(self.context))

    @cached_property
    def forecasters(self) -> Forecasters:
        """Who holds a view of a figure in the article's own words."""
        return Forecasters(self.context, self.voices)

    def attribution(self, figure: Span) -> Attribution | None:
        """Who says or forecasts the figure or words, in quotation marks or not, and the data provider that their sentence credits."""
        taken = self.decisions.get(figure.start)
        speaker = speaker_at(self.voices, figure.start)
        if taken is not None and not any(v.words.start <= figure.start < v.words.end for v in self.voices):
            speaker = self.forecasters.of(taken.figure, taken.decision)
        sentence = self.context.around(figure)
        providers = self.context.providers.within(sentence.start, sentence.end)
        if speaker is None and not providers:
            return None
        return Attribution(speaker=speaker.name if speaker else None, source=providers[0].text if providers else None)

    def venue(self, figure: Figure) -> str | None:
        """The exchange named in the figure's clause, the nearest one."""
        sentence = self.context.around(figure)
        best: tuple[float, str] = (_LINKED, "")
        for venue in self.context.venues.within(sentence.start, sentence.end):
            if not venue.listed and not _WHERE.search(self.context.text, max(0, venue.start - 20), venue.start):
                continue
            start, end = (venue.end, figure.start) if venue.end <= figure.start else (figure.end, venue.start)
            link = barrier(self.context, start, end) * 0.95 ** self.context.cues.words_between(start, end)
            if link >= _LINKED and (not best[1] or link > best[0]):
                best = (link, venue.name)
        return best[1] or None

    @cached_property
    def liquidation_source(self) -> str | None:
        """The data provider the article credits for its liquidations: the one named nearest to one of them."""
        liquidations = [taken.figure for taken in self.decided("liquidation")]
        best: tuple[int, str] | None = None
        for provider in self.context.providers:
            if re.search(r"coin\s?glass", provider.name, re.IGNORECASE) and liquidations:
                return provider.text
            for figure in liquidations:
                sentence = self.context.sentence(figure.start)
                if sentence.start <= provider.start < sentence.end:
                    distance = abs(provider.start - figure.start)
                    if best is None or distance < best[0]:
                        best = (distance, provider.text)
        return best[1] if best else None


_LINKED = 0.3
"""A figure is of an exchange whose name is linked to it this strongly; set on the development articles."""

_WHERE = re.compile(r"\b(?:on|at|exchange|platform)\s(?:the\s)?$", re.IGNORECASE)
"""Before a venue that no dictionary knows, for a figure to be there and not only beside it: "on Samplex"."""

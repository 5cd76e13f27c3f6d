"""What carries over from sentence to sentence: the asset under discussion, the window and source of an article's liquidations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tapecheck.records.context import Context, Figure
from tapecheck.records.evidence import barrier
from tapecheck.records.layout import is_widget
from tapecheck.records.reading import Reader, Reading
from tapecheck.records.subject import subject, usable
from tapecheck.schema.mention import Asset, Numeral
from tapecheck.records.when import nearest_date

GROUPS = frozenset({"TOTAL", "ALTCOINS"})


@dataclass(frozen=True)
class Discourse:
    """The readings of an article's figures, with what they take from the text around their sentence."""

    context: Context
    readings: tuple[Reading, ...]

    @cached_property
    def _assets(self) -> dict[int, str | None]:
        """Asset by the figure's start, resolved in text order so that a sentence without one takes it from before."""
        resolved: dict[int, str | None] = {}
        current = self.main_asset
        paragraph = -1
        for reading in self.readings:
            if reading.kind is None:
                continue
            figure = reading.figure
            block = self.context.block(figure.start)
            if block is not None and block.start != paragraph:
                paragraph = block.start
            found = subject(self.context, figure)
            if found is None:
                found_before = self._before(figure)
                current = found_before or current
                resolved[figure.start] = current
            else:
                resolved[figure.start] = found.symbol
                current = found.symbol
        return resolved

    def _before(self, figure: Figure) -> str | None:
        """The asset of the sentence before the figure's, if it is in the same block."""
        sentence = self.context.sentence(figure.start)
        block = self.context.block(figure.start)
        asset = self.context.assets.last_before(sentence.start)
        while asset is not None and (not usable(asset) or asset.symbol in GROUPS):
            asset = self.context.assets.last_before(asset.start)
        if asset is None or block is None or asset.start < block.start:
            return None
        return asset.symbol

    @cached_property
    def main_asset(self) -> str | None:
        """What the article is about: the first asset of its title, else the one it names most often."""
        names = [asset for asset in self.context.assets if usable(asset) and asset.symbol not in GROUPS]
        for block in self.context.blocks:
            if block.kind == "title":
                for asset in names:
                    if block.start <= asset.start < block.end:
                        return asset.symbol
        counts = Counter(asset.symbol for asset in names)
        return counts.most_common(1)[0][0] if counts else None

    def asset(self, reading: Reading) -> str | None:
        """Ticker of what the figure is about; ``None`` when the article names nothing."""
        return self._assets.get(reading.figure.start)

    def liquidated_asset(self, reading: Reading) -> str | None:
        """The asset whose positions were closed; ``None`` for the whole market, which is what an article means by default."""
        figure = reading.figure
        found = subject(self.context, figure)
        if found is None or found.symbol in GROUPS:
            return None
        start, end = (found.end, figure.start) if found.end <= figure.start else (figure.end, found.start)
        near = barrier(self.context, start, end) * 0.93 ** self.context.cues.words_between(start, end)
        return found.symbol if near >= 0.3 else None

    def venue(self, figure: Figure) -> str | None:
        """The exchange named in the figure's clause."""
        sentence = self.context.sentence(figure.start)
        for venue in self.context.venues.within(sentence.start, sentence.end):
            start, end = (venue.end, figure.start) if venue.end <= figure.start else (figure.end, venue.start)
            if barrier(self.context, start, end) * 0.95 ** self.context.cues.words_between(start, end) >= 0.4:
                return venue.name
        return None

    @cached_property
    def liquidation_source(self) -> str | None:
        """The data provider the article credits for its liquidations: the one named nearest to one of them."""
        liquidations = [reading.figure for reading in self.readings if reading.kind == "liquidation"]
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

    @cached_property
    def liquidation_window(self) -> str | None:
        """The one window that the article names for its liquidations; ``None`` when it names none or several."""
        windows: Counter[str] = Counter()
        for reading in self.readings:
            if reading.kind == "liquidation":
                date = nearest_date(self.context, reading.figure, windows_only=True)
                if date is not None and date.window is not None:
                    windows[date.window] += 1
        return windows.most_common(1)[0][0] if windows else None


_LIQUIDATION = re.compile(r"\bliquidat(?:ed|ions?|es?|ing)\b|\brekt\b|\bshort squeeze\b", re.IGNORECASE)


def understand(context: Context) -> Discourse:
    """The article's figures, read in text order; figures in furniture, teasers and price widgets are left out."""
    reader = Reader(context, about_liquidations=_LIQUIDATION.search(context.text) is not None)
    readings: list[Reading] = []
    before: Reading | None = None
    for figure in context.figures:
        block = context.block(figure.start)
        if block is None or not block.is_content or is_widget(context, figure):
            continue
        reading = reader.read(figure, before)
        if reading.kind is not None or not isinstance(figure, Numeral):
            readings.append(reading)
            before = reading
    return Discourse(context, tuple(readings))

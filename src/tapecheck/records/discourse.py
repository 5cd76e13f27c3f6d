"""What carries over from sentence to sentence: the asset under discussion, the window and source of an article's liquidations."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tapecheck.records.context import Context, Figure
from tapecheck.records.evidence import barrier
from tapecheck.records.layout import is_widget
from tapecheck.records.readings import Before, Reading, read, remember
from tapecheck.records.reported import Voiced, reported, speaker_at
from tapecheck.records.subject import GROUPS, attached, candidates, subject, usable
from tapecheck.records.when import is_trailing
from tapecheck.schema.mention import Numeral
from tapecheck.schema.record import Attribution

PRICES_BACK = 40
SENTENCES_BACK = 12
"""How far back the asset under discussion is looked for; bounds the work on a page that never names one."""

ALIKE = Decimal("0.3")
"""Two prices within this share of each other are taken for the same asset's; set on the development articles."""


@dataclass(frozen=True)
class Discourse:
    """The readings of an article's figures, with what they take from the text around their sentence."""

    context: Context
    readings: tuple[Reading, ...]

    @cached_property
    def _assets(self) -> dict[int, str | None]:
        """Asset by the figure's start, in text order: a figure that names none takes it from the figure or sentence before."""
        resolved: dict[int, str | None] = {}
        prices: deque[tuple[Decimal, str | None]] = deque(maxlen=PRICES_BACK)
        before: Reading | None = None
        for reading in self.readings:
            figure = reading.figure
            symbol = self._continued(before, figure, resolved)
            if symbol is None:
                found = subject(self.context, figure, priced=reading.kind == "price")
                last = resolved.get(before.figure.start) if before is not None else None
                symbol = found.symbol if found is not None else self._from_before(reading, last, prices)
            resolved[figure.start] = symbol
            if reading.kind == "price":
                prices.append((figure.value, symbol))
            before = reading
        return resolved

    def _continued(self, before: Reading | None, figure: Figure, resolved: dict[int, str | None]) -> str | None:
        """The asset of the figure before it in the sentence, when none is named between the two or right behind."""
        if before is None or self.context.sentence(before.figure.start) != self.context.sentence(figure.start):
            return None
        if any(usable(asset) for asset in self.context.assets.within(before.figure.end, figure.start)):
            return None
        if attached(self.context, figure) is not None or re.search(
            r"\brespectively\b|\bthe (?:former|latter)\b", self._sentence(figure)
        ):
            return None
        return resolved.get(before.figure.start)

    def _sentence(self, figure: Figure) -> str:
        sentence = self.context.around(figure)
        return self.context.text[sentence.start : sentence.end]

    def _from_before(
        self, reading: Reading, last: str | None, prices: Sequence[tuple[Decimal, str | None]]
    ) -> str | None:
        """The asset under discussion: of a sentence before in the block, of a like price, of the figure before, of the article."""
        priced = reading.kind == "price"
        value = reading.figure.value
        earlier = self._before(reading.figure, priced=priced)
        if earlier is not None:
            return earlier
        if priced:
            alike = (symbol for price, symbol in reversed(prices) if abs(price - value) <= ALIKE * value)
            like = next((symbol for symbol in alike if symbol is not None), None)
            if like is not None:
                return like
        return self.main_asset if last is None or (priced and last in GROUPS) else last

    def _before(self, figure: Figure, *, priced: bool) -> str | None:
        """The asset that the sentences before the figure's are about, if one is named in the same block."""
        context = self.context
        block = context.block(figure.start)
        sentence = context.sentence(figure.start)
        for _ in range(SENTENCES_BACK):
            if block is None or sentence.start <= block.start:
                break
            previous = context.sentences.last_before(sentence.start)
            if previous is None or previous.start < block.start:
                break
            named = candidates(context, previous, priced=priced)
            if named:
                return named[0].symbol
            sentence = previous
        return None

    @cached_property
    def voices(self) -> tuple[Voiced, ...]:
        """The quotations and posts that count as somebody's words, in text order."""
        return tuple(reported(self.context))

    def attribution(self, figure: Figure) -> Attribution | None:
        """Who says the figure, inside a quotation or post, and the data provider that its sentence credits."""
        speaker = speaker_at(self.voices, figure.start)
        sentence = self.context.around(figure)
        providers = self.context.providers.within(sentence.start, sentence.end)
        if speaker is None and not providers:
            return None
        return Attribution(speaker=speaker.name if speaker else None, source=providers[0].text if providers else None)

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

    def venue(self, figure: Figure) -> str | None:
        """The exchange named in the figure's clause."""
        sentence = self.context.around(figure)
        for venue in self.context.venues.within(sentence.start, sentence.end):
            if not venue.listed and not _WHERE.search(self.context.text, max(0, venue.start - 20), venue.start):
                continue
            start, end = (venue.end, figure.start) if venue.end <= figure.start else (figure.end, venue.start)
            if barrier(self.context, start, end) * 0.95 ** self.context.cues.words_between(start, end) >= 0.3:
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
        """The window that the article names most often where it speaks of liquidations; ``None`` when it names none."""
        windows: Counter[str] = Counter()
        for sentence in self.context.sentences:
            if not _LIQUIDATION.search(self.context.text, sentence.start, sentence.end):
                continue
            for date in self.context.dates.within(sentence.start, sentence.end):
                if date.window is not None and is_trailing(self.context, date):
                    windows[date.window] += 1
        return windows.most_common(1)[0][0] if windows else None


_WHERE = re.compile(r"\b(?:on|at|exchange|platform)\s(?:the\s)?$", re.IGNORECASE)
"""Before a venue that no dictionary knows, for a figure to be there and not only beside it: "on Samplex"."""
_LIQUIDATION = re.compile(r"\bliquidat(?:ed|ions?|es?|ing)\b|\brekt\b|\bshort squeeze\b", re.IGNORECASE)


def understand(context: Context) -> Discourse:
    """The article's figures, read in text order; figures in furniture, teasers and price widgets are left out."""
    about_liquidations = _LIQUIDATION.search(context.text) is not None
    readings: list[Reading] = []
    earlier = Before()
    for figure in context.figures:
        block = context.block(figure.start)
        if block is None or not block.is_content or is_widget(context, figure):
            continue
        reading = read(context, figure, earlier, about_liquidations=about_liquidations)
        if reading.kind is not None or not isinstance(figure, Numeral):
            readings.append(reading)
            earlier = remember(earlier, reading)
    return Discourse(context, tuple(readings))

"""Which asset each figure of an article is about, also where its own sentence names none."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tapecheck.records.context import Context, Figure
from tapecheck.records.patterns.readings import Reading
from tapecheck.records.patterns.subject import GROUPS, attached, candidates, subject, usable

PRICES_BACK = 40
SENTENCES_BACK = 12
"""How far back the asset under discussion is looked for; bounds the work on a page that never names one."""

ALIKE = Decimal("0.3")
"""Two prices within this share of each other are taken for the same asset's; set on the development articles."""


@dataclass(frozen=True)
class UnderDiscussion:
    """The readings of an article's figures, each with the asset that is under discussion where it stands."""

    context: Context
    readings: tuple[Reading, ...]

    def all(self) -> dict[int, str | None]:
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

"""Prices from single points (the series ``price``), for an asset or a time that no candle covers.

A point says what was paid at one moment and nothing about the time between two, so all here is ``inner``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tapecheck.market.observations import Extremes, PricePoint, SeriesPoint

PRICE = "price"
"""The name of the series; its ``asset`` is the coin, its ``venue`` '' and its unit a dollar."""

REACH = timedelta(hours=36)
"""Points further from a moment say nothing about it: as for any series, a day and a half (providers' long histories are daily)."""


def extremes(points: Sequence[SeriesPoint], start: datetime, end: datetime) -> tuple[Extremes, ...]:
    """The highest and lowest of the points of ``[start, end)``, one for each source, the source with most points first."""
    sources: dict[str, list[SeriesPoint]] = {}
    for point in points:
        if start <= point.start < end:
            sources.setdefault(point.source, []).append(point)
    most_first = sorted(sources.values(), key=lambda found: (-len(found), found[0].source))
    return tuple(_extremes(found, start, end) for found in most_first)


def _extremes(points: Sequence[SeriesPoint], start: datetime, end: datetime) -> Extremes:
    highest, lowest = max(points, key=lambda point: point.value), min(points, key=lambda point: point.value)
    first = points[0]
    return Extremes(
        source=first.source,
        venue=first.venue,
        symbol=f"{first.symbol}/{first.unit}",
        timeframe=first.timeframe,
        start=start,
        end=end,
        dataset_sha256=",".join(dict.fromkeys(point.dataset_sha256 for point in points)),
        high=highest.value,
        high_time=highest.start,
        low=lowest.value,
        low_time=lowest.start,
        open=first.value,
        close=points[-1].value,
        inner=True,
    )


def price_at(points: Sequence[SeriesPoint], instant: datetime) -> PricePoint | None:
    """The points of one source before (or at) and after the moment; ``None`` if there is none within ``REACH`` before it."""
    near = [point for point in points if abs(point.start - instant) <= REACH]
    last = max((point for point in near if point.start <= instant), key=lambda point: point.start, default=None)
    if last is None:
        return None
    later = [point for point in near if point.start > instant and point.source == last.source]
    pair = (last, *later[:1])
    return PricePoint(
        source=last.source,
        venue=last.venue,
        symbol=f"{last.symbol}/{last.unit}",
        timeframe=last.timeframe,
        start=last.start,
        end=pair[-1].start,
        dataset_sha256=",".join(dict.fromkeys(point.dataset_sha256 for point in pair)),
        open=last.value,
        high=max(point.value for point in pair),
        low=min(point.value for point in pair),
        close=pair[-1].value,
        inner=True,
    )

"""Where labels go so that none hides another: as near as can be to what they name."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], *, gap: float, low: float, high: float) -> tuple[float, ...]:
    """Places in ``[low, high]`` at least ``gap`` apart, in the order of ``wanted`` (ascending), moved as little as possible.

    Least in the sum of squares (pool adjacent violators: Ayer et al. 1955). There must be room; see ``room``.

    >>> spread([10, 12, 50], gap=10, low=0, high=100)
    (6.0, 16.0, 50)
    """
    groups: list[
        tuple[float, int]
    ] = []  # the mean place of neighbours that touch, once the gaps are taken out, and how many
    for number, place in enumerate(wanted):
        mean, count = place - number * gap, 1
        while groups and groups[-1][0] >= mean:
            before, size = groups.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        groups.append((mean, count))
    free = [mean for mean, count in groups for _ in range(count)]
    top = high - gap * (len(wanted) - 1)
    return tuple(min(max(place, low), max(top, low)) + number * gap for number, place in enumerate(free))


def room(*, gap: float, low: float, high: float) -> int:
    """How many labels fit in ``[low, high]``, at least ``gap`` apart."""
    return int((high - low) // gap) + 1

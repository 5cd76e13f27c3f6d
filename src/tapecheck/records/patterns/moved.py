"""What a percentage moved, and which way."""

from __future__ import annotations

from tapecheck.records.context import Context
from tapecheck.records.decision import MoveMetric
from tapecheck.records.evidence import strength
from tapecheck.records.patterns.readings import Reading
from tapecheck.records.patterns.subject import usable
from tapecheck.schema.mention import Percent

_METRICS: tuple[tuple[str, MoveMetric], ...] = (
    ("volume", "volume"),
    ("open_interest", "open_interest"),
    ("market_cap", "market_cap"),
    ("tvl", "tvl"),
    ("supply", "supply"),
    ("hashrate", "hashrate"),
    ("flow", "flows"),
    ("revenue", "other"),
    ("count", "other"),
)
SUBJECT_LEFT = 0.3
SUBJECT_RIGHT = 0.45
"""What moved is a metric, not the price, when its name is this near; set on the development articles."""


def moved(context: Context, reading: Reading, before: Reading | None) -> MoveMetric:
    """What moved: the metric named beside the move, or whose value the sentence gives just before it; else the price."""
    best: tuple[float, MoveMetric] = (0.0, "price")
    for tag, metric in _METRICS:
        hint = reading.evidence.get(tag)
        if hint is not None and hint.strength >= (SUBJECT_LEFT if hint.side == "left" else SUBJECT_RIGHT):
            best = max(best, (hint.strength, metric))
    if best[1] != "price" or before is None or before.kind != "metric":
        return best[1]
    start, end = before.figure.end, reading.figure.start
    same = context.sentence(before.figure.start) == context.sentence(reading.figure.start)
    if not same or any(usable(asset) for asset in context.assets.within(start, end)):
        return "price"
    return next((metric for tag, metric in _METRICS if tag == before.role), "price")


def falls(reading: Reading) -> bool:
    """Whether a percentage without a sign is a fall."""
    if isinstance(reading.figure, Percent) and reading.figure.signed:
        return (reading.figure.value_high or reading.figure.value) < 0
    return strength(reading.evidence, "down") > strength(reading.evidence, "up")

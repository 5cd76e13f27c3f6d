"""On what basis a claim is judged: which stretch of time it is read to speak of, and whether that reading can be trusted.

"Bitcoin trades at $97,800" speaks of the hour in which it was written, "bitcoin rose to $97,800" of that day, "on Monday" of a
day that is named. A verdict on the wrong stretch accuses somebody who was right, so a claim is judged only on a basis that
can be trusted: its probability, learned from how often the tape agrees with claims worded like it, is at least ``TRUSTED``.
Of several such bases the one with the shortest stretch says most, unless another is trusted more and is of another time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.claims.publication import written
from tapecheck.schema.verdict import Basis, Verdict

TRUSTED = Decimal("0.93")
"""Set on articles that the probabilities were not learned from: ``scripts/benchmark_verdicts``."""

DAY = timedelta(hours=24)
CLOCK = timedelta(hours=2)
"""A stated stretch up to so long is a time of the clock ("at 9:30 p.m."), not a day."""
AROUND = timedelta(minutes=30)
"""How far a figure of a stated clock time may be from it."""
ZONES = timedelta(hours=5)
"""A named day ends when it ends in New York: readers there call the first five hours of a UTC day the day before."""


class Window(NamedTuple):
    """A half-open stretch ``[start, end)`` in UTC."""

    start: datetime
    end: datetime


Readings = Mapping[Basis, Decimal]
"""How far each basis can be trusted, 0 to 1; empty: nobody has said."""


def now(published_at: datetime) -> Window:
    """When the article was written; see ``publication``."""
    return Window(*written(published_at))


def day(published_at: datetime) -> Window:
    """The day before publication, and as long as the article may have been written after its time."""
    return Window(published_at - DAY, written(published_at).latest)


def stated(start: datetime, end: datetime, published_at: datetime | None) -> Window | None:
    """The stretch that a claim's stated ``[start, end)`` may mean; ``None`` if it lies after publication.

    Counted back from publication ("the past 24 hours") it moves with the time of writing. A time of the clock may be half an
    hour off. A day or a longer stretch is that of UTC or of New York.
    """
    if published_at is None:
        return _widened(start, end)
    writing = written(published_at)
    if end == published_at:
        return Window(start - (published_at - writing.earliest), writing.latest)
    wide = _widened(start, end)
    last = min(wide.end, writing.latest)
    return Window(wide.start, last) if wide.start < last else None


def _widened(start: datetime, end: datetime) -> Window:
    if end - start <= CLOCK:
        return Window(start - AROUND, end + AROUND)
    return Window(start, end + ZONES)


def trusted(readings: Readings, windows: Mapping[Basis, Window]) -> Basis | None:
    """The basis to judge on; ``None`` if none can be trusted.

    Of trusted bases whose stretches hold one another the shortest is taken, of others the one that is trusted most: "climbed
    above $110,000 on Monday" may be true of today, too, but it says Monday. Without readings every basis counts as trusted,
    but a stated one goes first: it is what the claim says.
    """
    if not readings:
        return "stated" if "stated" in windows else next(iter(windows), None)
    good = {basis: trust for basis, trust in readings.items() if basis in windows and trust >= TRUSTED}
    best = [
        basis
        for basis, trust in good.items()
        if not any(trust < other and not _within(windows[basis], windows[name]) for name, other in good.items())
    ]
    return min(best, key=lambda basis: windows[basis].end - windows[basis].start, default=None)


def likeliest(readings: Readings, windows: Mapping[Basis, Window]) -> tuple[Basis, Decimal]:
    """The basis that is trusted most of those that there are windows for, and how far; of equals the first."""
    best = max(windows, key=lambda basis: readings.get(basis, Decimal(0)))
    return best, readings.get(best, Decimal(0))


def doubted(verdict: Verdict, trust: Decimal) -> Verdict:
    """A verdict on a reading that can't be trusted: what was seen is told, and nothing is decided."""
    doubt = f"The reading is not sure enough to judge by ({trust:f}, needed {TRUSTED:f})."
    if verdict.label == "NOT_ENOUGH_INFO":
        return verdict.model_copy(update={"reason": f"{doubt} {verdict.reason}"})
    update = {"label": "NOT_ENOUGH_INFO", "cause": "claim_time", "reason": f"{doubt} {verdict.reason}"}
    return verdict.model_copy(update=update)


def unrefuted(verdict: Verdict) -> Verdict:
    """A verdict on a record of which nobody has said how far its reading can be trusted: it may support, and refutes nothing."""
    if verdict.label != "REFUTED":
        return verdict
    reason = f"How far the reading can be trusted is not known. {verdict.reason}"
    return verdict.model_copy(update={"label": "NOT_ENOUGH_INFO", "cause": "claim_time", "reason": reason})


def _within(inner: Window, outer: Window) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end

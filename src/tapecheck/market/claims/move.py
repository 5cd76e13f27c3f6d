"""Checks of moves in percent: the trailing change at some moment while the article was being written.

The figure was true when it was taken, some hours before publication at most; so the change is looked at for every moment
of those hours, and the claim agrees if it agrees with one. Sign first, then size. Everyday words for a length have more
than one reading, and agreeing with one is enough: "today" is 24 hours or since midnight UTC, "this week" 7 days or since
Monday, and a length of two weeks or more is one in twenty shorter or longer. A change that is greater than all of these
but no greater than the way between low and high in that time is not refuted: it may be counted from there.

Tolerance: the figure's rounding and, in percentage points, the spread between venues (the two ends
of a change are taken at one venue, so no more than once); "about" allows a tenth of the size more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.lengths import length_of
from tapecheck.market.claims.publication import written
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding, share
from tapecheck.market.claims.verdicts import decided, moment, pair, unknown
from tapecheck.market.compare import compare_range, venue_spread
from tapecheck.market.figures import percent, plain
from tapecheck.market.observations import Changes
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality
from tapecheck.schema.verdict import Verdict

ABOUT_SHARE = Decimal("0.1")

_ROUGH_FROM = timedelta(days=14)
_ROUGH = (Decimal("0.95"), Decimal(1), Decimal("1.05"))
_NO_LENGTH: dict[str | None, str] = {
    None: "The article does not say over what time the change is.",
    "session": "Trading sessions of different markets have different hours; the change of one can't be told.",
    "event": "The change is counted from an event or an earlier high or low, which is not resolved to a time.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveClaim:
    """A change in signed percent; ``window`` as the guidelines write it (``24h``, ``7d``, ``ytd``, ``session``, ``event``).

    ``text`` is the figure as printed ("3.5%"). ``start``/``end``: the stated half-open window of a day or stretch that was
    over before publication ("on Monday"); ``None`` if the change is up to the time of writing.
    """

    asset: str | None
    value: Decimal
    text: str
    window: str | None
    value_high: Decimal | None = None
    metric: str = "price"
    bound: Bound = "exact"
    modality: Modality = "asserted"
    start: datetime | None = None
    end: datetime | None = None


def check_move(claim: MoveClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a change of price: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    why = _unfit(claim)
    if why is not None:
        return unknown(why)
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    assert claim.asset is not None
    start, end = _moments(claim, published_at)
    readings = _readings(claim, market, start, end) or _readings(claim, market, start, min(end, published_at))
    if not readings:
        since = start - (length_of(claim.window) or timedelta(0))
        return unknown(market.why_not(claim.asset, since, end))
    verdict = _best(claim, readings, end)
    if verdict.label == "REFUTED" and _between_extremes(claim, market, readings, start, end):
        reason = f"{verdict.reason} The price moved that far between its low and high in that time."
        return verdict.model_copy(update={"label": "NOT_ENOUGH_INFO", "cause": "claim_time", "reason": reason})
    return verdict


def _unfit(claim: MoveClaim) -> Unfit | None:
    if claim.modality == "prospective":
        return Unfit("prospective", "The change is said to be possible, not to have happened.")
    if claim.metric != "price":
        return Unfit(
            "no_data", f"There are no market data for changes of {claim.metric.replace('_', ' ')} over such a time."
        )
    if claim.asset is None:
        return Unfit("no_asset", "The article does not say clearly which asset moved.")
    if claim.window in _NO_LENGTH:
        return Unfit("window", _NO_LENGTH[claim.window])
    if claim.window not in ("ytd", "mtd", "qtd") and length_of(claim.window) is None:
        return Unfit("window", f"The length of time {claim.window!r} is not known.")
    return None


def _moments(claim: MoveClaim, published_at: datetime) -> tuple[datetime, datetime]:
    """The moments at which the change may have been taken: the hours before publication, or those of the stated day."""
    earliest, latest = written(published_at)
    past = claim.start is not None and claim.end is not None and claim.end < earliest
    if past and claim.start is not None and claim.end is not None:
        return max(claim.start, claim.end - timedelta(days=1)), claim.end
    return earliest, latest


def _readings(claim: MoveClaim, market: MarketStore, start: datetime, end: datetime) -> list[Changes]:
    """The change in every reading of the stated length of time, as far as there are data."""
    assert claim.asset is not None
    found = [market.changes(claim.asset, length, start, end) for length in _lengths(claim.window or "")]
    found += [
        market.changes_since(claim.asset, base, max(base, start), end)
        for base in _bases(claim.window or "", start, end)
    ]
    return [one for one in found if one is not None]


def _lengths(window: str) -> tuple[timedelta, ...]:
    length = length_of(window)
    if length is None:
        return ()
    if length < _ROUGH_FROM:
        return (length,)
    return tuple(timedelta(days=round(length.days * factor)) for factor in _ROUGH)


def _bases(window: str, start: datetime, end: datetime) -> tuple[datetime, ...]:
    """The calendar moments that a length of time may be counted from."""
    last = end - timedelta(microseconds=1)
    midnight = last.replace(hour=0, minute=0, second=0, microsecond=0)
    bases = {
        "24h": (midnight, start.replace(hour=0, minute=0, second=0, microsecond=0)),
        "7d": (midnight - timedelta(days=midnight.weekday()),),
        "mtd": (midnight.replace(day=1),),
        "qtd": (midnight.replace(month=(midnight.month - 1) // 3 * 3 + 1, day=1),),
        "ytd": (midnight.replace(month=1, day=1),),
    }.get(window, ())
    return tuple(base for base in dict.fromkeys(bases) if base < last)


def _best(claim: MoveClaim, readings: list[Changes], instant: datetime) -> Verdict:
    allowed = _tolerance(claim, instant)
    tolerance = allowed.total
    offs = [(_off(claim, one), number, one) for number, one in enumerate(readings)]
    off, _, found = min(offs, key=lambda item: item[:2])
    holds = off <= tolerance
    said = f"the stated {percent(claim.value)}"
    changed = (
        f"{pair(found)} had changed by {percent(found.least)} to {percent(found.greatest)} over {_words(claim.window)} "
        f"at the moments up to {moment(found.end)} UTC"
    )
    opposite = not holds and _opposite(claim, found)
    verdict = "agrees with that" if holds else "has the opposite sign" if opposite else f"is {plain(off):f} points away"
    return decided(
        holds=holds,
        rule="move.trailing/1",
        reason=f"{changed}; {said} {verdict}.",
        observed={"least_change": found.least, "greatest_change": found.greatest},
        tolerance=allowed,
        found=found,
        times={"least_change": found.least_time, "greatest_change": found.greatest_time},
    )


def _tolerance(claim: MoveClaim, instant: datetime) -> Tolerance:
    parts = [
        rounding(claim.value, claim.text),
        Part("venues", venue_spread(instant) * 100, "for the difference between venues"),
    ]
    if claim.bound == "about":
        why = f"({share(ABOUT_SHARE)} of the figure) because it is said to be about so"
        parts.append(Part("about", abs(claim.value) * ABOUT_SHARE, why))
    return Tolerance(tuple(parts), show=lambda size: f"{plain(size):f} points")


def _off(claim: MoveClaim, found: Changes) -> Decimal:
    """How far the claim is from the observed changes; a fall is turned round, so that its bound speaks of its size."""
    if claim.value < 0:
        first, last = -(claim.value_high if claim.value_high is not None else claim.value), -claim.value
        low, high = -found.greatest, -found.least
    else:
        first, last = claim.value, claim.value_high if claim.value_high is not None else claim.value
        low, high = found.least, found.greatest
    size = compare_range(first, claim.bound, low, high, Decimal(0), claim_high=last).off
    return max(size, -high, Decimal(0))


def _between_extremes(
    claim: MoveClaim, market: MarketStore, readings: list[Changes], start: datetime, end: datetime
) -> bool:
    """Whether the change goes beyond every reading in its direction, but not beyond the way between low and high."""
    length = length_of(claim.window)
    if length is None or claim.asset is None or all(_opposite(claim, one) for one in readings):
        return False
    found = market.extremes(claim.asset, start - length, end)
    if found is None:
        return False
    if claim.value > 0:
        greatest = max(one.greatest for one in readings)
        return greatest < claim.value <= (found.high / found.low - 1) * 100 + _tolerance(claim, end).total
    least = min(one.least for one in readings)
    return least > claim.value >= (found.low / found.high - 1) * 100 - _tolerance(claim, end).total


def _opposite(claim: MoveClaim, found: Changes) -> bool:
    return found.greatest < 0 if claim.value > 0 else found.least > 0


def _words(window: str | None) -> str:
    named = {"ytd": "the year to date", "mtd": "the month to date", "qtd": "the quarter to date"}
    return named.get(window or "", window or "")

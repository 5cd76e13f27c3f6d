"""Checks of moves in percent: the change at some moment while the article was being written, over the stated length of time.

The figure was true when it was taken, some hours before publication at most; so the change is looked at for every moment
of those hours, and the claim agrees if it agrees with one. Sign first, then size. Everyday words for a length have more
than one reading, and agreeing with one is enough: "today" is 24 hours or since midnight in UTC or New York, "this week" 7 days
or since Monday, and a length of two weeks or more is one in twenty shorter or longer. A move of a stated day ("on Monday") is that of the
24 hours up to its end, in UTC or New York, or from its beginning; one since a stated day is counted from any price of that day.

Tolerance: the figure's rounding and, in percentage points, the spread between venues (the two ends
of a change are taken at one venue, so no more than once); "about" allows a tenth of the size more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims import bases, spans
from tapecheck.market.claims.bases import Readings, Window
from tapecheck.market.claims.lengths import length_of
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding, share
from tapecheck.market.claims.verdicts import decided, moment, pair, unknown
from tapecheck.market.compare import compare_range, venue_spread
from tapecheck.market.figures import percent, plain, significant
from tapecheck.market.observations import Changes
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.market.traded_as import traded_as
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality
from tapecheck.schema.verdict import Basis, Verdict

ABOUT_SHARE = Decimal("0.1")

FARTHEST = 1000
"""A change of more percent than this over a month or less is hardly one of a traded price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveClaim:
    """A change in signed percent; ``window`` as the guidelines write it (``24h``, ``7d``, ``ytd``, ``session``, ``event``).

    ``text`` is the figure as printed ("3.5%"). ``start``/``end``: the stated half-open window, ``None`` if none is stated.
    ``readings``: how far each basis can be trusted; see ``bases``.
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
    readings: Readings = field(default_factory=dict)


def check_move(claim: MoveClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a change of price: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    why = unfit(claim)
    if why is not None:
        return unknown(why)
    windows = windows_of(claim, published_at)
    if isinstance(windows, Unfit):
        return unknown(windows)
    basis = best_basis(claim, windows)
    if basis is None:
        basis, trust = bases.likeliest(claim.readings, windows)
        return bases.doubted(judge(claim, market, basis, windows[basis]), trust)
    return judge(claim, market, basis, windows[basis]).model_copy(update={"basis": basis})


def unfit(claim: MoveClaim) -> Unfit | None:
    """Why the claim is not one that trades can decide."""
    if claim.modality == "prospective":
        return Unfit("prospective", "The change is said to be possible, not to have happened.")
    if claim.metric != "price":
        what = claim.metric.replace("_", " ")
        return Unfit("no_data", f"There are no market data for changes of {what} over such a time.")
    if claim.asset is None:
        return Unfit("no_asset", "The article does not say clearly which asset moved.")
    return None


def bases_of_move(claim: MoveClaim, published_at: datetime | None) -> tuple[Basis, ...]:
    """The bases on which the claim could be judged, whatever the store holds; empty: on none."""
    windows = None if unfit(claim) else windows_of(claim, published_at)
    return tuple(windows) if isinstance(windows, dict) else ()


def windows_of(claim: MoveClaim, published_at: datetime | None) -> dict[Basis, Window] | Unfit:
    """When the change may have been taken, by basis; for ``since`` the stretch it is counted over; why not, if there is none."""
    windows: dict[Basis, Window] = {}
    writing = bases.now(published_at) if published_at is not None else None
    if writing is not None and spans.known(claim.window):
        windows["trailing"] = writing
    if claim.start is not None and claim.end is not None and claim.start < claim.end:
        if writing is None or claim.end < writing.start:
            windows["stated"] = Window(claim.start, claim.end)
        if writing is not None and claim.start < writing.start:
            windows["since"] = Window(claim.start, writing.end)
    if windows:
        return windows
    if published_at is None:
        return Unfit("article_time", "The article's time is not known.")
    return Unfit("window", "It is not said, or can't be told, over what time the change is.")


def best_basis(claim: MoveClaim, windows: dict[Basis, Window]) -> Basis | None:
    """The most trusted basis, if it can be trusted; without readings the one that fits the window's name."""
    if not claim.readings:
        order: tuple[Basis, ...] = ("since", "stated") if claim.window == "event" else ("stated", "trailing")
        return next((basis for basis in order if basis in windows), None)
    best, trust = bases.likeliest(claim.readings, windows)
    return best if trust >= bases.TRUSTED else None


def judge(claim: MoveClaim, market: MarketStore, basis: Basis, window: Window) -> Verdict:
    """The verdict on a claim that is read on this basis; it has been found fit."""
    assert claim.asset is not None
    length = length_of(claim.window) if basis == "trailing" else None
    start = window.start - (length or timedelta(0))
    traded = traded_as(claim.asset, start, window.end, market)
    if isinstance(traded, Unfit):
        return unknown(traded)
    found = spans.changes(market, traded, claim.window, basis, window)
    if not found:
        return unknown(market.why_not(traded, start, window.end))
    if abs(claim.value) > FARTHEST and window.end - window.start <= timedelta(days=31):
        return unknown(Unfit("misread", f"{percent(claim.value)} is hardly a change of a traded price."), found[0])
    return _best(claim, found, window.end, f"move.{basis}/2")


def _best(claim: MoveClaim, readings: list[Changes], instant: datetime, rule: str) -> Verdict:
    allowed = _tolerance(claim, instant)
    offs = [_off(claim, one) for one in readings]
    off = min(offs)
    found = readings[offs.index(off)]
    tolerance = allowed.total
    holds = off <= tolerance
    changed = (
        f"{pair(found)} had changed by {percent(found.least)} to {percent(found.greatest)} over {_words(claim.window)} "
        f"at the moments up to {moment(found.end)} UTC"
    )
    observed = {"least_change": found.least, "greatest_change": found.greatest}
    if holds and _supports_the_opposite(claim, readings, tolerance):
        # A check that would have supported the opposite, too, says nothing.
        return unknown(Unfit("coarse", f"{changed}; that is too much to tell which way it moved."), found, observed)
    opposite = not holds and (found.greatest < 0 if claim.value > 0 else found.least > 0)
    if holds:
        compared = "agrees with that"
    elif opposite:
        compared = "has the opposite sign"
    else:
        compared = f"is {plain(significant(off, 3)):f} points away"
    return decided(
        holds=holds,
        rule=rule,
        reason=f"{changed}; the stated {percent(claim.value)} {compared}.",
        observed=observed,
        tolerance=allowed,
        found=found,
        times={"least_change": found.least_time, "greatest_change": found.greatest_time},
    )


def _supports_the_opposite(claim: MoveClaim, readings: list[Changes], tolerance: Decimal) -> bool:
    """Whether a rise of a fall's size (or a fall of a rise's) would agree with one of the readings."""
    low, high = claim.value, claim.value_high
    turned = replace(claim, value=-low if high is None else -high, value_high=None if high is None else -low)
    return any(_off(turned, one) <= tolerance for one in readings)


def _tolerance(claim: MoveClaim, instant: datetime) -> Tolerance:
    parts = [
        rounding(claim.value, claim.text),
        Part("venues", venue_spread(instant, claim.asset or "") * 100, "for the difference between venues"),
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


def _words(window: str | None) -> str:
    named = {"ytd": "the year to date", "mtd": "the month to date", "qtd": "the quarter to date"}
    return named.get(window or "", window or "that time")

"""What a forecast aims at: the price to be reached, from which side, and how near counts.

A price above the one at publication is to be reached from below, one below it from above; of a range its near end counts.
A change in percent is counted from the price at publication. What the price had reached when the article was published
is no forecast of a change.

A target is reached by a price at it or beyond; one said to be "about" so by a price within 1 % of it (a tenth of the size of a
change), and a change may be short by its rounding and by the range of the candle at publication. The rounding of a price does
not count: bitcoin at $99,655 had not reached "$100,000". What came nearer to the target than venues differ without reaching it is
neither hit nor missed: another venue may have traded there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from tapecheck.market.claims.tolerances import Part, Tolerance, rounding, share
from tapecheck.market.compare import ABOUT_SHARE, venue_spread
from tapecheck.market.figures import dollars, plain, significant
from tapecheck.market.observations import Extremes
from tapecheck.market.reasons import Unfit
from tapecheck.schema.mention import Bound

Way = Literal["up", "down"]

ABOUT_CHANGE = Decimal("0.1")
FARTHEST = Decimal(1000)
"""A price more than a thousand times the one at publication, or less than a thousandth, is not taken for one of the same asset."""

_DIGITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastClaim:
    """A price to come, or a change of it in signed ``percent``.

    ``text`` is the figure as printed; ``start``/``end`` the half-open time in which it is to come true, ``None`` if none is named;
    ``condition`` the words of what it depends on, ``None`` if nothing; ``denied``: it is said not to come true; ``way``: whether the
    words speak of a rise or a fall to it, ``None`` if they don't say.
    """

    asset: str | None
    value: Decimal
    text: str
    value_high: Decimal | None = None
    currency: str | None = "USD"
    bound: Bound = "exact"
    start: datetime | None = None
    end: datetime | None = None
    condition: str | None = None
    denied: bool = False
    way: Way | None = None
    percent: bool = False


class Aim(NamedTuple):
    """``level`` in US dollars is to be reached from below if ``up``; ``allowed``: how much less than that counts as reaching it."""

    level: Decimal
    up: bool
    allowed: Tolerance
    venues: Part

    @property
    def threshold(self) -> Decimal:
        """The nearest price that counts as reaching it."""
        return self.level - self.allowed.total if self.up else self.level + self.allowed.total

    @property
    def tolerance(self) -> Tolerance:
        """How far a price may stay from the level before it is sure that it was not reached."""
        return Tolerance((*self.allowed.made_of, self.venues))

    def left(self, low: Decimal, high: Decimal) -> Decimal:
        """How far prices from ``low`` to ``high`` stayed from the level; zero if they reached it."""
        return max(self.level - high if self.up else low - self.level, Decimal(0))

    def left_percent(self, low: Decimal, high: Decimal) -> Decimal:
        """The same in percent of the higher of the two prices, so that it is from 0 to 100 for rises and falls alike."""
        return self.left(low, high) / (self.level if self.up else max(low, self.level)) * 100


def aim_of(claim: ForecastClaim, now: Extremes) -> Aim | Unfit:
    """What the forecast aims at, or why it aims at nothing; ``now`` are the prices at publication."""
    aim = _changed(claim, now) if claim.percent else _priced(claim, now)
    if isinstance(aim, Unfit):
        return aim
    if not now.low / FARTHEST < aim.level < now.high * FARTHEST:
        return Unfit(
            "misread",
            f"{dollars(aim.level)} is so far from the {dollars(now.open)} at publication that it is hardly a price of {claim.asset}.",
        )
    if claim.way is not None and (claim.way == "up") != aim.up:
        side = "below" if aim.up else "above"
        return Unfit(
            "claim_time",
            f"The words speak of {'a rise' if claim.way == 'up' else 'a fall'} to {dollars(aim.level)}, but the price at publication, "
            f"{dollars(now.open)}, was {side} that.",
        )
    return aim


def _priced(claim: ForecastClaim, now: Extremes) -> Aim | Unfit:
    """The near end of the stated price or range."""
    near, far = claim.value, claim.value if claim.value_high is None else claim.value_high
    for level, up in ((near, True), (far, False)):
        aim = Aim(level, up, _about(claim, level), _venues(claim, level, now))
        if (aim.threshold > now.high) if up else (aim.threshold < now.low):
            holds_now = claim.bound == ("at_most" if up else "at_least")
            return _no_change(claim, now) if holds_now else aim
    return _no_change(claim, now)


def _no_change(claim: ForecastClaim, now: Extremes) -> Unfit:
    words = {"at_least": "above", "at_most": "below"}.get(claim.bound, "at")
    return Unfit(
        "prospective",
        f"It forecasts no change that can be told: at publication, {dollars(now.low)} to {dollars(now.high)}, the price "
        f"was {words} the stated {dollars(claim.value)} already.",
    )


def _about(claim: ForecastClaim, level: Decimal) -> Tolerance:
    why = f"({share(ABOUT_SHARE)}) because it is said to be about so"
    return Tolerance((Part("about", level * ABOUT_SHARE, why),) if claim.bound == "about" else ())


def _venues(claim: ForecastClaim, level: Decimal, now: Extremes) -> Part:
    """How far venues may differ when the forecast's time ends."""
    spread = venue_spread(claim.end or now.end)
    return Part("venues", significant(level * spread, _DIGITS), f"({share(spread)}) for the difference between venues")


def _changed(claim: ForecastClaim, now: Extremes) -> Aim | Unfit:
    """The price at publication changed by the near end of the stated change."""
    if claim.bound == "at_most":
        return Unfit("prospective", "It names the most that the price may change, not what it is to change by.")
    first, last = claim.value, claim.value if claim.value_high is None else claim.value_high
    if not first * last > 0:
        return Unfit("prospective", "It forecasts no change in one direction.")
    near = first if first > 0 else last
    base, width = (now.low + now.high) / 2, (now.high - now.low) / 2
    factor = 1 + near / 100
    if factor <= 0:
        return Unfit("misread", f"A price can't fall by {plain(-near):f}%.")
    level = plain(significant(base * factor, _DIGITS))
    printed = rounding(near, claim.text)
    parts = [
        Part("rounding", base * printed.size / 100, printed.why),
        Part("publication", width * factor, "for the range of prices at publication"),
    ]
    if claim.bound == "about":
        why = f"({share(ABOUT_CHANGE)} of the change) because it is said to be about so"
        parts.append(Part("about", base * abs(near) / 100 * ABOUT_CHANGE, why))
    allowed = Tolerance(tuple(part._replace(size=significant(part.size, _DIGITS)) for part in parts))
    aim = Aim(level, near > 0, allowed, _venues(claim, level, now))
    reached = aim.threshold <= now.high if aim.up else aim.threshold >= now.low
    return Unfit("prospective", "The change is too small to be told from the price at publication.") if reached else aim

"""Checks of liquidations against data that hold some exchanges only: a lower bound.

A claim far below the bound is refuted: more was liquidated on those exchanges alone. A claim above it can't be refuted. It
is supported when the data make it plausible: at most twice the bound, for the same asset. Twice, because the three
largest exchanges together carry about half of what the data providers count: claims of one asset that were compared stood
at 1.2 to 1.9 times the bound, others at more than six times, which the data can't tell from a wrong figure. For the
whole market the data of one or a few coins refute, and never support.

"Far below" is a fifth: providers book the same order a few minutes apart and count other products.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.lengths import length_of
from tapecheck.market.claims.publication import written
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding, share
from tapecheck.market.claims.verdicts import decided, not_dollars, span, unknown
from tapecheck.market.compare import compare_lower_bound
from tapecheck.market.figures import dollars
from tapecheck.market.observations import LiquidationSums
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality
from tapecheck.schema.verdict import Verdict

FACTOR = Decimal(2)
FAR_BELOW = Decimal("0.2")
ABOUT_SHARE = Decimal("0.05")
_DEFAULT = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiquidationClaim:
    """A sum of forced closings. ``asset`` ``None``: the whole market; ``side`` ``None``: both, or not said."""

    asset: str | None
    value: Decimal
    text: str
    window: str | None
    value_high: Decimal | None = None
    currency: str | None = "USD"
    side: str | None = None
    venue: str | None = None
    bound: Bound = "exact"
    modality: Modality = "asserted"
    start: datetime | None = None
    end: datetime | None = None


def check_liquidation(claim: LiquidationClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a sum of liquidations: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    if claim.modality == "prospective":
        return unknown(Unfit("prospective", "The liquidations are said to be possible, not to have happened."))
    why = not_dollars(claim.currency)
    if why is not None:
        return unknown(why)
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    length = _DEFAULT if claim.window is None else length_of(claim.window)
    if length is None:
        return unknown(Unfit("window", f"The length of time {claim.window!r} can't be resolved for liquidations."))
    earliest, latest = written(published_at)
    if claim.start is not None and claim.end is not None and claim.end < earliest:
        earliest, latest = max(claim.start, claim.end - _DEFAULT), claim.end
    found = market.trailing_liquidations(claim.asset, length, earliest, latest)
    if not found:
        return unknown(
            Unfit("no_data", f"There are no liquidation data for {claim.asset or 'the whole market'} at that time.")
        )
    if claim.venue is not None and any(one.venues != (claim.venue,) for one in found):
        return unknown(
            Unfit("lower_bound", f"The data of {', '.join(found[0].venues)} together can't tell one exchange's sum."),
            found[0],
        )
    return _against(claim, found)


def _sum(found: LiquidationSums, side: str | None) -> Decimal:
    return {"long": found.long_usd, "short": found.short_usd}.get(side or "", found.total_usd)


def _against(claim: LiquidationClaim, found: tuple[LiquidationSums, ...]) -> Verdict:
    least = min(found, key=lambda one: _sum(one, claim.side))
    most = max(found, key=lambda one: _sum(one, claim.side))
    bound, top = _sum(least, claim.side), _sum(most, claim.side)
    parts = [rounding(claim.value, claim.text)]
    if claim.bound == "about":
        why = f"({share(ABOUT_SHARE)}) because it is said to be about so"
        parts.append(Part("about", claim.value * ABOUT_SHARE, why))
    printed = Tolerance(tuple(parts))
    below = Part("providers", bound * FAR_BELOW, f"({share(FAR_BELOW)}), as providers book otherwise")
    allowed = Tolerance((*parts, below))
    lower = compare_lower_bound(claim.value, claim.bound, bound, allowed.total, FACTOR, claim_high=claim.value_high)
    plausible = top > 0 and claim.value <= top * FACTOR + printed.total
    side = f"{claim.side} " if claim.side else ""
    data = (
        f"{', '.join(most.venues)} alone had {dollars(bound)} to {dollars(top)} of {side}liquidations in {most.symbol}"
    )
    reason = f"{data} over such a time, the last {span(most)}; the stated {dollars(claim.value)}"
    observed = {"least": bound, "greatest": top}
    if not lower.holds:
        if claim.window is None:
            return unknown(
                Unfit("window", f"{reason} is below that, but the article does not say over what time it is."),
                least,
                observed,
            )
        return decided(
            holds=False,
            rule="liquidation.lower_bound/1",
            reason=f"{reason} is far below that.",
            observed=observed,
            tolerance=allowed,
            found=least,
        )
    if claim.asset is not None and plausible and claim.bound != "at_most":
        return decided(
            holds=True,
            rule="liquidation.lower_bound/1",
            reason=f"{reason} agrees with that lower bound.",
            observed=observed,
            tolerance=allowed,
            found=most,
        )
    return unknown(
        Unfit("lower_bound", f"{reason} is not contradicted by that, as the data are a lower bound only."),
        most,
        observed,
    )

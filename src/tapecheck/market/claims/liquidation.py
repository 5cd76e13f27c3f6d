"""Checks of liquidations against data that hold some exchanges only: a lower bound.

A claim far below the bound is refuted: more was liquidated on those exchanges alone. "Far below" is a fifth: providers book the same
order a few minutes apart and count other products. A claim for the whole market is refuted only where its words say that it is one.

A claim above the bound can't be refuted; it is supported where it stands to the data as figures of the same coin do that articles
credit to providers who count all exchanges: see ``REACHES``. For the whole market the data of one or a few coins never support.

No more can be closed by force than is open: a claim above the whole open interest of its coin is refuted. Above a quarter of it, it is
hardly likely: on 2025-10-10, the day of the largest liquidations so far, CoinGlass counted $5.3 billion of bitcoin and $2.0 billion of
solana, 6 % and 14 % of what had been open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from tapecheck.market.claims.lengths import length_of
from tapecheck.market.claims.metrics.split import FAR as SPLIT_FAR
from tapecheck.market.claims.metrics.split import shares
from tapecheck.market.claims.publication import written
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding, share
from tapecheck.market.claims.verdicts import decided, not_dollars, span, unknown
from tapecheck.market.compare import compare_lower_bound
from tapecheck.market.figures import dollars
from tapecheck.market.observations import LiquidationSums
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.measure import Scope
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality
from tapecheck.schema.verdict import Verdict

Side = Literal["long", "short"]

FAR_BELOW = Decimal("0.2")
ABOUT_SHARE = Decimal("0.05")
LIKELY_OF_INTEREST = Decimal("0.25")
"""Share of the open interest beyond which a day's liquidations are hardly likely."""
_DEFAULT = timedelta(hours=24)
_LONGEST = timedelta(days=31)


class Reach(NamedTuple):
    """How many times the data's sum the figures of all exchanges are, at least and at most."""

    least: Decimal
    most: Decimal


REACHES: dict[int, Reach] = {3: Reach(Decimal(1), Decimal("3.5"))}
"""By the number of exchanges in the data, at least. Measured with ``scripts/measure_providers`` on figures for 24 hours that articles
credit to all exchanges: 2.1 to 2.5 times the sum of three exchanges, but 2.4 to 18 times that of one, which says too little of any figure.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiquidationClaim:
    """A sum of forced closings. ``asset`` ``None``: the whole market; ``side`` ``None``: both, or not said.

    ``scope`` is ``market`` where the words say that it is the whole market's, ``one_order`` for one position or trader; ``majority`` is
    the side that most of it is said to be of.
    """

    asset: str | None
    value: Decimal
    text: str
    window: str | None
    value_high: Decimal | None = None
    currency: str | None = "USD"
    side: Side | None = None
    venue: str | None = None
    scope: Scope | None = None
    majority: Side | None = None
    bound: Bound = "exact"
    modality: Modality = "asserted"
    start: datetime | None = None
    end: datetime | None = None


def check_liquidation(claim: LiquidationClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a sum of liquidations: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    why = _unfit(claim)
    if why is not None:
        return unknown(why)
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    found = _found(claim, market, published_at)
    if isinstance(found, Unfit):
        return unknown(found)
    if claim.venue is not None and any(one.venues != (claim.venue,) for one in found):
        return unknown(
            Unfit("lower_bound", f"The data of {', '.join(found[0].venues)} together can't tell one exchange's sum."),
            found[0],
        )
    return _impossible(claim, market, found) or _against(claim, found)


def _unfit(claim: LiquidationClaim) -> Unfit | None:
    if claim.modality == "prospective":
        return Unfit("prospective", "The liquidations are said to be possible, not to have happened.")
    if claim.scope == "one_order":
        return Unfit("no_data", "The sum is one position's or trader's; the data have sums of all.")
    return not_dollars(claim.currency)


def _found(claim: LiquidationClaim, market: MarketStore, published_at: datetime) -> tuple[LiquidationSums, ...] | Unfit:
    """The sums that the claim can be about: over its length up to each moment of writing, or over its stated window."""
    earliest, latest = written(published_at)
    length = _DEFAULT if claim.window is None else length_of(claim.window)
    if length is not None:
        if claim.start is not None and claim.end is not None and claim.end < earliest:
            earliest, latest = max(claim.start, claim.end - _DEFAULT), claim.end
        found = market.trailing_liquidations(claim.asset, length, earliest, latest)
    elif claim.start is not None and claim.end is not None and claim.end - claim.start <= _LONGEST:
        one = market.liquidations(claim.asset, claim.start, min(claim.end, latest))
        found = (one,) if one is not None else ()
    else:
        return Unfit("window", f"The length of time {claim.window!r} can't be resolved for liquidations.")
    return found or Unfit(
        "no_data", f"There are no liquidation data for {claim.asset or 'the whole market'} at that time."
    )


def _sum(found: LiquidationSums, side: Side | None) -> Decimal:
    return {"long": found.long_usd, "short": found.short_usd}.get(side or "", found.total_usd)


def _impossible(claim: LiquidationClaim, market: MarketStore, found: tuple[LiquidationSums, ...]) -> Verdict | None:
    """The verdict on a sum that is out of proportion to what was open; ``None`` for any other."""
    if claim.asset is None or found[0].end - found[0].start > _DEFAULT:
        return None
    interest = market.series_at("open_interest", claim.asset, found[0].start)
    if interest is None or claim.value <= interest.value * LIKELY_OF_INTEREST:
        return None
    allowed = Tolerance((rounding(claim.value, claim.text),))
    reason = f"The open interest of {claim.asset} was {dollars(interest.value)}; the stated {dollars(claim.value)}"
    observed = {"open_interest": interest.value}
    if claim.value <= interest.value + allowed.total:
        share_of = share((claim.value / interest.value).quantize(Decimal("0.01")))
        return unknown(
            Unfit("lower_bound", f"{reason} is {share_of} of that, which is hardly likely."), interest, observed
        )
    return decided(
        holds=False,
        rule="liquidation.open_interest/1",
        reason=f"{reason} is more than was open.",
        observed=observed,
        tolerance=allowed,
        found=interest,
        times={"open_interest": interest.start},
    )


def _printed(claim: LiquidationClaim) -> Tolerance:
    parts = [rounding(claim.value, claim.text)]
    if claim.bound == "about":
        why = f"({share(ABOUT_SHARE)}) because it is said to be about so"
        parts.append(Part("about", claim.value * ABOUT_SHARE, why))
    return Tolerance(tuple(parts))


def _against(claim: LiquidationClaim, found: tuple[LiquidationSums, ...]) -> Verdict:
    least = min(found, key=lambda one: _sum(one, claim.side))
    most = max(found, key=lambda one: _sum(one, claim.side))
    bound, top = _sum(least, claim.side), _sum(most, claim.side)
    printed = _printed(claim)
    below = Part("providers", bound * FAR_BELOW, f"({share(FAR_BELOW)}), as providers book otherwise")
    allowed = Tolerance((*printed.made_of, below))
    reason = _reason(claim, most, bound, top)
    observed = {"least": bound, "greatest": top}
    lower = compare_lower_bound(claim.value, claim.bound, bound, allowed.total, Decimal(1), claim_high=claim.value_high)
    if not lower.holds:
        why = _not_sure(claim)
        if why is not None:
            return unknown(Unfit("window", f"{reason} is below that, but {why}."), least, observed)
        reason = f"{reason} is far below that."
        return _decide(False, "liquidation.lower_bound/2", reason, observed, allowed, least)
    split = _split(claim, found)
    if split is not None:
        return split
    reach = next((REACHES[number] for number in sorted(REACHES, reverse=True) if number <= len(most.venues)), None)
    if claim.asset is not None and reach is not None and _likely(claim, reach, bound, top, printed.total):
        reason = f"{reason} stands to that as the sums of all exchanges do ({reach.least} to {reach.most} times)."
        return _decide(True, "liquidation.lower_bound/2", reason, observed, printed, most)
    return unknown(
        Unfit("lower_bound", f"{reason} is not contradicted by that, as the data are a lower bound only."),
        most,
        observed,
    )


def _likely(claim: LiquidationClaim, reach: Reach, bound: Decimal, top: Decimal, printed: Decimal) -> bool:
    """Whether the claim stands to the data as the sums of all exchanges do."""
    if claim.bound == "at_most" or top == 0:
        return False
    return bound * reach.least - printed <= claim.value <= top * reach.most + printed


def _reason(claim: LiquidationClaim, most: LiquidationSums, bound: Decimal, top: Decimal) -> str:
    side = f"{claim.side} " if claim.side else ""
    data = (
        f"{', '.join(most.venues)} alone had {dollars(bound)} to {dollars(top)} of {side}liquidations in {most.symbol}"
    )
    return f"{data} over such a time, the last {span(most)}; the stated {dollars(claim.value)}"


def _not_sure(claim: LiquidationClaim) -> str | None:
    """Why a sum that is too small may be another one than that of the data; ``None`` if it can't be."""
    if claim.window is None:
        return "the article does not say over what time it is"
    length = length_of(claim.window)
    if length is None or length > _DEFAULT:
        return "a sum over more than a day may be one of its days'"
    if claim.asset is None and claim.scope != "market":
        return "the article does not say clearly that it is the whole market's"
    return None


def _split(claim: LiquidationClaim, found: Sequence[LiquidationSums]) -> Verdict | None:
    """The verdict on the side that most are said to be of, where the data show nearly all of the other; else ``None``."""
    if claim.majority is None:
        return None
    low, high = shares(found, claim.majority)
    if high >= Decimal(50) - SPLIT_FAR:
        return None
    allowed = Tolerance((Part("exchanges", SPLIT_FAR, "as other exchanges may be split otherwise"),), str)
    reason = (
        f"{low:.0f}% to {high:.0f}% of the liquidations on {', '.join(found[-1].venues)} were of {claim.majority}s, which are said to "
        "be the most."
    )
    observed = {"low": low.quantize(Decimal("0.1")), "high": high.quantize(Decimal("0.1"))}
    return _decide(False, "liquidation.split/1", reason, observed, allowed, found[-1])


def _decide(
    holds: bool, rule: str, reason: str, observed: dict[str, Decimal], allowed: Tolerance, found: LiquidationSums
) -> Verdict:
    return decided(holds=holds, rule=rule, reason=reason, observed=observed, tolerance=allowed, found=found)

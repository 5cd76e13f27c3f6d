"""The three verdicts with their words, shared by the checks of all kinds of claim."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tapecheck.market.asset_changes import off_peg
from tapecheck.market.candle_queries import USD_LIKE
from tapecheck.market.claims.tolerances import Tolerance
from tapecheck.market.observations import Observation
from tapecheck.market.reasons import Unfit
from tapecheck.schema.verdict import Label, Verdict


def unknown(
    why: Unfit,
    found: Observation | None = None,
    observed: dict[str, Decimal] | None = None,
    *,
    rule: str | None = None,
) -> Verdict:
    """NOT_ENOUGH_INFO with its reason, and the evidence if some was looked at."""
    return Verdict(
        label="NOT_ENOUGH_INFO",
        reason=why.reason,
        rule=rule,
        cause=why.cause,
        observed=observed or {},
        evidence=found.evidence() if found else None,
    )


def decided(
    *,
    holds: bool,
    rule: str,
    reason: str,
    observed: dict[str, Decimal],
    tolerance: Tolerance,
    found: Observation,
    times: dict[str, datetime] | None = None,
) -> Verdict:
    """SUPPORTED or REFUTED with everything a person needs to redo the check; ``times`` says when each observed figure was seen.

    If the dollar coin that the market is traded against was off its peg at one of these times, nothing is decided.
    """
    why = off_peg(found.symbol, (times or {}).values())
    if why is not None:
        return unknown(why, found, observed, rule=rule)
    label: Label = "SUPPORTED" if holds else "REFUTED"
    return Verdict(
        label=label,
        reason=reason,
        rule=rule,
        observed=observed,
        tolerance=tolerance.words,
        tolerance_parts=tolerance.parts,
        evidence=found.evidence(times),
    )


def not_dollars(currency: str | None) -> Unfit | None:
    """Why a sum in this currency can't be checked; ``None`` if it is in US dollars or a dollar stablecoin."""
    if currency in USD_LIKE:
        return None
    if currency is None:
        return Unfit("currency", "The currency of the figure is not known.")
    return Unfit("currency", f"The figure is in {currency}; the market data are in US dollars.")


def span(found: Observation) -> str:
    """The window that was looked at, for a sentence."""
    return f"from {moment(found.start)} to {moment(found.end)} UTC"


def moment(instant: datetime) -> str:
    """A time for a sentence, to the minute; the zone is said by the sentence."""
    return instant.isoformat(" ", "minutes")[:16]


def pair(found: Observation) -> str:
    """Which market was looked at, for a sentence."""
    return f"{found.symbol} ({found.source}, {found.timeframe})"

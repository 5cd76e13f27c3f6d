"""Which check a market figure gets, by the name of its metric."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tapecheck.market.claims.metrics.claim import MetricClaim
from tapecheck.market.claims.metrics.flows import check_flow
from tapecheck.market.claims.metrics.funding import check_funding
from tapecheck.market.claims.metrics.sentiment import check_sentiment
from tapecheck.market.claims.metrics.split import check_split
from tapecheck.market.claims.metrics.values import check_value
from tapecheck.market.claims.verdicts import unknown
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

_CHECKS: dict[str, Callable[[MetricClaim, MarketStore, datetime | None], Verdict]] = {
    "flow": check_flow,
    "market_cap": check_value,
    "dominance": check_value,
    "open_interest": check_value,
    "volume": check_value,
    "index": check_sentiment,
    "funding_rate": check_funding,
    "share": check_split,
}


def check_metric(claim: MetricClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a market figure: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    if claim.modality == "prospective":
        return unknown(Unfit("prospective", "The figure is said to be possible, not to hold."))
    check = _CHECKS.get(claim.metric)
    if check is None:
        name = claim.metric.replace("_", " ")
        return unknown(Unfit("no_data", f"There are no market data that {name} could be checked against."))
    return check(claim, market, published_at)

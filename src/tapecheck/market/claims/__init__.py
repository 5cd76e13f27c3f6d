"""Checks of claims against the tape: plain values in, a verdict out. One module per kind of claim."""

from tapecheck.market.claims.liquidation import LiquidationClaim, check_liquidation
from tapecheck.market.claims.metric import MetricClaim, check_metric
from tapecheck.market.claims.move import MoveClaim, check_move
from tapecheck.market.claims.price import check_price
from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.claims.superlative import SuperlativeClaim, check_superlative
from tapecheck.market.claims.verdicts import unknown
from tapecheck.market.reasons import Unfit
from tapecheck.schema.verdict import Verdict

__all__ = [
    "LiquidationClaim",
    "MetricClaim",
    "MoveClaim",
    "PriceClaim",
    "SuperlativeClaim",
    "check_liquidation",
    "check_metric",
    "check_move",
    "check_price",
    "check_quote",
    "check_superlative",
]


def check_quote() -> Verdict:
    """The verdict on somebody's words: always NOT_ENOUGH_INFO."""
    return unknown(Unfit("words", "Words can't be checked against market data."))

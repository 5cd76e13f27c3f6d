"""Checks of claims against the tape: plain values in, a verdict out. One module per kind of claim."""

from tapecheck.market.claims.bases import unrefuted
from tapecheck.market.claims.forecast import check_forecast
from tapecheck.market.claims.forecast_aim import ForecastClaim
from tapecheck.market.claims.liquidation import LiquidationClaim, check_liquidation
from tapecheck.market.claims.metrics import MetricClaim, check_metric
from tapecheck.market.claims.move import MoveClaim, bases_of_move, check_move
from tapecheck.market.claims.price import bases_of_price, check_price
from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.claims.series_move import check_series_move
from tapecheck.market.claims.superlative import SuperlativeClaim, check_superlative
from tapecheck.market.claims.verdicts import unknown
from tapecheck.market.reasons import Unfit
from tapecheck.schema.verdict import Verdict

__all__ = [
    "ForecastClaim",
    "LiquidationClaim",
    "MetricClaim",
    "MoveClaim",
    "PriceClaim",
    "SuperlativeClaim",
    "bases_of_move",
    "bases_of_price",
    "check_forecast",
    "check_liquidation",
    "check_metric",
    "check_move",
    "check_price",
    "check_quote",
    "check_series_move",
    "check_superlative",
    "unrefuted",
]


def check_quote() -> Verdict:
    """The verdict on somebody's words: always NOT_ENOUGH_INFO."""
    return unknown(Unfit("words", "Words can't be checked against market data."))

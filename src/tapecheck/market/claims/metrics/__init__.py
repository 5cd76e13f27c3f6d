"""Checks of market figures: flows of funds, market values, sentiment, funding. One module per family of series."""

from tapecheck.market.claims.metrics.check import check_metric
from tapecheck.market.claims.metrics.claim import MetricClaim

__all__ = ["MetricClaim", "check_metric"]

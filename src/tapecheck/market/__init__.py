"""Market data: the store, the importers, the comparison functions, and the checks of claims against the tape."""

from tapecheck.market.compare import (
    Comparison,
    LowerBoundComparison,
    compare_lower_bound,
    compare_range,
    compare_value,
    rounding_half_width,
    venue_spread,
)
from tapecheck.market.daily import Daily, Day
from tapecheck.market.importing import ImportOptions, ImportReport
from tapecheck.market.observations import (
    Changes,
    Coverage,
    Extremes,
    LiquidationSums,
    PricePoint,
    Record,
    SeriesPoint,
)
from tapecheck.market.store import MarketStore

__all__ = [
    "Changes",
    "Comparison",
    "Coverage",
    "Daily",
    "Day",
    "Extremes",
    "ImportOptions",
    "ImportReport",
    "LiquidationSums",
    "LowerBoundComparison",
    "MarketStore",
    "PricePoint",
    "Record",
    "SeriesPoint",
    "compare_lower_bound",
    "compare_range",
    "compare_value",
    "rounding_half_width",
    "venue_spread",
]

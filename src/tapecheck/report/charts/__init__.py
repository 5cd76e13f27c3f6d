"""Price charts: candles of the store around an article's time, with each of its claims drawn on them; plain SVG."""

from tapecheck.report.charts.chart import Chart, charts_of

__all__ = ["Chart", "charts_of"]

"""Farside's tables of what flowed into and out of exchange-traded funds each day, in millions of US$.

As CSV, or as the page's HTML table: a column a fund under its ticker, a column ``Total``, dates as "11 Jan 2024", outflows
in parentheses, "-" where a fund has no figure, and below the days lines of totals. https://farside.co.uk/btc/
"""

from __future__ import annotations

from tapecheck.market.sources.layout import Column, Extract, FileFacts, Layout, series
from tapecheck.market.sources.sql import quoted

_ASSETS: dict[str, str] = {"IBIT": "BTC", "ETHA": "ETH", "BSOL": "SOL"}
"""The best-known fund of each table → what the funds hold."""

_SUMMARIES = ("total", "average", "maximum", "minimum", "fee", "seed", "staking", "cumulative")


def _extracts(facts: FileFacts) -> tuple[Extract, ...]:
    held = next(asset for fund, asset in _ASSETS.items() if fund in facts.columns)
    when = next(name for name in facts.columns if name.casefold() == "date")
    total = next(name for name in facts.columns if name.casefold() == "total")
    funds = [name for name in facts.columns if name not in (when, total)]
    summary = f"lower({quoted(when)}) IN ({', '.join(repr(word) for word in _SUMMARIES)})"
    # The total has no venue; a fund's ticker stands as its venue, because one of them is called BTC.
    return (
        _flow(held, "", when, total, f"{summary} OR {_unfinished(when, funds)}"),
        *(_flow(held, fund, when, fund, summary) for fund in funds),
    )


def _flow(asset: str, venue: str, when: str, raw: str, leave_out: str) -> Extract:
    value = Column(raw, kind="accounting", sql="{0} * 1000000", optional=bool(venue))
    return series(
        "farside", "etf_flow", asset=asset, venue=venue, when=when, value=value, unit="USD", leave_out=leave_out
    )


def _unfinished(when: str, funds: list[str]) -> str:
    """The total of a day without any fund's figure (a holiday, or not reported yet), and of a last day on which a fund
    of the day before has none yet: that total still grows.
    """
    figures = {fund: f"nullif({quoted(fund)}, '-')" for fund in funds}
    none = " AND ".join(f"{figure} IS NULL" for figure in figures.values())
    waiting = " OR ".join(f"({cell} IS NULL AND lag({cell}) OVER days IS NOT NULL)" for cell in figures.values())
    day = f"coalesce(try_strptime({quoted(when)}, '%d %b %Y'), try_cast({quoted(when)} AS TIMESTAMP))"
    return (
        f"({none}) OR _row IN (SELECT _row FROM (SELECT _row, {waiting} AS waiting, "  # noqa: S608
        f"row_number() OVER (ORDER BY {day} DESC) AS back FROM raw WHERE {day} IS NOT NULL AND NOT ({none}) "
        f"WINDOW days AS (ORDER BY {day})) WHERE back = 1 AND waiting)"
    )


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="etf_flows_usd_m",
        source="farside",
        columns=("date", "Total"),
        accepts=lambda facts: any(fund in facts.columns for fund in _ASSETS),
        extracts=_extracts,
        needs="the daily flow of each fund in millions of US$, with IBIT (bitcoin), ETHA (ether) or BSOL (solana) among them",
    ),
)

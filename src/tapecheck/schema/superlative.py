"""The closed lists of a superlative's fields, shared by its record and its check."""

from __future__ import annotations

from typing import Literal

Form = Literal[
    "highest",
    "lowest",
    "biggest",
    "smallest",
    "biggest_gain",
    "biggest_loss",
    "first_above",
    "first_below",
    "streak",
    "streak_end",
]
"""``highest``/``lowest`` a level reached · ``biggest``/``smallest`` an amount in a unit of time (a day's inflow) ·
``biggest_gain``/``biggest_loss`` a move in a unit of time · ``first_above``/``first_below`` a threshold crossed ·
``streak`` so many days in a row, ``streak_end`` that they are over.
"""

Measure = Literal[
    "price",
    "volume",
    "open_interest",
    "market_cap",
    "flow",
    "liquidations",
    "hashrate",
    "dominance",
    "funding_rate",
    "tvl",
    "index",
    "other",
]
"""What is the highest, the largest, the longest; ``index`` an index of sentiment or of a chart (Fear & Greed, RSI)."""

Unit = Literal["day", "week", "month", "quarter", "year"]
"""The stretch that a move, an amount or a step of a streak is counted over."""

Direction = Literal["up", "down"]
"""Of a streak: rises or inflows, falls or outflows. Of an amount of flow: in or out."""

"""What a metric's figure is measured on, and how: the closed lists of two fields."""

from __future__ import annotations

from typing import Literal

Scope = Literal[
    "spot_etf",
    "one_etf",
    "some_etfs",
    "funds",
    "exchange",
    "market",
    "futures",
    "options",
    "one_venue",
    "fear_greed",
    "long_liquidations",
    "short_liquidations",
    "annualised",
    "one_order",
    "other",
]
"""``spot_etf`` US spot ETFs, all of a coin's or the one that is the asset · ``one_etf`` one of them, named by its issuer only ·
``some_etfs`` several of them ("the newborn nine") · ``funds`` investment products of the whole world · ``exchange`` to or from exchanges
and wallets · ``market`` a coin or the market as data providers count it · ``futures``, ``options`` contracts · ``one_venue`` of one
exchange only · ``fear_greed`` the index of sentiment · ``long_liquidations``, ``short_liquidations`` a side's share of all liquidations ·
``annualised`` a rate for a year · ``one_order`` one position or trader · ``other`` something else of that name ("social dominance").
"""

Measure = Literal["level", "change", "average", "cumulative", "record", "earlier"]
"""``level`` what there is or what a period brought · ``change`` by how much it grew or shrank · ``average`` a mean over days ·
``cumulative`` since the beginning ("since launch") · ``record`` one of the largest, maybe of another day ("the most since March") ·
``earlier`` what it came from ("up from $60 billion").
"""

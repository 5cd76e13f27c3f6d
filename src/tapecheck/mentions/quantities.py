"""Amounts of coins: a figure and the asset it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from tapecheck.mentions import bounds, currencies, ranges
from tapecheck.mentions.figures import Figure, scan
from tapecheck.schema.mention import Asset, Quantity

_RULE = "quantity/1"

_BETWEEN = re.compile(
    r"(?P<blank>[ \u00a0]{1,2}|-)(?P<filler>(?:(?:worth|units?|tokens?|coins?|枚|of|more|additional)\s{1,2}){0,3})(?P<dollar>\$)?"
    r"|\s?枚\s?"
)
"""What may stand between a figure and its asset: a blank, `` $``, `` of ``, `` tokens of ``, ``枚``."""

_SMALL = 200
_TICKER = re.compile(r"[A-Z0-9]{2,10}|[a-z]{2,5}|bitcoins?|ethers?")
"""Behind its figure the span holds a ticker or a common noun ("4,710 bitcoins"), not a name ("43,514" of "43,514 Bitcoin")."""

_MEASURED = frozenset({"coin", "metal", "commodity", "share", "fund", "currency"})
_COUNTED = re.compile(
    r"[\s-]{1,2}(?:(?:[a-z]+[\s-]){0,2}?(?:addresses|wallets|etfs?|etps?|treasur(?:y|ies)|compan(?:y|ies)|firms?|funds?|dats?|holders?"
    r"|whales|miners|traders|investors|blocks?|price|prices|levels?|nodes?|validators?|applications?|transactions|trades|users"
    r"|accounts|exchanges|pairs|contracts|atms?|projects|tokens\sthat|networks?|developers|analysts|charts?))\b",
    re.IGNORECASE,
)
"""What a number before an asset counts instead of coins: ``three Ethereum addresses``, ``5 Bitcoin ETF applications``."""
_RANKED = re.compile(r"\b(?:top|first|largest|biggest|leading|other|these|those)\s{1,2}$", re.IGNORECASE)
"""``the top 100 Bitcoin treasuries`` is a count."""
_YEAR = re.compile(r"(?:19|20)\d\d")

_RATIO = re.compile(r"\s{0,1}(?:/|-(?:USD|USDT|based|backed|denominated|day|hour|month|week|year)\b)", re.IGNORECASE)


def find(text: str, assets: Sequence[Asset], *, figures: Sequence[Figure] | None = None) -> tuple[Quantity, ...]:
    """Quantities by position, never overlapping; ``unit`` is the asset's ticker, values are in whole coins.

    The span holds a ticker or common noun right behind the figure ("2,507 ETH", "4,710 bitcoins"); before a name or a
    cashtag it is only the figure ("40.78" of "40.78 Wrapped Bitcoin"). Sums in stablecoins ("10M USDC") are money.

    >>> eth = Asset(start=11, end=14, text="ETH", rule="x", symbol="ETH", asset_class="coin")
    >>> [(q.text, str(q.value), q.unit, q.bound) for q in find("Over 2,507 ETH moved", [eth])]
    [('2,507 ETH', '2507', 'ETH', 'at_least')]
    """
    figures = scan(text) if figures is None else figures
    ordered = sorted((asset for asset in assets if asset.asset_class in _MEASURED), key=lambda asset: asset.start)
    starts = [asset.start for asset in ordered]
    found: list[Quantity] = []
    for index, figure in enumerate(figures):
        if (found and figure.start < found[-1].end) or not _free(text, figure):
            continue
        asset = _asset_behind(text, figure, ordered, starts)
        if asset is not None:
            found.append(_quantity(text, figures, index, asset))
    return tuple(found)


def _free(text: str, figure: Figure) -> bool:
    if figure.cut or (figure.bare and figure.value <= figure.scale):
        return False
    if figure.start and (text[figure.start - 1].isalnum() or text[figure.start - 1] in "_#"):
        return False
    if _YEAR.fullmatch(text, figure.start, figure.end) or _RANKED.search(text, max(0, figure.start - 10), figure.start):
        return False
    return currencies.before(text, figure.start, 0) is None and currencies.after(text, figure.end) is None


def _asset_behind(text: str, figure: Figure, assets: Sequence[Asset], starts: Sequence[int]) -> Asset | None:
    at = bisect_left(starts, figure.end)
    if at == len(assets) or assets[at].start - figure.end > 24:
        return None
    asset = assets[at]
    start = asset.start
    between = _BETWEEN.fullmatch(text, figure.end, start) if start > figure.end else None
    if between is None or _RATIO.match(text, asset.end):
        return None
    if figure.scale == 1 and figure.value <= _SMALL and _COUNTED.match(text, asset.end):
        return None
    return asset


def _quantity(text: str, figures: Sequence[Figure], index: int, asset: Asset) -> Quantity:
    figure = figures[index]
    start, value, high = figure.start, figure.value, None
    if index and (low := _low_end(text, figures[index - 1], figure)) is not None:
        start, value, high = figures[index - 1].start, low, figure.value
    end = _end(text, figure, asset, is_range=high is not None)
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        rule=_RULE,
        value=value,
        value_high=high,
        bound="between" if high is not None else bounds.bound(text, start, end),
        unit=asset.symbol,
    )


def _end(text: str, figure: Figure, asset: Asset, *, is_range: bool) -> int:
    between = text[figure.end : asset.start]
    name = text[asset.start : asset.end]
    tight = between in (" ", "\u00a0") and _TICKER.fullmatch(name) is not None and not name.startswith("$")
    if "枚" in between or tight or is_range:
        return asset.end
    return figure.end


def _low_end(text: str, first: Figure, second: Figure) -> Decimal | None:
    """The low end of a range of coins, with the scale it shares: "1,000 and 10,000 BTC", "100-1K BTC", "1 to 2 million XRP"."""
    how = ranges.link(text, first.end, second.start)
    if how is None or first.cut or first.words != second.words or not _free(text, first):
        return None
    low = first.value
    if first.scale == 1 and second.scale != 1 and first.value <= second.value / second.scale and first.value < 100:
        low *= second.scale
    if low >= second.value or not ranges.is_range(text, first.start, second.end, how, low, second.value):
        return None
    return low

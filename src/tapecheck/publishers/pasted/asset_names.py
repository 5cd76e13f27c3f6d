"""Whether words name the asset of a ticker: "Bitcoin" that of BTC."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

_LONGEST_NAME = 40


def ends_with_name(words: str, ticker: str) -> bool:
    """Whether the last of the words name what the ticker stands for, or are the ticker.

    >>> ends_with_name("This week bitcoin", "BTC"), ends_with_name("Samplecoin", "SMP"), ends_with_name("Sample's", "BTC")
    (True, True, False)
    """
    tail = words[-_LONGEST_NAME:].rstrip(" (").casefold()
    last = tail.rpartition(" ")[2]
    if last == ticker.casefold() or _could_shorten(last, ticker.casefold()):
        return True
    return any(tail.endswith(name) and not tail[: -len(name)][-1:].isalnum() for name in _names().get(ticker, ()))


def _could_shorten(name: str, ticker: str) -> bool:
    """Whether the ticker's letters stand in the name, in order, from its first: most tickers are made so."""
    if len(name) <= len(ticker) or not name.isalnum() or name[0] != ticker[0]:
        return False
    letters = iter(name)
    return all(letter in letters for letter in ticker)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    lines = resources.files("tapecheck").joinpath("data/assets.jsonl").read_text(encoding="utf-8").splitlines()
    return {
        row["symbol"]: tuple(name.casefold() for name in (row["name"], *row["aliases"]))
        for row in map(json.loads, lines)
    }

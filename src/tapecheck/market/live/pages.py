"""Pages of candles, asked for one after the other: patient with an exchange that is busy, and with answers that are no candles."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from tapecheck.errors import MarketDataError
from tapecheck.market.live.exchanges import Exchange, milliseconds
from tapecheck.market.timeframes import TIMEFRAMES

T = TypeVar("T")
Candle = tuple[int, float, float, float, float, float]
"""Milliseconds since 1970, open, high, low, close, volume."""

PAGE = 1000
"""So many candles are asked for at once; an exchange that gives fewer gives fewer."""
_BROKEN = (TypeError, ValueError, KeyError, IndexError, AttributeError)
"""What ccxt's parsers raise on an answer that breaks off or is of another shape."""


class BadAnswerError(Exception):
    """An answer that is no candles; the next may be."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to wait for an exchange that does not answer: 1, 2, 4 … seconds, at most ``longest``.

    What the exchange says in ``Retry-After`` counts if it is longer.
    """

    tries: int = 7
    first: float = 1.0
    longest: float = 120.0
    sleep: Callable[[float], None] = time.sleep
    tell: Callable[[str], None] = lambda _: None

    def delay(self, attempt: int, retry_after: str | None) -> float:
        """Seconds to wait after the attempt of that number, from 0.

        >>> Patience().delay(2, None), Patience().delay(0, "30"), Patience().delay(0, "99999")
        (4.0, 30.0, 120.0)
        """
        asked = float(retry_after) if retry_after is not None and retry_after.strip().isdigit() else 0.0
        return float(min(max(self.first * 2**attempt, asked), self.longest))


def patiently(exchange: Exchange, ask: Callable[[], T], patience: Patience) -> T:
    """The answer, asked for again while the exchange is busy, out of reach or gives half an answer.

    Raises:
        MarketDataError: it does not answer, or says that the request is wrong.
    """
    import ccxt

    for attempt in range(patience.tries):
        try:
            return ask()
        except (ccxt.OperationFailed, ccxt.BadResponse, BadAnswerError, *_BROKEN) as error:
            told = _line(error)
            if attempt + 1 == patience.tries:
                break
            header = {name.casefold(): value for name, value in (exchange.last_response_headers or {}).items()}
            busy = isinstance(error, ccxt.OperationFailed)
            wait = patience.delay(attempt, header.get("retry-after") if busy else None)
            patience.tell(f"{exchange.id}: {told}; again in {wait:g} s")
            patience.sleep(wait)
        except ccxt.BaseError as error:
            raise MarketDataError(f"{exchange.id}: {_line(error)}") from error
    raise MarketDataError(f"{exchange.id}: no answer after {patience.tries} tries: {told}")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def candles(
    exchange: Exchange, symbol: str, timeframe: str, start: datetime, end: datetime, patience: Patience
) -> Iterator[list[Candle]]:
    """The finished candles that begin in ``[start, end)``, page by page, in order of time and each once.

    What the exchange has not is left out. Every page begins after the one before, so the number of requests is bounded even
    by an exchange that repeats itself.
    """
    length = round(TIMEFRAMES[timeframe].total_seconds() * 1000)
    last = min(milliseconds(end), _now(exchange, patience) - length + 1)
    since = -(-milliseconds(start) // length) * length
    fruitless = 0
    while since < last:
        page = patiently(exchange, partial(_ask, exchange, symbol, timeframe, since), patience)
        fresh = sorted({row[0]: row for row in page if since <= row[0] < last and row[0] % length == 0}.values())
        if fresh:
            fruitless = 0
            since = fresh[-1][0] + length
            yield fresh
            continue
        fruitless += 1
        if page and (fruitless > 1 or min(row[0] for row in page) >= last):
            return  # it repeats an answer, or has nothing before what lies beyond
        since += PAGE * length


def _now(exchange: Exchange, patience: Patience) -> int:
    """The exchange's own time where it tells it: a candle is finished by its clock."""
    if not exchange.has.get("fetchTime"):
        return exchange.milliseconds()
    told = patiently(exchange, exchange.fetch_time, patience)
    return told if isinstance(told, int) and told > 0 else exchange.milliseconds()


def _ask(exchange: Exchange, symbol: str, timeframe: str, since: int) -> list[Candle]:
    answer = exchange.fetch_ohlcv(symbol, timeframe, since, PAGE)
    # ccxt makes no candles at all of an answer that breaks off, as if there were none.
    try:
        json.loads(exchange.last_http_response or "")
    except ValueError:
        raise BadAnswerError("an answer that breaks off or is no JSON") from None
    if not isinstance(answer, list):
        raise BadAnswerError(f"an answer that is no list of candles: {str(answer)[:60]!r}")
    return [_candle(row) for row in answer]


def _candle(row: object) -> Candle:
    if not isinstance(row, list) or len(row) < 6 or not isinstance(row[0], int):
        raise BadAnswerError(f"a row that is no candle: {str(row)[:60]!r}")
    try:
        opened, high, low, close, volume = (float(one) for one in (*row[1:5], row[5] or 0))
    except (TypeError, ValueError):
        raise BadAnswerError(f"a row that is no candle: {str(row)[:60]!r}") from None
    return row[0], opened, high, low, close, volume

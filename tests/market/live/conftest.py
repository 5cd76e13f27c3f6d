"""A server on this machine that speaks the REST endpoints of two exchanges, and misbehaves when told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

HOUR = 3_600_000
FIRST = round(datetime(2026, 1, 5, tzinfo=UTC).timestamp() * 1000)
"""The candles begin here: one an hour, from 100 on, each a dollar higher."""

Answer = tuple[int, dict[str, str], bytes]
Trick = Callable[[bytes], Answer | None]
"""Answers in place of the server, given the honest answer; ``None``: never (the client waits until it gives up)."""


@dataclass
class Stage:
    """What the server has and does. ``tricks`` are played on the next requests for candles, one each."""

    hours: int = 30
    page: int = 10
    missing: set[int] = field(default_factory=set)
    twice: bool = False
    tricks: list[Trick] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def now(self) -> int:
        """The exchange's clock: half an hour into the last candle."""
        return FIRST + self.hours * HOUR - HOUR // 2

    def candles(self, since: int) -> list[list[Any]]:
        """One page as Binance writes it, numbers as text."""
        rows = []
        for hour in range(max(0, -(-(since - FIRST) // HOUR)), self.hours):
            if hour not in self.missing and len(rows) < self.page:
                at, price = FIRST + hour * HOUR, 100 + hour
                prices = [f"{price}.10000000", f"{price + 2}.00", f"{price - 1}.00", f"{price + 1}.00"]
                row = [at, *prices, "1.5", at + HOUR - 1, "0", 9, "0", "0", "0"]
                rows += [row, row] if self.twice else [row]
        return rows


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A running server; its address is ``stage.url``."""
    played = Stage()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(played))
    played.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield played
    server.shutdown()
    server.server_close()


def _handler(stage: Stage) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            told = {name: values[0] for name, values in query.items()}
            body = json.dumps(_answer(stage, path, told)).encode()
            answer: Answer | None = (200, {}, body)
            if path.endswith(("/klines", "/OHLC")):
                stage.asked.append(told)
                if stage.tricks:
                    answer = stage.tricks.pop(0)(body)
            if answer is None:
                threading.Event().wait(1.0)
                return
            status, headers, content = answer
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _answer(stage: Stage, path: str, told: dict[str, str]) -> object:
    match path.rpartition("/")[2]:
        case "exchangeInfo":
            return {
                "timezone": "UTC",
                "serverTime": stage.now,
                "symbols": [_binance_market("BTC"), _binance_market("ETH")],
            }
        case "time":
            return {"serverTime": stage.now}
        case "klines":
            return stage.candles(int(told.get("startTime", FIRST)))
        case "AssetPairs":
            return {"error": [], "result": {"XBTUSDT": _kraken_market()}}
        case "Assets":
            return {"error": [], "result": {}}
        case "Time":
            return {"error": [], "result": {"unixtime": stage.now // 1000, "rfc1123": ""}}
        case "OHLC":
            rows = stage.candles(int(told.get("since", "0")) * 1000 + HOUR)
            return {
                "error": [],
                "result": {"XBTUSDT": [[r[0] // 1000, *r[1:5], "0", r[5], 3] for r in rows], "last": 0},
            }
        case _:
            return {}


def _binance_market(coin: str) -> dict[str, object]:
    return {
        "symbol": f"{coin}USDT", "status": "TRADING", "baseAsset": coin, "quoteAsset": "USDT", "baseAssetPrecision": 8,
        "quotePrecision": 8, "quoteAssetPrecision": 8, "orderTypes": [], "isSpotTradingAllowed": True,
        "isMarginTradingAllowed": False, "permissions": ["SPOT"], "permissionSets": [["SPOT"]],
        "filters": [{"filterType": "PRICE_FILTER", "minPrice": "0.01", "maxPrice": "1000000", "tickSize": "0.01"},
                    {"filterType": "LOT_SIZE", "minQty": "0.00001", "maxQty": "9000", "stepSize": "0.00001"}],
    }  # fmt: skip


def _kraken_market() -> dict[str, object]:
    return {
        "altname": "XBTUSDT", "wsname": "XBT/USDT", "aclass_base": "currency", "base": "XXBT", "aclass_quote": "currency",
        "quote": "USDT", "lot": "unit", "cost_decimals": 5, "pair_decimals": 1, "lot_decimals": 8, "lot_multiplier": 1,
        "leverage_buy": [], "leverage_sell": [], "fees": [[0, 0.4]], "fees_maker": [[0, 0.25]], "fee_volume_currency": "ZUSD",
        "margin_call": 80, "margin_stop": 40, "ordermin": "0.0001", "costmin": "0.5", "tick_size": "0.1", "status": "online",
    }  # fmt: skip

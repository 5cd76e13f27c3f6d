"""Fetching from an exchange that is a server on this machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("ccxt")

from tests.market.live.conftest import Answer, Stage

from tapecheck.errors import ConfigError, MarketDataError
from tapecheck.market import MarketStore
from tapecheck.market.live import Fetched, Patience, fetch, open_exchange
from tapecheck.market.plan import Request

START = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
MONTH = START + timedelta(days=31)


def run(
    stage: Stage, store: MarketStore, folder: Path, *, exchange: str = "binance", symbol: str = "BTC/USDT", end: datetime = MONTH,
    waited: list[float] | None = None, tries: int = 7,
) -> list[Fetched]:  # fmt: skip
    opened = open_exchange(exchange, base_url=stage.url, timeout_ms=300)
    opened.enableRateLimit = False  # type: ignore[attr-defined]
    patience = Patience(sleep=(waited if waited is not None else []).append, tries=tries)
    return list(fetch(opened, [Request(symbol, "1h", START, end)], store, folder, patience))


def count(store: MarketStore) -> int:
    return sum(held.count for held in store.inventory().holdings)


@pytest.mark.parametrize("exchange", ["binance", "kraken"])
def test_page_by_page_up_to_the_last_finished_candle(
    exchange: str, stage: Stage, store: MarketStore, tmp_path: Path
) -> None:
    (one,) = run(stage, store, tmp_path, exchange=exchange)
    assert (one.report.new, one.lacking) == (29, 0)
    assert len(stage.asked) == 3
    (held,) = store.inventory().holdings
    assert (held.what, held.timeframe, held.source, held.first, held.last) == (
        "BTC/USDT",
        "1h",
        exchange,
        START,
        START + 29 * HOUR,
    )
    found = store.price_at("BTC", START + 3 * HOUR)
    assert found is not None
    assert (found.open, found.high) == (Decimal("103.1"), Decimal(105))
    document = json.loads(one.path.read_text("utf-8"))
    assert (document["exchange"], len(document["candles"])) == (exchange, 29)


def status(code: int, **headers: str) -> list[object]:
    def trick(_: bytes) -> Answer:
        return code, {name.replace("_", "-"): value for name, value in headers.items()}, b'{"code":-1003,"msg":"busy"}'

    return [trick]


@pytest.mark.parametrize(
    ("tricks", "waits"),
    [
        (status(429, Retry_After="30"), [30.0]),
        (status(418) + status(418), [1.0, 2.0]),
        (status(503), [1.0]),
        ([lambda body: (200, {}, body[: len(body) // 2])], [1.0]),
        ([lambda _: (200, {}, b"")], [1.0]),
        ([lambda _: None], [1.0]),
    ],
    ids=["429", "418 twice", "503", "half an answer", "nothing", "no answer"],
)
def test_a_busy_or_broken_exchange_is_asked_again(
    tricks: list[object], waits: list[float], stage: Stage, store: MarketStore, tmp_path: Path
) -> None:
    waited: list[float] = []
    stage.tricks += tricks  # type: ignore[arg-type]
    run(stage, store, tmp_path, waited=waited)
    assert (waited, count(store)) == (waits, 29)


def test_it_gives_up_and_keeps_what_came_before(stage: Stage, store: MarketStore, tmp_path: Path) -> None:
    stage.tricks += [lambda body: (200, {}, body), *(status(503) * 3)]  # type: ignore[list-item]
    with pytest.raises(MarketDataError, match="no answer after 3 tries"):
        run(stage, store, tmp_path, tries=3)
    assert count(store) == 10
    run(stage, store, tmp_path)
    assert count(store) == 29


def test_an_interruption_leaves_what_came_before_in_the_store(stage: Stage, store: MarketStore, tmp_path: Path) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    stage.tricks += [lambda body: (200, {}, body), *status(503)]  # type: ignore[list-item]
    opened = open_exchange("binance", base_url=stage.url, timeout_ms=300)
    with pytest.raises(KeyboardInterrupt):
        list(fetch(opened, [Request("BTC/USDT", "1h", START, MONTH)], store, tmp_path, Patience(sleep=interrupt)))
    assert count(store) == 10


def test_it_goes_on_where_the_store_ends_and_fills_gaps(stage: Stage, store: MarketStore, tmp_path: Path) -> None:
    stage.missing = {4, 5}
    (one,) = run(stage, store, tmp_path, end=START + 12 * HOUR)
    assert (one.report.new, one.lacking) == (10, 2)
    stage.missing = set()
    stage.asked.clear()
    assert [one.report.new for one in run(stage, store, tmp_path)] == [2, 17]
    assert int(stage.asked[0]["startTime"]) == round((START + 4 * HOUR).timestamp() * 1000)
    assert (count(store), store.inventory().holdings[0].gaps) == (29, ())
    assert run(stage, store, tmp_path) == []


def test_candles_told_twice_are_stored_once(stage: Stage, store: MarketStore, tmp_path: Path) -> None:
    stage.twice = True
    run(stage, store, tmp_path)
    assert count(store) == 29


def test_an_exchange_that_repeats_itself_is_left(stage: Stage, store: MarketStore, tmp_path: Path) -> None:
    first = json.dumps(stage.candles(0)).encode()
    stage.tricks += [lambda _: (200, {}, first)] * 5
    run(stage, store, tmp_path, end=MONTH)
    assert count(store) >= 10
    assert len(stage.asked) <= 6


def test_what_the_exchange_has_not_is_said_with_what_is_near(stage: Stage, store: MarketStore, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such market; near it: BTC/USDT"):
        run(stage, store, tmp_path, symbol="BTC/USDTT")
    with pytest.raises(ConfigError, match="ccxt knows no such exchange; near it: binance"):
        open_exchange("binence")
    assert count(store) == 0


def test_a_refused_request_is_not_repeated(stage: Stage, store: MarketStore, tmp_path: Path) -> None:
    stage.tricks.append(lambda _: (400, {}, b'{"code":-1121,"msg":"Invalid symbol."}'))
    waited: list[float] = []
    with pytest.raises(MarketDataError, match="Invalid symbol"):
        run(stage, store, tmp_path, waited=waited)
    assert waited == []


def test_the_command_fetches_and_goes_on(stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from typer.testing import CliRunner

    from tapecheck.cli.app import app

    store = tmp_path / "tape.duckdb"
    told = [
        "market",
        "fetch",
        "--market",
        str(store),
        "--base-url",
        stage.url,
        "--since",
        "2026-01-05",
        "--until",
        "2026-01-06T02:00",
    ]
    first = CliRunner().invoke(app, [*told, "--symbols", "BTC/USDT,ETH/USDT"])
    assert first.exit_code == 0, first.output
    assert "BTC/USDT 1h: 26 new candles, 2026-01-05 00:00 to 2026-01-06 01:00" in first.output
    assert len(list((tmp_path / "tape.duckdb.fetched").iterdir())) == 2
    again = CliRunner().invoke(app, [*told, "--symbols", "BTC/USDT,ETH/USDT"])
    assert (again.exit_code, again.output) == (0, "")
    for wrong, words in {"--symbols=BTC/XYZ": "no such market", "--timeframe=7m": "not known"}.items():
        ended = CliRunner().invoke(app, [*told, "--symbols", "BTC/USDT", wrong])
        assert ended.exit_code == 2
        assert words in ended.output + ended.stderr

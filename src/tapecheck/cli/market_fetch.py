"""``tapecheck market fetch``: candles from an exchange into a store."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import clear_errors
from tapecheck.cli.market_plan import planned
from tapecheck.cli.times import instant
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tapecheck.market.live import Exchange, Patience
    from tapecheck.market.plan import Request

Store = Annotated[Path, typer.Option("--market", metavar="STORE", help="The store; it is made if it is missing.")]
Name = Annotated[str, typer.Option("--exchange", metavar="NAME", help="The exchange, by its ccxt id.")]
Symbols = Annotated[str | None, typer.Option("--symbols", metavar="PAIRS", help="BTC/USDT,ETH/USDT")]
Timeframe = Annotated[str, typer.Option("--timeframe", metavar="LENGTH", help="Length of a candle.")]
Since = Annotated[str | None, typer.Option("--since", metavar="TIME", help="ISO 8601; without a zone UTC.")]
Until = Annotated[str | None, typer.Option("--until", metavar="TIME", help="The default is now.")]
For = Annotated[
    Path | None, typer.Option("--for", metavar="RESULTS", help="Just what the records of this export need.")
]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", metavar="URL", help="A proxy that speaks the exchange's REST endpoints.")
]


def fetch(
    market: Store,
    exchange: Name = "binance",
    symbols: Symbols = None,
    timeframe: Timeframe = "1h",
    since: Since = None,
    until: Until = None,
    results: For = None,
    base_url: BaseUrl = None,
) -> None:
    """Fetch finished candles through ccxt; what the store has already is not asked for again."""
    with clear_errors():
        from tapecheck.market import MarketStore
        from tapecheck.market.live import Patience, open_exchange
        from tapecheck.market.live import fetch as fetch_into

        if (results is None) == (symbols is None):
            raise ConfigError("give either --symbols with --since, or --for RESULTS")
        if not market.absolute().parent.is_dir():
            raise ConfigError(f"--market {market}: no such folder: {market.absolute().parent}")
        opened = open_exchange(exchange, base_url=base_url)
        patience = Patience(tell=_tell)
        if results is not None:
            known = market if market.is_file() else None
            wanted = _offered(opened, planned([results], known, "USDT"), patience)
        else:
            wanted = _requests(symbols or "", timeframe, since, until)
        folder = market.with_name(f"{market.name}.fetched")
        with MarketStore.open(market, create=True) as store:
            for one in fetch_into(opened, wanted, store, folder, patience):
                lacking = f", {one.lacking:,} missing at the exchange" if one.lacking else ""
                typer.echo(
                    f"{one.request.symbol} {one.request.timeframe}: {one.report.new:,} new candles, "
                    f"{one.report.first:%Y-%m-%d %H:%M} to {one.report.last:%Y-%m-%d %H:%M}{lacking}; {one.path}"
                )


def _requests(symbols: str, timeframe: str, since: str | None, until: str | None) -> tuple[Request, ...]:
    from tapecheck.market.plan import Request, joined
    from tapecheck.market.timeframes import TIMEFRAMES

    if since is None:
        raise ConfigError("--since: from when, as in --since 2026-01-01")
    if timeframe not in TIMEFRAMES:
        raise ConfigError(f"--timeframe {timeframe}: not known; known: {', '.join(TIMEFRAMES)}")
    start, end = instant(since, "--since"), datetime.now(UTC) if until is None else instant(until, "--until")
    if start >= end:
        raise ConfigError(f"--since {since}: not before {until or 'now'}")
    names = [name.strip() for name in symbols.split(",") if name.strip()]
    return joined(Request(name, timeframe, start, end) for name in names)


def _offered(exchange: Exchange, wanted: Sequence[Request], patience: Patience) -> tuple[Request, ...]:
    """The requests for markets that the exchange has; the others are told."""
    from tapecheck.market.live.pages import patiently

    patiently(exchange, exchange.load_markets, patience)
    markets = exchange.markets or {}
    for symbol in dict.fromkeys(one.symbol for one in wanted if one.symbol not in markets):
        _tell(f"{exchange.id} has no market {symbol}; it is left out")
    return tuple(one for one in wanted if one.symbol in markets)


def _tell(line: str) -> None:
    typer.echo(f"tapecheck: {line}", err=True)

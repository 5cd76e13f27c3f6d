"""Articles and a store for charts: all figures, texts and market data are invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tapecheck.market import MarketStore
from tapecheck.records import AnyRecord, Liquidation, PercentMove, Price, Result, Superlative, check
from tapecheck.report.charts import Chart
from tapecheck.schema.article import Article
from tapecheck.schema.base import Span
from tapecheck.schema.record import Provenance, TimeWindow
from tapecheck.schema.result import ArticleResult, Versions
from tapecheck.schema.verdict import Evidence, Verdict

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
PUBLISHED = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
HOUR = timedelta(hours=1)
_MISSING = range(176, 182)
"""Hours of January 12 without candles: from 08:00 to 14:00."""
_TINY = Decimal("0.0000120")


def _place(exact: str = "x") -> Provenance:
    span = Span(start=0, end=len(exact))
    return Provenance(text=span, source=span, exact=exact, prefix="", suffix="", sentence=span, rule="r/1")


class Made:
    """Records of the kinds that are drawn, each with an id of its own, and an article around them."""

    published_at = PUBLISHED

    def __init__(self, market: MarketStore) -> None:
        self.market = market
        self.count = 0

    def _usual(self, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        self.count += 1
        usual: dict[str, Any] = {
            "id": f"{kind}{self.count}",
            "provenance": _place(fields.pop("exact", "x")),
            "asset": "BTC",
            "bound": "exact",
            "modality": "asserted",
        }
        return usual | fields

    def price(self, value: str, high: str | None = None, **fields: Any) -> Price:
        more = {"currency": "USD", "role": "quote", "value_high": high and Decimal(high), **fields}
        return Price(value=Decimal(value), **self._usual("price", more))

    def move(self, value: str, **fields: Any) -> PercentMove:
        more = {"metric": "price", "window": "24h", **fields}
        return PercentMove(value=Decimal(value), **self._usual("move", more))

    def liquidation(self, value: str, **fields: Any) -> Liquidation:
        more = {"currency": "USD", "side": None, "venue": None, "window": "24h", "source": None, **fields}
        return Liquidation(value=Decimal(value), **self._usual("liquidation", more))

    def superlative(self, form: str, **fields: Any) -> Superlative:
        return Superlative(**self._usual("superlative", {"metric": "price", "form": form, **fields}))

    def observed(self, record: AnyRecord, name: str, value: str, at: datetime, **times: datetime) -> AnyRecord:
        """The record with the verdict that this figure was seen at this moment."""
        evidence = Evidence(
            source="s",
            symbol="BTC/USDT",
            timeframe="1d",
            start=MONDAY,
            end=PUBLISHED,
            times={name: at, **times},
            dataset_sha256="0",
        )
        verdict = Verdict(label="SUPPORTED", reason="Seen.", observed={name: Decimal(value)}, evidence=evidence)
        return record.model_copy(update={"verdict": verdict})

    def time(self, start: datetime, end: datetime) -> TimeWindow:
        return TimeWindow(start=start, end=end, text="then")

    def result(self, *records: AnyRecord, published_at: datetime | None = PUBLISHED, checked: bool = True) -> Result:
        """The article with the records, checked against the store as a run does it, but for those that have a verdict."""
        article = Article(id="a", text="x", body="x", source_sha256="0" * 64, published_at=published_at, blocks=())
        done = records
        if checked:
            done = tuple(
                record.model_copy(update={"verdict": record.verdict or check(record, self.market, published_at)})
                for record in records
            )
        return ArticleResult(article=article, records=done, versions=Versions(tapecheck="0", settings="0"))


@pytest.fixture(scope="package")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MarketStore]:
    """Two weeks of hours: bitcoin rises from $90,000 by $20 an hour, with a gap; SHIB stays at fractions of a cent."""
    folder = tmp_path_factory.mktemp("charts")
    with MarketStore.in_memory() as store:
        for path in (_candles(folder), _liquidations(folder)):
            store.import_file(path)
        yield store


def _candles(folder: Path) -> Path:
    path = folder / "binance_spot_1h.csv"
    lines = ["symbol,open_time,open,high,low,close,volume"]
    for hour in range(14 * 24):
        time, price = f"{MONDAY + HOUR * hour:%Y-%m-%dT%H:%M:%SZ}", 90_000 + 20 * hour
        if hour not in _MISSING:
            lines.append(f"BTCUSDT,{time},{price},{price + 50},{price - 30},{price + 20},1")
        lines.append(f"SHIBUSDT,{time},{_TINY:f},{_TINY * 2:f},{_TINY / 2:f},{_TINY:f},1")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _liquidations(folder: Path) -> Path:
    path = folder / "coinglass_liquidations.csv"
    lines = ["time,coin,interval,exchanges,long_usd,short_usd"]
    lines += [
        f'{MONDAY + HOUR * hour:%Y-%m-%dT%H:%M:%SZ},BTC,1h,"Binance,Bybit,OKX",1000000,2000000'
        for hour in range(14 * 24)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def made(market: MarketStore) -> Made:
    """Makes records and results."""
    return Made(market)


class Drawing:
    """The parsed drawing of a chart."""

    def __init__(self, chart: Chart) -> None:
        self.root = ElementTree.fromstring(chart.svg)

    def of_class(self, name: str) -> list[ElementTree.Element]:
        return [one for one in self.root.iter() if name in one.get("class", "").split()]

    def claim(self, record: AnyRecord) -> ElementTree.Element:
        """The link of a record."""
        (found,) = [one for one in self.root.iter("a") if one.get("data-record") == record.id]
        return found

    def label(self, record: AnyRecord) -> str:
        return self.claim(record).findall("text")[-1].text or ""

    def lines(self, record: AnyRecord) -> list[tuple[float, float, float]]:
        """The level lines of a record: how far down, and from where to where in percent across."""
        own = [one for one in self.claim(record).iter("line") if one.get("class") is None]
        return [(float(one.attrib["y1"]), *(float(one.get(x, "0").rstrip("%")) for x in ("x1", "x2"))) for one in own]

    def ticks(self) -> dict[str, float]:
        """How far down the named prices are, by their names."""
        return {one.text or "": float(one.attrib["y"]) + 3 for one in self.of_class("chart__tick--price")}


@pytest.fixture
def drawn() -> Callable[[Chart], Drawing]:
    """Parses a chart."""
    return Drawing

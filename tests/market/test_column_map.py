"""Files in no known layout, read with a map of their columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tapecheck.errors import ConfigError, MarketDataError
from tapecheck.market import ImportOptions, MarketStore
from tapecheck.market.sources.column_map import column_map
from tapecheck.market.sources.layout import Told

JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)
FLOWS = """
table = "series"
[columns]
time = "Day"
value = "Net (US$m)"
[constants]
source = "desk"
name = "etf_flow"
asset = "BTC"
unit = "USD"
[multiply]
value = 1000000
"""
PAIRS = 'open_time=Date,open=Open,high=High,low=Low,close=Last,source="desk",venue="Kraken"'


def test_a_map_in_a_file(tmp_path: Path, candle_file: Callable[..., Path], store: MarketStore) -> None:
    path = tmp_path / "flows.toml"
    path.write_text(FLOWS, encoding="utf-8")
    data = candle_file("flows.csv", "2026-01-05,-12.5,x", "2026-01-06,3,y", header="Day,Net (US$m),Note")
    report = store.import_file(data, options=ImportOptions(columns=column_map(str(path))))
    assert (report.layout, report.new, report.bad) == ("columns", 2, 0)
    (first, _) = store.series_between("etf_flow", "BTC", JAN_5, JAN_5 + timedelta(days=2))
    assert (first.value, first.unit, first.source) == (Decimal(-12500000), "USD", "desk")


def test_the_example_of_the_docs_can_be_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "market-data.md").read_text("utf-8")
    path = tmp_path / "flows.toml"
    path.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert column_map(str(path)).multiply == {"value": Decimal(1_000_000)}
    pairs = page.split("--columns '")[1].split("'")[0]
    assert column_map(pairs).constants == {"source": "desk", "venue": "Kraken"}


def test_a_map_in_json_says_the_same(tmp_path: Path) -> None:
    toml, json = tmp_path / "a.toml", tmp_path / "a.json"
    toml.write_text('table = "candles"\n[columns]\nopen = "Open"\n[multiply]\nopen = 0.01\n', encoding="utf-8")
    json.write_text('{"table": "candles", "columns": {"open": "Open"}, "multiply": {"open": 0.01}}', encoding="utf-8")
    assert column_map(str(toml)) == column_map(str(json))


def test_pairs_and_what_the_options_tell(candle_file: Callable[..., Path], store: MarketStore) -> None:
    data = candle_file("mine.csv", "2026-01-05,1,2,0.5,1.5", "2026-01-06,1,2,x,1.5", header="Date,Open,High,Low,Last")
    options = ImportOptions(told=Told(symbol="SOL-USD", timeframe="1d"), columns=column_map(PAIRS))
    report = store.import_file(data, options=options)
    assert (report.new, report.bad) == (1, 1)
    assert report.bad_examples[0].endswith("line 3: column Low: 'x' is not a number")
    (held,) = store.inventory().holdings
    assert (held.what, held.venue, held.source, held.timeframe) == ("SOL/USD", "Kraken", "desk", "1d")


def test_a_wrong_unit_is_a_bad_row(candle_file: Callable[..., Path], store: MarketStore) -> None:
    pairs = 'table="series",time=day,value=flow,unit=unit,name="etf_flow",asset="BTC",source="desk"'
    data = candle_file("flows.csv", "2026-01-05,1,USD", "2026-01-06,2,BTC", header="day,flow,unit")
    report = store.import_file(data, options=ImportOptions(columns=column_map(pairs)))
    assert (report.new, report.bad) == (1, 1)
    assert report.bad_examples[0].endswith("line 3: column unit: BTC is not USD, the unit of etf_flow")


def test_what_a_map_leaves_open_is_named(candle_file: Callable[..., Path], store: MarketStore) -> None:
    data = candle_file("mine.csv", "2026-01-05,1,2,0.5,1.5", header="Date,Open,High,Low,Last")
    with pytest.raises(MarketDataError, match="nothing is given for symbol, timeframe of table candles"):
        store.import_file(data, options=ImportOptions(columns=column_map(PAIRS)))


def test_a_column_that_the_file_lacks(candle_file: Callable[..., Path], store: MarketStore) -> None:
    data = candle_file("mine.csv", "2026-01-05,1,2,0.5", header="Date,Open,High,Low")
    with pytest.raises(MarketDataError, match="--columns names 'Last', which it lacks; columns found: Date, Open"):
        store.import_file(data, options=ImportOptions(columns=column_map(PAIRS)))


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ("open", "neither name=column nor"),
        ("open=a=b", "neither name=column nor"),
        ("price=Close", "table candles has no column 'price'"),
        ('table="trades",open=a', "no table 'trades'"),
        ('open="1"', "open can't be a constant"),
        ("none.toml", "No such file"),
        ("none.json", "No such file"),
    ],
)
def test_maps_that_are_none(given: str, cause: str) -> None:
    with pytest.raises(ConfigError, match=cause):
        column_map(given)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("table = [", "map.toml"),
        ("table = 7", "needs table"),
        ("[rows]\na = 1", "unknown part 'rows'"),
        ("[columns]\nopen = 7", "columns must be names with texts"),
        ('[columns]\nopen = "O"\n[multiply]\nopen = "x"', "multiply must be names with numbers"),
        ('[columns]\nopen = "O"\n[multiply]\nopen = inf', "between 1e-9 and 1e12"),
        ('[columns]\nopen = "O"\n[multiply]\nclose = 2', "no column of numbers is given for it"),
        ("#" * 70_000, "more than 65536 bytes"),
    ],
)
def test_map_files_that_are_none(text: str, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=cause):
        column_map(str(path))

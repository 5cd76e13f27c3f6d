"""The contract of every ready-made question: it says what it answers, it runs, and its columns are those that its head lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tapecheck.corpus.answers.ready import read, ready_made
from tapecheck.errors import ConfigError
from tapecheck.market import MarketStore

Corpus = Any
NAMES = sorted(ready_made())


@pytest.fixture
def market(tmp_path: Path) -> Path:
    path = tmp_path / "tape.duckdb"
    MarketStore.open(path, create=True).close()
    return path


def test_which_there_are() -> None:
    assert NAMES == ["conflicts", "liquidations", "most-quoted", "refuted"]


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_with_its_defaults_and_has_the_columns_of_its_head(corpus: Corpus, market: Path, name: str) -> None:
    ready = ready_made()[name]
    with corpus.tables(market) as tables:
        answer = ready.ask(tables, {})
        assert [column.name for column in answer.columns] == list(ready.columns)
        assert list(answer.rows) == []


@pytest.mark.parametrize("name", NAMES)
def test_its_example_uses_settings_that_it_has(name: str) -> None:
    ready = ready_made()[name]
    words = ready.example.split()
    assert words[:4] == ["tapecheck", "query", "OUT", name]
    given = [words[index + 1].partition("=")[0] for index, word in enumerate(words) if word == "--set"]
    assert set(given) <= {setting.name for setting in ready.settings}
    assert ("--market" in words) == ready.needs_market
    assert ready.about.endswith(".")
    assert all(setting.about.endswith(".") for setting in ready.settings)


def test_a_setting_that_there_is_not_and_market_data_that_are_missing(corpus: Corpus) -> None:
    with corpus.tables() as tables:
        with pytest.raises(
            ConfigError, match="--set most: refuted has no such setting; it has: least, kind, since, until"
        ):
            ready_made()["refuted"].ask(tables, {"most": "1"})
        with pytest.raises(ConfigError, match="liquidations needs market data: add --market STORE"):
            ready_made()["liquidations"].ask(tables, {})


def test_a_head_that_lacks_something() -> None:
    whole = (
        "-- What.\n-- set since = : from.\n-- set least = 3: so many.\n-- column a: it\n-- example: x\nSELECT 1 AS a"
    )
    ready = read("x", whole)
    assert [(one.name, one.default) for one in ready.settings] == [("since", None), ("least", "3")]
    for line in ("-- What.\n", "-- column a: it\n", "-- example: x\n"):
        with pytest.raises(ValueError, match=r"x.sql: its head must say"):
            read("x", whole.replace(line, ""))

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from tapecheck import registry as registry_module
from tapecheck.errors import ConfigError
from tapecheck.registry import Registry


def test_names_keep_their_order_and_load_on_use() -> None:
    parts: Registry[object] = Registry("part", [("b", "json:loads"), ("a", "json:dumps")])
    assert parts.names() == ("b", "a")
    assert parts.load("a") is __import__("json").dumps


def test_nothing_is_imported_before_load() -> None:
    assert Registry[object]("part", [("ghost", "no_such_module_here:x")]).names() == ("ghost",)


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(ConfigError, match="no market source is called 'kraken'; there is: csv, parquet"):
        Registry[object]("market source", [("csv", "json:loads"), ("parquet", "json:dumps")]).load("kraken")


def test_a_duplicate_raises() -> None:
    with pytest.raises(ConfigError, match="'csv' is there twice: json:loads and json:dumps"):
        Registry[object]("part", [("csv", "json:loads"), ("csv", "json:dumps")]).names()


@pytest.mark.parametrize("location", ["no_such_module_here:x", "json:no_such_name", ""])
def test_a_part_that_cannot_be_loaded_says_where_it_was_to_be(location: str) -> None:
    with pytest.raises(ConfigError, match="can't be loaded from"):
        Registry[object]("part", [("ghost", location)]).load("ghost")


def test_entry_points_follow_and_may_not_replace(monkeypatch: pytest.MonkeyPatch) -> None:
    points = EntryPoints([EntryPoint("zeta", "json:loads", "g"), EntryPoint("alpha", "json:dumps", "g")])
    monkeypatch.setattr(registry_module, "entry_points", lambda group: points.select(group=group))
    assert Registry[object]("part", [("own", "json:load")], group="g").names() == ("own", "alpha", "zeta")
    with pytest.raises(ConfigError, match="'zeta' is there twice"):
        Registry[object]("part", [("zeta", "json:load")], group="g").names()

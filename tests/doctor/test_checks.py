"""Each check finds what is wrong, says what to do, and never breaks the others."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tapecheck import doctor, models
from tapecheck.doctor import Finding, examination, packages, store, surroundings, trained
from tapecheck.market import MarketStore

Tapecheck = Callable[..., Any]


def by_check(findings: Any) -> dict[str, Finding]:
    return {one.check: one for one in findings}


def test_a_store_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "text.duckdb"
    path.write_text("no database", "utf-8")
    (found,) = store.store(path, datetime.now(UTC))
    assert (found.status, found.check) == ("error", "market")


def test_a_store_is_old_by_the_time_that_is_told(tape: Path) -> None:
    with MarketStore.open(tape) as opened:
        last = max(one.last for one in opened.inventory().holdings)
    assert by_check(store.store(tape, last + timedelta(days=30)))["market"].status == "ok"
    old = by_check(store.store(tape, last + timedelta(days=31)))["market"]
    assert (old.status, "31 days ago" in old.found) == ("warning", True)


def test_an_empty_store(tmp_path: Path) -> None:
    path = tmp_path / "tape.duckdb"
    MarketStore.open(path, create=True).close()
    (found,) = store.store(path, datetime.now(UTC))
    assert (found.status, found.fix) == ("warning", f"tapecheck market import FILE… --market {path}")


def test_gaps_are_counted(tmp_path: Path) -> None:
    path, candles = tmp_path / "tape.duckdb", tmp_path / "BTCUSDT-1h-2026-01.csv"
    hours = [hour for hour in range(24) if hour not in (5, 6, 12)]
    rows = "".join(f"2026-01-13 {hour:02}:00:00,96000,97500,95000,96000,10\n" for hour in hours)
    candles.write_text(f"open_time,open,high,low,close,volume\n{rows}", "utf-8")
    with MarketStore.open(path, create=True) as opened:
        opened.import_file(candles)
    holding = list(store.store(path, datetime(2026, 1, 14, tzinfo=UTC)))[1]
    assert "2 gaps, 3 intervals missing" in holding.found
    assert holding.fix == f"where they are: tapecheck market info --gaps --market {path}"


def test_a_package_that_is_broken_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken_example.py").write_text("raise RuntimeError('half\\ninstalled')", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(packages, "_IMPORTED", ("broken_example",))
    (found,) = packages.needed()
    assert (found.status, found.found) == ("error", "broken_example can't be imported: RuntimeError: half installed")


def test_extras_that_are_missing_or_old_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"ray": "1.0", "ccxt": None, "pandas": None, "polars": "1.5", "pyarrow": "17"}
    monkeypatch.setattr(packages, "installed", lambda name: there.get(name, "999"))
    found = by_check(packages.extras())
    assert (found["extra ray"].status, found["extra ray"].fix) == ("warning", "pip install 'tapecheck[ray]'")
    assert found["extra ray"].found.startswith("ray 1.0 does not fit >=2.40")
    assert (found["extra live"].status, found["extra live"].fix) == ("ok", "pip install 'tapecheck[live]'")
    assert found["extra tables"].status == "warning"
    assert found["extra warc"].status == "ok"


def test_an_extra_of_which_only_a_smaller_one_is_there_is_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "installed", lambda name: None if name == "psycopg" else "999")
    found = by_check(packages.extras())
    assert (found["extra tables"].status, found["extra postgres"].status) == ("ok", "ok")
    assert found["extra postgres"].found.startswith("not installed: psycopg;")


def test_a_needed_package_that_is_missing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "installed", lambda name: None if name == "rich" else "999")
    monkeypatch.setattr(packages, "_IMPORTED", ())
    assert [one.found for one in packages.needed() if one.status == "error" and "rich" in one.found] == [
        "rich is not installed"
    ]


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "a-model"
    folder.mkdir()
    (folder / "config.json").write_text("{}", "utf-8")
    monkeypatch.setattr(trained, "folder_of", lambda _: folder)
    return folder


def test_a_model_that_is_not_the_one_that_was_measured(model: Path) -> None:
    metrics = model / "metrics.json"
    assert trained._model("a-model", "does things", lambda _: None).status == "ok"
    metrics.write_text(json.dumps({"sha256": models.digest(model)}), "utf-8")
    assert trained._model("a-model", "does things", lambda _: None).status == "ok"
    (model / "config.json").write_text('{"other": 1}', "utf-8")
    found = trained._model("a-model", "does things", lambda _: None)
    assert (found.status, "is not the model that was measured" in found.found) == ("error", True)


def test_a_model_that_can_not_be_read(model: Path) -> None:
    found = trained._model("a-model", "does things", trained._weights)
    assert (found.status, found.found.startswith("can't be read: ")) == ("error", True)


def test_a_model_that_is_not_installed_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trained, "folder_of", lambda _: None)
    assert {one.status for one in trained.models()} == {"warning"}


def test_a_publisher_that_can_not_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapecheck.registry import Registry

    registry: Any = Registry("publisher", [("fine", "posixpath:join"), ("lost", "no_such_module:PUBLISHER")])
    monkeypatch.setattr(trained, "PUBLISHERS", registry)
    (found,) = trained.publishers()
    assert found.status == "error"
    assert found.found.startswith("lost: publisher 'lost' can't be loaded from 'no_such_module:PUBLISHER'")


def test_temporary_files_that_can_not_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    (found,) = surroundings.folders()
    assert (found.status, found.found) == ("error", "can't be written: Permission denied")


def test_a_terminal_that_knows_no_unicode(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="latin-1") as out:
        monkeypatch.setattr(sys, "stdout", out)
        found = by_check(surroundings.terminal())
    assert found["encoding"].status == "warning"
    assert "PYTHONUTF8=1" in (found["encoding"].fix or "")


def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "_CHECKS", ("nowhere:lost", "packages:python"))
    broken, python = doctor.examine()
    assert (broken.check, broken.status) == ("lost", "error")
    assert broken.found.startswith("the check broke: ModuleNotFoundError: ")
    assert (python.check, python.status) == ("python", "ok")

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tapecheck.corpus.answers.opening import opened
from tapecheck.errors import ConfigError

Corpus = Any
WORDS = "Bitcoin set an all-time high of $126,080."


@pytest.fixture
def told(corpus: Corpus) -> Corpus:
    corpus.tell("one.example", "2026-01-14", WORDS, "$126,080", kind="price", asset="BTC", value="126080")
    corpus.article("two.example", "2026-02-01T00:00:00Z")
    return corpus


def months(path: Path) -> list[tuple[object, ...]]:
    with opened(path) as tables:
        return list(tables.ask("SELECT article_id, month FROM articles ORDER BY 1").rows)


def test_a_file_and_a_folder_give_the_same(told: Corpus) -> None:
    assert months(told.written()) == months(told.as_run()) == [("a1", "2026-01"), ("a3", "2026-02")]


def test_of_a_folder_all_five_tables_are_there_even_without_rows(told: Corpus) -> None:
    with opened(told.as_run()) as tables:
        shapes = {shape.name: shape for shape in tables.shapes()}
    assert {name: shape.rows for name, shape in shapes.items()} == {
        "articles": 2, "records": 1, "facts": 0, "quotes": 0, "verdicts": 0,
    }  # fmt: skip
    assert ("speaker", "VARCHAR") in shapes["quotes"].columns
    assert shapes["records"].columns[-1] == shapes["quotes"].columns[-1] == ("month", "VARCHAR")


def test_a_shard_without_a_marker_does_not_count(told: Corpus) -> None:
    folder = told.as_run()
    (file,) = folder.glob("articles/month=2026-01/*.parquet")
    shutil.copy(file, file.with_name("00001.parquet"))
    assert len(months(folder)) == 2


@pytest.mark.parametrize("name", ["../outside.parquet", "/etc/passwd", "articles/../../outside.parquet"])
def test_a_marker_that_names_a_file_outside(told: Corpus, tmp_path: Path, name: str) -> None:
    folder = told.as_run()
    (tmp_path / "outside.parquet").write_bytes(b"x")
    told.mark(folder, {name: 1}, shard=1)
    with pytest.raises(ConfigError, match=r"00001.json: names a file outside the run's folder"):
        months(folder)


def test_a_link_that_leads_outside(told: Corpus, tmp_path: Path) -> None:
    folder = told.as_run()
    (tmp_path / "outside.parquet").write_bytes(b"x")
    (folder / "articles" / "link.parquet").symlink_to(tmp_path / "outside.parquet")
    told.mark(folder, {"articles/link.parquet": 1}, shard=1)
    with pytest.raises(ConfigError, match="outside the run's folder"):
        months(folder)


def test_a_file_that_was_changed_or_is_missing(told: Corpus) -> None:
    folder = told.as_run()
    (file,) = folder.glob("articles/month=2026-02/*.parquet")
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(ConfigError, match=r"00000.parquet: has [\d,]+ bytes where its marker says"):
        months(folder)
    file.unlink()
    with pytest.raises(ConfigError, match=r"names a file that can't be read: articles/month=2026-02/00000.parquet"):
        months(folder)


def test_what_is_no_run(told: Corpus, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not the folder of a run"):
        months(tmp_path)
    with pytest.raises(ConfigError, match="no such run"):
        months(tmp_path / "missing")
    (tmp_path / "empty" / "markers").mkdir(parents=True)
    with pytest.raises(ConfigError, match="no shard of this run is done yet"):
        months(tmp_path / "empty")
    marker = told.mark(tmp_path / "empty", {})
    marker.write_text("{", "utf-8")
    with pytest.raises(ConfigError, match=r"00000.json: not a marker"):
        months(tmp_path / "empty")


def test_another_duckdb_file(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE VIEW articles AS SELECT 1 AS article_id")
    with pytest.raises(ConfigError, match="it has no table articles"):
        months(path)
    path.write_bytes(b"no database")
    with pytest.raises(ConfigError, match="can't be opened as a file that tapecheck load wrote"):
        months(path)

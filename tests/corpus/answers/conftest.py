"""A small corpus of invented articles in the typed tables, as a DuckDB file and as the folder of a run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tapecheck.corpus.answers.answer import Cell
from tapecheck.corpus.answers.opening import opened
from tapecheck.corpus.answers.ready import ready_made
from tapecheck.corpus.answers.tables import Tables
from tapecheck.corpus.sinks.columns import TABLES
from tapecheck.corpus.sinks.duckdb_file import DuckDbFile
from tapecheck.corpus.sinks.partitions import shard_files
from tapecheck.corpus.sinks.typed import schema

Rows = list[dict[str, Cell]]


class Corpus:
    """Articles that are told line by line; each sentence is the whole text of its article."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "tables.duckdb"
        with DuckDbFile.opened(self.path):
            pass
        self._count = 0
        self._rows: list[tuple[str, list[Any]]] = []

    def article(self, site: str, published_at: str, text: str = "", *, publisher: str | None = None) -> str:
        """A new article; gives its id."""
        self._count += 1
        name = f"a{self._count}"
        url = f"https://{site}/{name}"
        self._insert(
            "articles",
            article_id=name,
            url=url,
            publisher=publisher or site,
            title="",
            text=text,
            published_at=published_at,
        )
        return name

    def tell(self, site: str, day: str, words: str, exact: str, label: str | None = None, **fields: Any) -> str:
        """An article of one sentence with one record, published in the morning of ``day``; gives the record's id."""
        article = self.article(site, day if "T" in day else f"{day}T09:30:00Z", words)
        return self.record(article, words, exact, label, **fields)

    def record(self, article: str, words: str, exact: str, label: str | None = None, **fields: Any) -> str:
        """One more record of an article."""
        self._count += 1
        name, start = f"r{self._count}", words.index(exact)
        place = {"exact": exact, "sentence": words, "text_start": start, "prefix": words[max(0, start - 32) : start]}
        told = {"modality": "asserted", "bound": "exact", "suffix": words[start + len(exact) :][:32], **place, **fields}
        self._insert("records", **{"article_id": article, "record_id": name, "fact_id": name, **told})
        if label is not None:
            self._insert("verdicts", article_id=article, record_id=name, label=label)
        return name

    def quote(self, site: str, speaker: str, words: str, **fields: Any) -> None:
        """An article that quotes somebody."""
        article = self.article(site, fields.pop("day", "2026-01-14T09:30:00Z"))
        self._count += 1
        self._insert("quotes", article_id=article, record_id=f"q{self._count}", speaker=speaker, exact=words, **fields)

    def as_run(self) -> Path:
        """The same as the folder of a run with one finished shard."""
        folder = self.folder / "run"
        with duckdb.connect(str(self.written())) as connection:
            tables = {name: connection.sql(f"FROM {name}").to_arrow_table().cast(schema(name)) for name in TABLES}
        files = dict(shard_files(tables, "00000"))
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        self.mark(folder, {name: len(content) for name, content in files.items()})
        return folder

    @staticmethod
    def mark(folder: Path, sizes: dict[str, int], shard: int = 0) -> Path:
        """A marker that lists files of these sizes."""
        sha = hashlib.sha256(b"").hexdigest()
        marker = {
            "shard": shard,
            "first": 0,
            "count": 0,
            "done": 0,
            "failed": 0,
            "skipped": 0,
            "verdicts": {},
            "key": sha,
        }
        marker["files"] = {name: {"size": size, "sha256": sha} for name, size in sizes.items()}
        path = folder / "markers" / f"{shard:05}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(marker), "utf-8")
        return path

    @contextmanager
    def tables(self, market: Path | None = None) -> Iterator[Tables]:
        """Open for questions."""
        with opened(self.written(), market=market) as tables:
            yield tables

    def ask(self, name: str, market: Path | None = None, **settings: str) -> Rows:
        """The rows of a ready-made question."""
        with self.tables(market) as tables:
            answer = ready_made()[name].ask(tables, settings)
            return [dict(zip([column.name for column in answer.columns], row, strict=True)) for row in answer.rows]

    def _insert(self, table: str, **fields: Any) -> None:
        names = ", ".join(f'"{name}"' for name in fields)
        marks = ", ".join("?" for _ in fields)
        self._rows.append((f"INSERT INTO {table} ({names}) VALUES ({marks})", list(fields.values())))

    def written(self) -> Path:
        """The DuckDB file with all that was told so far."""
        if self._rows:
            with duckdb.connect(str(self.path)) as connection:
                connection.execute("SET TimeZone = 'UTC'")
                for statement, values in self._rows:
                    connection.execute(statement, values)
            self._rows.clear()
        return self.path


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)

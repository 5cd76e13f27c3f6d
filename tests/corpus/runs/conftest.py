"""A corpus and its run's folder, with work that costs nothing done in this process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tapecheck.corpus.about import About
from tapecheck.corpus.runs.engine import ToScreen
from tapecheck.corpus.runs.formats import format_named
from tapecheck.corpus.runs.marker import Marker, RunInfo, Totals
from tapecheck.corpus.runs.run import Plan, run
from tapecheck.corpus.runs.storage import LOCK, LocalStorage, Storage
from tapecheck.corpus.runs.write import Assignment, write_shard
from tapecheck.corpus.workers import Made, Outcome
from tapecheck.schema.input import ArticleInput, RejectedInput
from tapecheck.schema.result import Versions

Entry = ArticleInput | RejectedInput


@dataclass
class Corpus:
    """Inputs and what becomes of them. ``failing``: ids of articles that fail; ``worked``: the ids that the last run worked on.

    ``screen``: what articles are screened by, as JSON. ``stop``: called before each shard is written.
    """

    out: Path
    inputs: list[Entry]
    info: RunInfo
    failing: set[str] = field(default_factory=set)
    worked: list[str] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    screen: Callable[[ArticleInput], str] = lambda _: "{}"
    stop: Callable[[int], None] = lambda _: None

    @property
    def storage(self) -> LocalStorage:
        return LocalStorage(self.out)

    def run(self, *, retry: bool = False, overwrite: bool = False) -> Totals:
        """A run from beginning to end, or until something raises."""
        self.worked.clear()
        self.kept.clear()
        with self.storage.locked():
            plan = Plan(self.info, retry=retry, overwrite=overwrite)
            return run(iter(self.inputs), plan, self.storage, _Here(self, self.storage), self)

    def change(self, **fields: object) -> None:
        """Other options of the run."""
        self.info = self.info.model_copy(update=fields)

    def shard(self, marker: Marker, *, kept: bool) -> None:
        """See ``RunWatcher``."""
        if kept:
            self.kept.append(marker.shard)

    def files(self) -> dict[str, bytes]:
        """All files of the folder but the lock."""
        paths = (path for path in self.out.rglob("*") if path.is_file())
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in paths if path.name != LOCK}

    def results(self) -> list[str]:
        """The ids of the results, in order; one that failed has ``!`` after it."""
        lines = [line for path in sorted(self.out.glob("results/*")) for line in path.read_bytes().splitlines()]
        return [_name(json.loads(line)) for line in lines]


def _name(row: dict[str, Any]) -> str:
    return f"{row['article']['id']}{'!' if row.get('failed') else ''}"


class _Here:
    """An engine without processes."""

    def __init__(self, corpus: Corpus, storage: Storage) -> None:
        self._corpus, self._storage = corpus, storage

    def about(self) -> About:
        return self._corpus.info.about

    def screen(self, shards: Iterable[ToScreen]) -> Iterator[tuple[ToScreen, list[Outcome]]]:
        for shard in shards:
            yield shard, [Outcome(Made(self._corpus.screen(item).encode())) for item in shard.articles]

    def extract(self, shards: Iterable[Assignment]) -> Iterator[Marker]:
        form = format_named(self._corpus.info.format)
        for assignment in shards:
            outcomes = [self._outcome(item) for item in assignment.articles]
            self._corpus.stop(assignment.shard.number)
            yield write_shard(self._storage, assignment, outcomes, form, self.about().versions)

    def _outcome(self, item: ArticleInput) -> Outcome:
        self._corpus.worked.append(item.id)
        if item.id in self._corpus.failing:
            why = RejectedInput(id=item.id, error="ValueError", message="no luck", path=item.path, line=item.line)
            return Outcome(None, why, "in a test")
        text = item.source.upper()
        article = {"id": item.id, "text": text, "body": text, "source_sha256": "", "blocks": []}
        if item.published_at is not None:
            article["published_at"] = item.published_at.isoformat()
        line = json.dumps({"article": article, "versions": {"tapecheck": "0", "settings": "s"}})
        return Outcome(Made(line.encode(), {"SUPPORTED": 1} if "rose" in item.source else {}))


def article(number: int, text: str = "Bitcoin rose.", **fields: object) -> ArticleInput:
    return ArticleInput(**{"id": f"a{number}", "source": text, "path": "in.jsonl", "line": number + 1, **fields})


@pytest.fixture
def articles() -> Callable[..., list[Entry]]:
    """So many articles, with ids from ``a0`` on."""

    def of(numbers: int | Sequence[int], text: str = "Bitcoin rose.") -> list[Entry]:
        return [article(number, text) for number in (range(numbers) if isinstance(numbers, int) else numbers)]

    return of


@pytest.fixture
def corpora(tmp_path: Path) -> Callable[..., Corpus]:
    """A corpus of these inputs with a folder of its own, three inputs in a shard."""
    made: list[Corpus] = []

    def of(inputs: Iterable[Entry]) -> Corpus:
        info = RunInfo(
            about=About(versions=Versions(tapecheck="0", settings="s"), code="c", market=None),
            format="jsonl",
            shard_articles=3,
            inputs=("in.jsonl",),
            settings="{}",
            market=None,
            only_language=None,
            near_duplicates=None,
        )
        made.append(Corpus(tmp_path / f"out{len(made)}", list(inputs), info))
        return made[-1]

    return of

"""Which inputs of a corpus are worked on: each id once and, where the run asks for it, English only and each story once.

What is left out stays in its shard as skipped, with the reason. The decisions are made in the order of the corpus, so they are the same
whoever worked it out; what an article is screened by is kept in the folder, so that a run that goes on does not parse it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from tapecheck.corpus.runs.engine import Engine, ToScreen
from tapecheck.corpus.runs.shard import Entry, Shard, SkippedInput, writable
from tapecheck.corpus.runs.storage import Storage
from tapecheck.corpus.screening.index import NearDuplicates, SeenIds
from tapecheck.corpus.screening.screen import Screened
from tapecheck.corpus.workers import Outcome
from tapecheck.schema.base import Data
from tapecheck.schema.input import ArticleInput, RejectedInput

SCREENED = "screened"


class Selection(NamedTuple):
    """What is wanted of a corpus. ``language``: only articles in it; ``near_duplicates``: how alike two articles must be, from 0 to 1, for
    the later one to be left out; ``None``: all are wanted."""

    language: str | None = None
    near_duplicates: float | None = None

    @property
    def screens(self) -> bool:
        """Whether articles have to be looked at before."""
        return self.language is not None or self.near_duplicates is not None


def distinct(inputs: Iterable[ArticleInput | RejectedInput], folder: Path) -> Iterator[Entry]:
    """The inputs; one whose id an earlier one had is skipped. Ids are remembered in a file of ``folder``.

    What could not be read goes by its place, where it has one: the id that it claims may be that of an article further on.
    """
    with SeenIds.on_disk(folder / "ids.sqlite") as seen:
        for number, given in enumerate(inputs):
            entry = writable(given)
            if isinstance(entry, RejectedInput) and entry.path is not None and entry.line is not None:
                entry = entry.model_copy(update={"id": f"{entry.path}:{entry.line}"})
            earlier = seen.first(entry.id, number)
            yield entry if earlier is None else _same_id(entry, earlier)


def selected(
    shards: Iterable[Shard], selection: Selection, engine: Engine, storage: Storage, folder: Path, key: str
) -> Iterator[Shard]:
    """The shards, in order, with what is not wanted skipped. ``key``: digest of what the screening depends on."""
    if not selection.screens:
        yield from shards
        return
    threshold = selection.near_duplicates
    with NearDuplicates.on_disk(folder / "near.sqlite", threshold=threshold or 1.0) as near:
        kept = _Kept(storage, f"{key}:{selection.language is not None}:{threshold is not None}")
        for chunk, outcomes in engine.screen(kept.to_screen(shard) for shard in shards):
            screens = kept.screens(chunk, outcomes)
            at = iter(screens)
            entries = []
            for number, entry in enumerate(chunk.shard.entries, chunk.shard.first):
                screened = next(at) if isinstance(entry, ArticleInput) else None
                if isinstance(entry, ArticleInput) and screened is not None:
                    entries.append(_decided(number, entry, screened, selection, near))
                else:
                    entries.append(entry)
            yield chunk.shard._replace(entries=tuple(entries))


def _decided(number: int, item: ArticleInput, screened: Screened, selection: Selection, near: NearDuplicates) -> Entry:
    wanted = selection.language
    if wanted is not None and screened.language is not None and screened.language != wanted:
        return _skipped(item, "language", f"its language is {screened.language}")
    signature = screened.signed
    if selection.near_duplicates is not None and signature is not None:
        first = near.first_like(number, item.id, signature)
        if first is not None:
            return _skipped(item, "near_duplicate", f"it repeats {first}", first)
    return item


class _Screens(Data):
    """What the articles of a shard were screened by; ``None``: it could not be parsed, and fails when it is extracted."""

    key: str
    articles: tuple[Screened | None, ...]


class _Kept:
    """What shards were screened by, in the run's folder."""

    def __init__(self, storage: Storage, key: str) -> None:
        self._storage, self._key = storage, key

    def to_screen(self, shard: Shard) -> ToScreen:
        known = self._read(shard)
        return ToScreen(shard, shard.articles if known is None else (), known)

    def screens(self, chunk: ToScreen, outcomes: list[Outcome]) -> tuple[Screened | None, ...]:
        if chunk.known is not None:
            return chunk.known
        made = tuple(None if one.made is None else Screened.model_validate_json(one.made.line) for one in outcomes)
        screens = _Screens(key=self._key_of(chunk.shard), articles=made)
        self._storage.write(_name(chunk.shard), screens.model_dump_json().encode())
        return made

    def _read(self, shard: Shard) -> tuple[Screened | None, ...] | None:
        content = self._storage.read(_name(shard))
        try:
            screens = None if content is None else _Screens.model_validate_json(content)
        except ValidationError:
            return None
        return screens.articles if screens is not None and screens.key == self._key_of(shard) else None

    def _key_of(self, shard: Shard) -> str:
        return f"{self._key}:{shard.digest()}"


def _name(shard: Shard) -> str:
    return f"{SCREENED}/{shard.name}.json"


def _same_id(entry: ArticleInput | RejectedInput, earlier: int) -> SkippedInput:
    return _skipped(entry, "duplicate_id", f"input {earlier} of the corpus, counted from 0, has the same id", entry.id)


def _skipped(
    entry: ArticleInput | RejectedInput, reason: str, message: str, duplicate_of: str | None = None
) -> SkippedInput:
    return SkippedInput(
        id=entry.id, reason=reason, message=message, duplicate_of=duplicate_of, path=entry.path, line=entry.line
    )

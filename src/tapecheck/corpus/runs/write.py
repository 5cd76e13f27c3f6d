"""A shard that has been worked on, written: its files, what failed and was skipped, and last its marker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from tapecheck.corpus.lines import failed_result
from tapecheck.corpus.runs.formats import Files, ShardFormat
from tapecheck.corpus.runs.marker import FAILED, SKIPPED, FailedLine, File, Marker, SkippedLine, lines_of
from tapecheck.corpus.runs.shard import Shard, SkippedInput
from tapecheck.corpus.runs.storage import Storage
from tapecheck.corpus.workers import Outcome
from tapecheck.errors import ConfigError, ExportError, InvariantError
from tapecheck.schema.input import ArticleInput, RejectedInput
from tapecheck.schema.result import Versions

LineT = TypeVar("LineT", FailedLine, SkippedLine)


class Assignment(NamedTuple):
    """A shard to work on. ``before``: its marker, where only what failed is done again, or ``None``: everything is.

    ``again`` are the numbers, in the corpus, of the articles to work on.
    """

    shard: Shard
    key: str
    again: frozenset[int]
    before: Marker | None = None

    @classmethod
    def whole(cls, shard: Shard, key: str) -> Assignment:
        """All articles of the shard."""
        numbers = (shard.first + at for at, entry in enumerate(shard.entries) if isinstance(entry, ArticleInput))
        return cls(shard, key, frozenset(numbers))

    @property
    def articles(self) -> list[ArticleInput]:
        """The articles to work on, in order."""
        numbered = enumerate(self.shard.entries, self.shard.first)
        return [entry for number, entry in numbered if number in self.again and isinstance(entry, ArticleInput)]


def write_shard(
    storage: Storage, assignment: Assignment, outcomes: Sequence[Outcome], form: ShardFormat, versions: Versions
) -> Marker:
    """The marker of the shard, once all is written. ``outcomes`` are of ``assignment.articles``, in their order.

    Files of an earlier, broken-off try are overwritten, and those that nobody asks for any more deleted after the marker says so.

    Raises:
        ExportError: it can't be written, the shard has to be done again then; or what a retry builds on was changed by somebody.
    """
    shard = assignment.shard
    done = _Done.of(assignment, outcomes, versions)
    old = assignment.before
    if old is None:
        files = form.files(shard.name, [done.lines[index] for index in range(len(shard.written))])
        failed = done.failed
    else:
        ids = [entry.id for entry in shard.written]
        files = form.replaced(shard.name, _results(storage, old), ids, done.lines)
        failed = sorted([*_still_failed(storage, assignment), *done.failed], key=lambda line: line.number)
    skipped = _skipped(shard)
    files |= {f"{FAILED}/{shard.name}.jsonl": lines_of(failed)} if failed else {}
    files |= {f"{SKIPPED}/{shard.name}.jsonl": lines_of(skipped)} if skipped else {}
    marker = Marker(
        shard=shard.number,
        first=shard.first,
        count=len(shard.entries),
        done=len(shard.written) - len(failed),
        failed=len(failed),
        skipped=len(skipped),
        verdicts=dict(sorted((done.labels + Counter(old.verdicts if old else {})).items())),
        key=assignment.key,
        files={name: File.of(content) for name, content in sorted(files.items())},
    )
    return _put(storage, files, marker, old)


def _put(storage: Storage, files: Files, marker: Marker, old: Marker | None) -> Marker:
    """Written in such an order that whenever it stops, the marker that is there, if any, is true of the files that are there."""
    storage.delete(marker.name)
    for name, content in files.items():
        storage.write(name, content)
    storage.write(marker.name, marker.model_dump_json(indent=1).encode())
    for name in (old.files if old is not None else {}).keys() - files.keys():
        storage.delete(name)
    return marker


class _Done(NamedTuple):
    """The lines of what was worked on, by their index among the shard's results; what failed of it; the labels of its verdicts."""

    lines: Mapping[int, bytes]
    failed: list[FailedLine]
    labels: Counter[str]

    @classmethod
    def of(cls, assignment: Assignment, outcomes: Sequence[Outcome], versions: Versions) -> _Done:
        shard = assignment.shard
        came = iter(outcomes)
        lines: dict[int, bytes] = {}
        failed: list[FailedLine] = []
        labels: Counter[str] = Counter()
        index = 0
        for number, entry in enumerate(shard.entries, shard.first):
            if isinstance(entry, SkippedInput):
                continue
            outcome = _outcome(entry, came, assignment, number)
            if outcome is not None and outcome.made is not None:
                lines[index] = outcome.made.line
                labels.update(outcome.made.labels)
            elif outcome is not None and outcome.rejected is not None:
                lines[index] = failed_result(outcome.rejected, versions).to_json().encode()
                failed.append(_failed(number, outcome.rejected, outcome.trace))
            index += 1
        return cls(lines, failed, labels)


def _outcome(
    entry: ArticleInput | RejectedInput, came: Iterator[Outcome], assignment: Assignment, number: int
) -> Outcome | None:
    """What became of an input; ``None``: it is not worked on this time."""
    if number in assignment.again:
        outcome = next(came, None)
        if outcome is None:
            raise InvariantError(f"no outcome of article {entry.id}")
        return outcome
    return Outcome(None, entry) if assignment.before is None and isinstance(entry, RejectedInput) else None


def _failed(number: int, rejected: RejectedInput, trace: str | None) -> FailedLine:
    return FailedLine(
        number=number,
        id=rejected.id,
        path=rejected.path,
        line=rejected.line,
        error=rejected.error,
        message=rejected.message,
        trace=trace,
    )


def _skipped(shard: Shard) -> list[SkippedLine]:
    return [
        SkippedLine(number=number, **entry.model_dump())
        for number, entry in enumerate(shard.entries, shard.first)
        if isinstance(entry, SkippedInput)
    ]


def _still_failed(storage: Storage, assignment: Assignment) -> list[FailedLine]:
    return [line for line in failed_lines(storage, assignment.shard.name) if line.number not in assignment.again]


def failed_lines(storage: Storage, shard: str) -> list[FailedLine]:
    """What failed of a shard.

    Raises:
        ConfigError: the list is damaged.
    """
    return _lines(storage, f"{FAILED}/{shard}.jsonl", FailedLine)


def skipped_lines(storage: Storage, shard: str) -> list[SkippedLine]:
    """What was skipped of a shard.

    Raises:
        ConfigError: the list is damaged.
    """
    return _lines(storage, f"{SKIPPED}/{shard}.jsonl", SkippedLine)


def _lines(storage: Storage, name: str, kind: type[LineT]) -> list[LineT]:
    try:
        return [kind.model_validate_json(line) for line in (storage.read(name) or b"").splitlines()]
    except ValidationError:
        raise ConfigError(
            f"{storage.address}/{name} is damaged; once you delete it, a run does its articles again"
        ) from None


def _results(storage: Storage, marker: Marker) -> Files:
    """The files of results that an earlier run wrote of the shard."""
    files = {}
    for name, file in marker.files.items():
        if name.startswith((f"{FAILED}/", f"{SKIPPED}/")):
            continue
        content = storage.read(name)
        if content is None or File.of(content) != file:
            raise ExportError(
                f"{storage.address}/{name} is not as it was written; once you delete it, a run does its articles again"
            )
        files[name] = content
    return files

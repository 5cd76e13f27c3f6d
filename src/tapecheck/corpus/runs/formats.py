"""The results of a shard as the files of a run's folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from tapecheck.corpus.runs.marker import FolderFormat
from tapecheck.records import Result

RESULTS = "results"
"""The folder of JSON lines."""

Files = dict[str, bytes]
"""Name in the folder → content."""


class ShardFormat(Protocol):
    """How results are written."""

    def files(self, shard: str, lines: Sequence[bytes]) -> Files:
        """The files of a shard with these results, in the order of the corpus; the same lines give the same bytes."""

    def replaced(self, shard: str, old: Mapping[str, bytes], ids: Sequence[str], lines: Mapping[int, bytes]) -> Files:
        """The files as ``files`` would have made them with these lines in the place of older ones.

        ``ids`` are those of all articles of the shard that have a result; ``lines`` are by their index in it.
        """


class _Lines:
    def files(self, shard: str, lines: Sequence[bytes]) -> Files:
        return {f"{RESULTS}/{shard}.jsonl": b"".join(line + b"\n" for line in lines)}

    def replaced(self, shard: str, old: Mapping[str, bytes], ids: Sequence[str], lines: Mapping[int, bytes]) -> Files:
        before = old[f"{RESULTS}/{shard}.jsonl"].split(b"\n")[: len(ids)]
        return self.files(shard, [lines.get(index, line) for index, line in enumerate(before)])


class _Tables:
    def files(self, shard: str, lines: Sequence[bytes]) -> Files:
        from tapecheck.corpus.sinks.partitions import shard_files
        from tapecheck.corpus.sinks.typed import typed_tables

        return dict(shard_files(typed_tables(_results(lines)), shard))

    def replaced(self, shard: str, old: Mapping[str, bytes], ids: Sequence[str], lines: Mapping[int, bytes]) -> Files:
        from tapecheck.corpus.sinks.partitions import read_shard, replaced, shard_files
        from tapecheck.corpus.sinks.typed import typed_tables

        again = typed_tables(_results([lines[index] for index in sorted(lines)]))
        return dict(shard_files(replaced(read_shard(old), again, order=ids), shard))


def format_named(name: FolderFormat) -> ShardFormat:
    """The format of this name."""
    return _Tables() if name == "parquet" else _Lines()


def _results(lines: Sequence[bytes]) -> list[Result]:
    return [Result.model_validate_json(line) for line in lines]

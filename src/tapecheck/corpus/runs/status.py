"""Where a run stands."""

from __future__ import annotations

from collections import Counter

from tapecheck.corpus.runs.marker import FINISHED, Totals, markers, read_info
from tapecheck.corpus.runs.shard import shard_name
from tapecheck.corpus.runs.storage import Storage
from tapecheck.corpus.runs.write import failed_lines, skipped_lines
from tapecheck.errors import ConfigError
from tapecheck.schema.base import Data


class Status(Data):
    """What a run's folder holds. ``finished``: the corpus was read to its end; ``running``: a run is writing there now.

    ``totals`` are of the complete shards; ``failed`` and ``skipped`` are by the class of the error and by the reason.
    """

    running: bool
    finished: bool
    totals: Totals
    failed: dict[str, int]
    skipped: dict[str, int]


def status(storage: Storage) -> Status:
    """Where the run of this folder stands.

    Raises:
        ConfigError: there is no run, or its lists are damaged.
    """
    if read_info(storage) is None:
        raise ConfigError(f"{storage.address} holds no run of tapecheck")
    totals = Totals()
    failed: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    for marker in markers(storage):
        totals = totals.with_shard(marker)
        if marker.failed:
            failed.update(line.error for line in failed_lines(storage, shard_name(marker.shard)))
        if marker.skipped:
            skipped.update(line.reason for line in skipped_lines(storage, shard_name(marker.shard)))
    return Status(
        running=storage.is_locked(),
        finished=storage.size(FINISHED) is not None,
        totals=totals,
        failed=dict(sorted(failed.items())),
        skipped=dict(sorted(skipped.items())),
    )

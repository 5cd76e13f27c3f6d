"""A run into a folder, as the commands start it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from tapecheck.cli.options import Engine
    from tapecheck.corpus.batch import Execution, RunSpec

_MIB = 1024 * 1024
_DATABASES = ("postgresql://", "postgres://")


def is_folder(output: str) -> bool:
    """Whether results go into a folder: one that is there, a name that ends in a slash, or an address of shared storage.

    >>> is_folder("out/"), is_folder("s3://bucket/run"), is_folder("out.jsonl"), is_folder("postgresql://localhost/news")
    (True, True, False, False)
    """
    if output.startswith(_DATABASES):
        return False
    return output.endswith("/") or "://" in output or Path(output).is_dir()


def execution_of(
    workers: int | None,
    time_limit: float,
    memory_limit: int | None,
    batch_size: int,
    engine: Engine,
    ray_address: str | None,
) -> Execution:
    """How a run works, from the options: seconds, MiB."""
    from tapecheck.corpus.batch import Execution
    from tapecheck.corpus.workers import Limits

    memory = None if memory_limit is None else memory_limit * _MIB
    limits = Limits(seconds=time_limit, memory=memory)
    return Execution(workers, limits, batch_size, engine=engine.value, ray_address=ray_address)


def run_into(output: str, spec: RunSpec, execution: Execution, *, overwrite: bool) -> NoReturn:
    """The run, with what a person sees of it; ends the command.

    Raises:
        TapecheckError: see ``corpus.batch``.
    """
    from tapecheck.cli.batch_watch import BatchWatch
    from tapecheck.corpus.batch import batch
    from tapecheck.corpus.reading import Meter

    meter = Meter()
    with BatchWatch(meter) as watch:
        totals = batch(spec, output, execution, overwrite=overwrite, watcher=watch, meter=meter)
    watch.exit(totals, output)

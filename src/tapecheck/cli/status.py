"""``tapecheck status`` and ``tapecheck retry``: where a run into a folder stands, and doing again what failed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import SOME_FAILED, clear_errors
from tapecheck.cli.options import BatchSize, Engine, EngineOption, MemoryLimit, RayAddress, TimeLimit, Workers

if TYPE_CHECKING:
    from tapecheck.corpus.runs.status import Status

Folder = Annotated[str, typer.Argument(metavar="OUT", help="The folder of a run.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


def status(out: Folder, as_json: AsJson = False) -> None:
    """Tell where a run into a folder stands. Exit status 1: some articles failed."""
    with clear_errors():
        from tapecheck.corpus.runs.status import status as read_status
        from tapecheck.corpus.runs.storage import open_storage

        found = read_status(open_storage(out))
        sys.stdout.write((found.model_dump_json(indent=1) if as_json else _told(found)) + "\n")
        raise typer.Exit(SOME_FAILED if found.totals.failed else 0)


def retry(
    out: Folder,
    workers: Workers = None,
    time_limit: TimeLimit = 60.0,
    memory_limit: MemoryLimit = None,
    batch_size: BatchSize = 8,
    engine: EngineOption = Engine.LOCAL,
    ray_address: RayAddress = None,
) -> None:
    """Do the articles of a run again that failed, and what it had not come to yet."""
    with clear_errors():
        from tapecheck.cli.batch_run import execution_of
        from tapecheck.cli.batch_watch import BatchWatch
        from tapecheck.corpus.batch import retry as do_again
        from tapecheck.corpus.reading import Meter

        meter = Meter()
        with BatchWatch(meter) as watch:
            execution = execution_of(workers, time_limit, memory_limit, batch_size, engine, ray_address)
            totals = do_again(out, execution, watcher=watch, meter=meter)
        watch.exit(totals, out)


def _told(found: Status) -> str:
    state = "running" if found.running else "finished" if found.finished else "interrupted: the same command goes on"
    totals = found.totals
    lines = [
        f"state    {state}",
        f"shards   {totals.shards:,} complete",
        f"inputs   {totals.inputs:,}",
        f"done     {totals.done:,}",
        f"failed   {totals.failed:,}{_reasons(found.failed)}",
        f"skipped  {totals.skipped:,}{_reasons(found.skipped)}",
    ]
    return "\n".join([*lines, *(f"{label:16} {count:,}" for label, count in totals.verdicts.items())])


def _reasons(counts: dict[str, int]) -> str:
    return f" ({', '.join(f'{count:,} {reason}' for reason, count in counts.items())})" if counts else ""

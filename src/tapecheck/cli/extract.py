"""``tapecheck extract``: articles in, checked records out."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import apart, clear_errors, existing
from tapecheck.cli.options import (
    BatchSize,
    Columns,
    Engine,
    EngineOption,
    FiguresOption,
    Inputs,
    MarketOption,
    MemoryLimit,
    NearDuplicates,
    NerModel,
    NerOption,
    OnlyEnglish,
    Overwrite,
    PublishedAt,
    RayAddress,
    SettingsFile,
    ShardSize,
    TimeLimit,
    Verbose,
    Workers,
)
from tapecheck.cli.times import instant
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from datetime import datetime

    from tapecheck.corpus.batch import Execution, RunSpec
    from tapecheck.corpus.runs.marker import FolderFormat


class OutputFormat(StrEnum):
    """How results are written."""

    JSONL = "jsonl"
    JSON = "json"
    PARQUET = "parquet"
    TABLE = "table"


Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="OUT",
        help="The file to write (.jsonl .json .parquet .duckdb), a folder (OUT/): a run that can be interrupted and goes on, or "
        "postgresql://…; standard output if not given.",
    ),
]
FormatOption = Annotated[
    OutputFormat | None,
    typer.Option(
        "--format", help="Default: by the name of OUT, a table on a terminal, else jsonl.", show_default=False
    ),
]
Explain = Annotated[
    str | None,
    typer.Option(
        "--explain",
        metavar="RECORD",
        help="Instead of the records, tell why the one with this id (or its unique beginning, as the table shows it) and its verdict "
        "came out as they did; --format json for programs.",
    ),
]


def extract(
    inputs: Inputs,
    output: Output = None,
    market: MarketOption = None,
    ner: NerOption = None,
    ner_model: NerModel = None,
    figures: FiguresOption = None,
    settings: SettingsFile = None,
    format_: FormatOption = None,
    columns: Columns = None,
    published_at: PublishedAt = None,
    workers: Workers = None,
    time_limit: TimeLimit = 60.0,
    memory_limit: MemoryLimit = None,
    batch_size: BatchSize = 8,
    shard_size: ShardSize = None,
    only_english: OnlyEnglish = False,
    near_duplicates: NearDuplicates = None,
    overwrite: Overwrite = False,
    engine: EngineOption = Engine.LOCAL,
    ray_address: RayAddress = None,
    explain: Explain = None,
    verbose: Verbose = False,
) -> None:
    """Extract the records of articles and, with a market store, check them."""
    with clear_errors():
        from tapecheck.cli.batch_run import execution_of, is_folder, run_into
        from tapecheck.cli.explain import explain_record
        from tapecheck.corpus.batch import RunSpec
        from tapecheck.corpus.jobs import settings_of
        from tapecheck.corpus.reading import ColumnMap
        from tapecheck.corpus.runs.selection import Selection

        apart(output, inputs)
        chosen = settings_of(
            existing(settings, "--settings"),
            ner=ner and ner.value,
            ner_model=ner_model,
            figures=figures and figures.value,
        )
        spec = RunSpec(
            inputs=tuple(inputs),
            settings=chosen,
            market=existing(market, "--market"),
            columns=None if columns is None else ColumnMap.parse(columns),
            selection=Selection("en" if only_english else None, near_duplicates),
            shard_articles=shard_size,
        )
        appeared = None if published_at is None else instant(published_at, "--published-at")
        if explain is not None:
            explain_record(spec, explain, output, format_, published_at=appeared, verbose=verbose)
            return
        execution = execution_of(workers, time_limit, memory_limit, batch_size, engine, ray_address)
        if output is not None and is_folder(output):
            if appeared is not None:
                raise ConfigError(
                    "--published-at is for articles at hand; in a run into a folder each brings its own published_at"
                )
            run_into(output, spec._replace(format=_folder_format(format_)), execution, overwrite=overwrite)
        if spec.selection.screens or engine is Engine.RAY:
            raise ConfigError("--only-english, --near-duplicates and --engine ray are for a run into a folder: -o OUT/")
        _stream(spec, None if workers is None else execution, output, format_, appeared, verbose=verbose)


def _stream(
    spec: RunSpec,
    execution: Execution | None,
    output: str | None,
    format_: OutputFormat | None,
    published_at: datetime | None,
    *,
    verbose: bool,
) -> None:
    """In the order of the inputs to a file, a database, standard output or a table."""
    from tapecheck.cli.table import show
    from tapecheck.cli.watch import Watch
    from tapecheck.corpus.jobs import extraction
    from tapecheck.corpus.sinks.stream import FORMATS, format_of, write

    if output is not None and format_ is OutputFormat.TABLE:
        raise ConfigError("--format table goes to standard output, not to a file: leave -o out")
    table = format_ is OutputFormat.TABLE or (format_ is None and output is None and sys.stdout.isatty())
    with Watch(verbose=verbose, progress=not table) as watch:
        results = extraction(spec, watch, execution, published_at=published_at)
        if table:
            show(results, hint="Why a record came out so: the same command with --explain and its id.")
        else:
            written_as = next((name for name in FORMATS if name == format_), format_of(output))
            write(results, output, written_as)
    watch.exit()


def _folder_format(format_: OutputFormat | None) -> FolderFormat:
    if format_ in (None, OutputFormat.JSONL):
        return "jsonl"
    if format_ is OutputFormat.PARQUET:
        return "parquet"
    raise ConfigError("a folder is written as --format jsonl or parquet")

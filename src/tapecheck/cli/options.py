"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Ner(StrEnum):
    """Where names come from besides the patterns."""

    AUTO = "auto"
    SPACY = "spacy"
    TRANSFORMER = "transformer"
    NONE = "none"


class Engine(StrEnum):
    """What works on the shards of a run."""

    LOCAL = "local"
    RAY = "ray"


class Figures(StrEnum):
    """Who decides what a figure is."""

    AUTO = "auto"
    MODEL = "model"
    PATTERNS = "patterns"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT…",
        help="A file, folder or pattern of pages, texts, feeds, .jsonl, .csv, .parquet, .zip, .tar, .warc, an s3:// address, or - for "
        "standard input.",
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="MAP",
        help="Which column of Parquet and CSV files is which field: id=uuid,text=body. Others go by the field's name.",
    ),
]
PublishedAt = Annotated[
    str | None,
    typer.Option(
        "--published-at",
        metavar="TIME",
        help="When the article appeared, where the input does not bring it (a pasted text): 2026-01-14T21:30Z; without a zone it is UTC. "
        "It goes before what a page says.",
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="OUT", help="The file to write; standard output if not given.")
]
MarketOption = Annotated[
    Path | None, typer.Option("--market", metavar="STORE", help="The market store to check against.")
]
NerOption = Annotated[
    Ner | None, typer.Option("--ner", help="Where names come from besides the patterns.  \\[default: auto]")
]
NerModel = Annotated[
    str | None,
    typer.Option(
        "--ner-model",
        metavar="NAME",
        help="With --ner transformer: a folder or a hub's name of a token-classification checkpoint.",
    ),
]
FiguresOption = Annotated[
    Figures | None,
    typer.Option(
        "--figures", help="Who decides what a figure is: the trained model, or patterns alone.  \\[default: auto]"
    ),
]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="A TOML file of settings; options go before it.")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show the traceback of a bug that an article met.")]

_PANEL = "Many articles"
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="Processes.  \\[default: for a folder one for each core, else only this]",
        rich_help_panel=_PANEL,
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option("--time-limit", min=0.1, metavar="SECONDS", help="What one article may take.", rich_help_panel=_PANEL),
]
MemoryLimit = Annotated[
    int | None,
    typer.Option(
        "--memory-limit", min=256, metavar="MIB", help="What one process may take (Linux).", rich_help_panel=_PANEL
    ),
]
BatchSize = Annotated[
    int,
    typer.Option(
        "--batch-size", min=1, metavar="N", help="Articles that a process is given at once.", rich_help_panel=_PANEL
    ),
]
ShardSize = Annotated[
    int | None,
    typer.Option(
        "--shard-size",
        min=1,
        metavar="N",
        help="Folder: articles that are written and marked as done together.  \\[default: 512]",
        rich_help_panel=_PANEL,
    ),
]
OnlyEnglish = Annotated[
    bool, typer.Option("--only-english", help="Folder: skip articles in other languages.", rich_help_panel=_PANEL)
]
NearDuplicates = Annotated[
    float | None,
    typer.Option(
        "--near-duplicates",
        min=0.5,
        max=1.0,
        metavar="ALIKE",
        help="Folder: skip an article that is so much like an earlier one: 0.8, say.",
        rich_help_panel=_PANEL,
    ),
]
Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", help="Folder: take the place of another run that it holds.", rich_help_panel=_PANEL),
]
EngineOption = Annotated[
    Engine,
    typer.Option("--engine", help="Folder: this machine's processes, or a Ray cluster.", rich_help_panel=_PANEL),
]
RayAddress = Annotated[
    str | None,
    typer.Option(
        "--ray-address",
        metavar="ADDRESS",
        help="auto, or host:port of a cluster.  \\[default: one on this machine]",
        rich_help_panel=_PANEL,
    ),
]

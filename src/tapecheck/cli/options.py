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


class Figures(StrEnum):
    """Who decides what a figure is."""

    AUTO = "auto"
    MODEL = "model"
    PATTERNS = "patterns"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT…",
        help="A file or folder of .html .htm .xhtml .rss .atom .txt .md, a .jsonl[.gz|.zst] with one article a line, or - for "
        "standard input.",
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="OUT", help="The file to write; standard output if not given.")
]
MarketOption = Annotated[
    Path | None, typer.Option("--market", metavar="STORE", help="The market store to check against.")
]
NerOption = Annotated[
    Ner | None, typer.Option("--ner", help="Where names come from besides the patterns.  [default: auto]")
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
        "--figures", help="Who decides what a figure is: the trained model, or patterns alone.  [default: auto]"
    ),
]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="A TOML file of settings; options go before it.")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show the traceback of a bug that an article met.")]

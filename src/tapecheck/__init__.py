"""tapecheck: what a crypto article claims, exactly where, and whether the market data agrees.

>>> import tapecheck
>>> result = tapecheck.extract("Bitcoin rose 4% to $97,000 on Wednesday.", published_at="2026-01-14T22:00:00Z")
>>> [record.provenance.exact for record in result.records]
['4%', '$97,000']

The names below are loaded on first use, so that importing the package stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tapecheck.errors import (
    ArticleCrash,
    ArticleError,
    ArticleTimeout,
    ConfigError,
    DecodeError,
    ExportError,
    InvariantError,
    MarketDataError,
    ModelError,
    ParseError,
    TapecheckError,
)

if TYPE_CHECKING:
    from datetime import datetime

    from tapecheck.config import Settings
    from tapecheck.corpus.batch import Execution, RunSpec, batch
    from tapecheck.corpus.exports import read_results
    from tapecheck.corpus.reading import read_inputs
    from tapecheck.corpus.scoreboard import scoreboard
    from tapecheck.corpus.sinks.flat import to_arrow, to_pandas, to_polars
    from tapecheck.corpus.sinks.typed import to_tables
    from tapecheck.market import MarketStore
    from tapecheck.pipeline import Pipeline
    from tapecheck.records import Result
    from tapecheck.report.displacy import displacy_colours, to_displacy
    from tapecheck.schema.article import Article
    from tapecheck.schema.input import ArticleInput
    from tapecheck.schema.result import ArticleResult

__all__ = [
    "Article",
    "ArticleCrash",
    "ArticleError",
    "ArticleInput",
    "ArticleResult",
    "ArticleTimeout",
    "ConfigError",
    "DecodeError",
    "Execution",
    "ExportError",
    "InvariantError",
    "MarketDataError",
    "MarketStore",
    "ModelError",
    "ParseError",
    "Pipeline",
    "RunSpec",
    "Settings",
    "TapecheckError",
    "batch",
    "displacy_colours",
    "extract",
    "read_inputs",
    "read_results",
    "scoreboard",
    "to_arrow",
    "to_displacy",
    "to_pandas",
    "to_polars",
    "to_tables",
]

_HOMES = {
    "Article": "tapecheck.schema.article",
    "ArticleInput": "tapecheck.schema.input",
    "ArticleResult": "tapecheck.schema.result",
    "Execution": "tapecheck.corpus.batch",
    "MarketStore": "tapecheck.market",
    "Pipeline": "tapecheck.pipeline",
    "RunSpec": "tapecheck.corpus.batch",
    "Settings": "tapecheck.config",
    "batch": "tapecheck.corpus.batch",
    "displacy_colours": "tapecheck.report.displacy",
    "read_inputs": "tapecheck.corpus.reading",
    "read_results": "tapecheck.corpus.exports",
    "scoreboard": "tapecheck.corpus.scoreboard",
    "to_arrow": "tapecheck.corpus.sinks.flat",
    "to_displacy": "tapecheck.report.displacy",
    "to_pandas": "tapecheck.corpus.sinks.flat",
    "to_polars": "tapecheck.corpus.sinks.flat",
    "to_tables": "tapecheck.corpus.sinks.typed",
}
"""Public name → the module it is loaded from."""


def extract(source: str, *, url: str | None = None, published_at: datetime | str | None = None) -> Result:
    """The records and facts of one article given as text or HTML, unchecked.

    ``published_at``: a datetime or ISO 8601; without a zone it is UTC; ``None``: the page decides. For many articles, or to
    check them, build a ``Pipeline`` once.

    Raises:
        ParseError: there is no article in it.
        DecodeError: ``published_at`` is not a time.
    """
    from tapecheck.pipeline import Pipeline

    return Pipeline.from_config().extract(source, url=url, published_at=published_at)


def __getattr__(name: str) -> object:
    """The public name, loaded now; ``__version__`` is that of the installed package, which ``pyproject.toml`` gives it."""
    if name == "__version__":
        from importlib.metadata import version

        return version("tapecheck")
    if name not in _HOMES:
        raise AttributeError(f"module 'tapecheck' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return __all__

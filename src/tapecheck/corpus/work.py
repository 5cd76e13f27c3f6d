"""What a worker process does with an article: extract it, or only screen it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tapecheck.config import Settings
from tapecheck.corpus.digests import code_digest, market_digest
from tapecheck.corpus.workers import Made
from tapecheck.errors import InvariantError
from tapecheck.pipeline import Pipeline
from tapecheck.schema.base import Data
from tapecheck.schema.input import ArticleInput
from tapecheck.schema.result import Versions

FACTORY = "tapecheck.corpus.work:extraction"
EXTRACT, SCREEN = "extract", "screen"


class Config(Data):
    """What a worker is told: the settings as JSON, and the path of the market store (``None``: nothing is checked)."""

    settings: str
    market: str | None = None

    @classmethod
    def of(cls, settings: Settings, market: Path | None) -> Config:
        """The configuration of these settings and this store."""
        return cls(settings=settings.model_dump_json(), market=None if market is None else str(market))


class About(Data):
    """What a worker tells of itself: the versions it writes into each result, a digest of the code, and one of the market data."""

    versions: Versions
    code: str
    market: str | None


class Extraction:
    """The pipeline of a worker process."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        market = pipeline.market
        about = About(
            versions=pipeline.versions, code=code_digest(), market=None if market is None else market_digest(market)
        )
        self.about = about.model_dump_json().encode()

    def do(self, task: str, item: ArticleInput) -> Made:
        """The result of an article as its line, or what it is screened by.

        Raises:
            ParseError: there is no article in it.
        """
        if task == EXTRACT:
            result = self._pipeline.process(item)
            labels = Counter[str](record.verdict.label for record in result.records if record.verdict is not None)
            return Made(result.to_json().encode(), labels)
        raise InvariantError(f"a worker has no task {task!r}")


def extraction(config: bytes) -> Extraction:
    """The work of a process, from a ``Config`` as JSON.

    Raises:
        ConfigError, ModelError, MarketDataError: see ``Pipeline.from_config``.
    """
    told = Config.model_validate_json(config)
    settings = Settings.model_validate_json(told.settings)
    return Extraction(Pipeline.from_config(settings, market=told.market))

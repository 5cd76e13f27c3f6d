"""What a worker process does with an article: extract it, or only screen it."""

from __future__ import annotations

from collections import Counter

from tapecheck.config import Settings
from tapecheck.corpus.about import About
from tapecheck.corpus.digests import code_digest, market_digest
from tapecheck.corpus.screening.screen import screen
from tapecheck.corpus.workers import Made
from tapecheck.errors import InvariantError
from tapecheck.pipeline import Pipeline
from tapecheck.schema.base import Data
from tapecheck.schema.input import ArticleInput

FACTORY = "tapecheck.corpus.work:extraction"
EXTRACT, SCREEN = "extract", "screen"


class Config(Data):
    """What a worker is told: the settings as JSON, the path of the market store (``None``: nothing is checked), and what articles
    are screened by."""

    settings: str
    market: str | None = None
    language: bool = False
    signature: bool = False


class Extraction:
    """The pipeline of a worker process."""

    def __init__(self, config: Config, pipeline: Pipeline) -> None:
        self._config, self._pipeline = config, pipeline
        market, names = pipeline.market, pipeline.names
        about = About(
            versions=pipeline.versions,
            code=code_digest(),
            market=None if market is None else market_digest(market),
            device="cpu" if names is None else names.engine.device,
        )
        self.about = about.model_dump_json().encode()

    def do(self, task: str, item: ArticleInput) -> Made:
        """The result of an article as its line, or what it is screened by.

        Raises:
            ParseError: there is no article in it.
            ConfigError: what it takes to screen it is not installed.
        """
        if task == EXTRACT:
            result = self._pipeline.process(item)
            labels = Counter[str](record.verdict.label for record in result.records if record.verdict is not None)
            return Made(result.to_json().encode(), labels)
        if task == SCREEN:
            article = self._pipeline.parse(item)
            screened = screen(article, language=self._config.language, signature=self._config.signature)
            return Made(screened.model_dump_json().encode())
        raise InvariantError(f"a worker has no task {task!r}")


def extraction(config: bytes) -> Extraction:
    """The work of a process, from a ``Config`` as JSON.

    Raises:
        ConfigError, ModelError, MarketDataError: see ``Pipeline.from_config``.
    """
    told = Config.model_validate_json(config)
    settings = Settings.model_validate_json(told.settings)
    return Extraction(told, Pipeline.from_config(settings, market=told.market))

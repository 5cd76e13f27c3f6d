"""The one place that knows the order: parse → segment → find → build → check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tapecheck import mentions, publishers, records
from tapecheck.config import Settings
from tapecheck.errors import ParseError
from tapecheck.market import MarketStore
from tapecheck.mentions import Found, number_ranges
from tapecheck.mentions.names import engines
from tapecheck.mentions.names.engines import LoadedEngine
from tapecheck.publishers.base import default_id
from tapecheck.records import AnyRecord, Built, Context, Result
from tapecheck.records.learned import loading
from tapecheck.records.learned.loading import LoadedFigures
from tapecheck.records.tracing import Trace, trace
from tapecheck.schema.article import Article
from tapecheck.schema.base import Span
from tapecheck.schema.input import ArticleInput
from tapecheck.schema.mention import Mention
from tapecheck.schema.result import Versions
from tapecheck.text import sentences
from tapecheck.text.instants import instant_of


class Traced(NamedTuple):
    """A result and how its records came about."""

    result: Result
    trace: Trace


_SURROGATE = re.compile("[\ud800-\udfff]")


class Pipeline:
    """From an article to its checked records; built once, reused for any number of articles.

    It holds the settings and the market store and nothing about the article in hand: the same input gives the same
    bytes, whatever went before it.
    """

    def __init__(
        self,
        settings: Settings,
        market: MarketStore | None = None,
        names: LoadedEngine | None = None,
        figures: LoadedFigures | None = None,
    ) -> None:
        self.settings = settings
        self.market = market
        self.names = names
        self.figures = figures
        models = {} if names is None else {names.model: names.sha256}
        if figures is not None:
            models |= figures.hashes
        self.versions = Versions(tapecheck=version("tapecheck"), models=models, settings=settings.sha256)

    @classmethod
    def from_config(
        cls, settings: Settings | None = None, *, market: str | Path | MarketStore | None = None
    ) -> Pipeline:
        """A pipeline with these settings (``None``: the defaults) and this market store (``None``: nothing is checked).

        Raises:
            ConfigError: the settings contradict each other.
            ModelError: the settings ask for an engine whose model, or what it needs, is not installed.
            MarketDataError: the store does not exist or can't be read.
        """
        settings = settings or Settings()
        names = engines.load(settings.ner, settings.ner_model, settings.ner_labels)
        store = MarketStore.open(Path(market)) if isinstance(market, str | Path) else market
        return cls(settings, store, names, loading.load(settings.figures))

    def parse(self, item: ArticleInput) -> Article:
        """The cleaned article.

        Raises:
            ParseError: there is no article in the input, or it is longer than ``settings.max_characters``.
        """
        article = publishers.parse(
            item.source,
            url=item.url,
            title=item.title,
            publisher=item.publisher,
            published_at=item.published_at,
            article_id=item.id,
            media=item.media,
        )
        if _SURROGATE.search(article.text):
            raise ParseError("the text has half a character (a lone surrogate), which no encoding can write")
        if len(article.text) > self.settings.max_characters:
            raise ParseError(
                f"{len(article.text)} characters of text; the setting max_characters is {self.settings.max_characters}"
            )
        return article

    def mentions(self, item: ArticleInput) -> tuple[Article, tuple[Mention, ...]]:
        """The cleaned article and everything the finders found in it, comparisons and ranges included.

        Raises:
            ParseError: see ``parse``.
        """
        article, _, found = self._found(item)
        every = [*found.mentions, *number_ranges.find(article.text, found.mentions)]
        return article, tuple(sorted(every, key=lambda mention: (mention.start, mention.end, mention.label)))

    def process(self, item: ArticleInput) -> Result:
        """The article's records, facts, account of its figures and, with a market store, verdicts.

        Raises:
            ParseError: see ``parse``.
        """
        context = self.context(item)
        models = self.figures
        built = records.build(context, models.model, models.readings) if models is not None else records.build(context)
        return self._result(context, built)

    def traced(self, item: ArticleInput) -> Traced:
        """The result of ``process``, and how its records came about: slower, for an explanation.

        Raises:
            ParseError: see ``parse``.
        """
        made = trace(self.context(item), self.figures)
        return Traced(self._result(made.context, made.built), made)

    def _result(self, context: Context, built: Built) -> Result:
        return Result(
            article=context.article,
            records=self._checked(built.records, context.article.published_at),
            facts=built.facts,
            people=built.people,
            contradictions=built.contradictions,
            unclaimed=built.account.unclaimed,
            coverage=built.account.coverage,
            versions=self.versions,
        )

    def context(self, item: ArticleInput) -> Context:
        """What records are built from: the cleaned article, its sentences, and everything that was found in it.

        Raises:
            ParseError: see ``parse``.
        """
        article, spans, found = self._found(item)
        return records.build_context(article, spans, found.mentions, found.outside, found.split)

    def _found(self, item: ArticleInput) -> tuple[Article, tuple[Span, ...], Found]:
        article = self.parse(item)
        spans = sentences.sentence_spans(article.text, article.blocks)
        engine = self.names.engine if self.names is not None else None
        return (
            article,
            spans,
            mentions.find_everywhere(article, spans, engine, read_all=self.settings.ner_reads == "all"),
        )

    def extract(
        self,
        source: str,
        *,
        url: str | None = None,
        title: str | None = None,
        published_at: datetime | str | None = None,
        article_id: str | None = None,
    ) -> Result:
        """The result for one article given as text or HTML.

        ``published_at``: a datetime or ISO 8601; without a zone it is UTC; ``None``: the page decides.

        Raises:
            ParseError: there is no article in it.
            DecodeError: ``published_at`` is not a time.
        """
        made_id, appeared = article_id or default_id(source, url), instant_of(published_at)
        return self.process(ArticleInput(id=made_id, source=source, url=url, title=title, published_at=appeared))

    def pipe(self, items: Iterable[ArticleInput]) -> Iterator[Result]:
        """The results of a stream of inputs, in order, one at a time in memory; the first error ends the stream.

        For a stream in which bad articles are set aside use ``tapecheck.corpus.run``.
        """
        for item in items:
            yield self.process(item)

    def _checked(self, found: tuple[AnyRecord, ...], published_at: datetime | None) -> tuple[AnyRecord, ...]:
        return found if self.market is None else records.check_all(found, self.market, published_at)

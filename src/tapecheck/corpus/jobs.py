"""What the commands do, from paths to lines: read, work, and a line for each input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from tapecheck.config import Settings
from tapecheck.corpus.about import About
from tapecheck.corpus.batch import Execution, RunSpec, pool
from tapecheck.corpus.lines import (
    ArticleLine,
    MentionsLine,
    failed_article,
    failed_mentions,
    failed_result,
    mentions_line,
)
from tapecheck.corpus.reading import read_inputs
from tapecheck.corpus.runner import Watcher, run
from tapecheck.corpus.runs.shard import cut
from tapecheck.corpus.work import EXTRACT
from tapecheck.corpus.workers import Outcome, in_order
from tapecheck.market import MarketStore
from tapecheck.mentions import as_written, number_ranges
from tapecheck.pipeline import Pipeline, Traced
from tapecheck.records import Result
from tapecheck.schema.input import ArticleInput, RejectedInput

_AT_ONCE = 64
_AHEAD = 2
"""Articles that are given to the processes together, and so many such parts more while the first is waited for."""


def settings_of(path: Path | None, **options: str | None) -> Settings:
    """Settings from a TOML file, or the defaults; an option that is not ``None`` goes before it.

    Raises:
        ConfigError: a setting does not exist or has a wrong value.
    """
    settings = Settings() if path is None else Settings.from_toml(path)
    given = {name: value for name, value in options.items() if value is not None}
    return Settings.of(**{**settings.model_dump(), **given})


def extraction(
    spec: RunSpec, watcher: Watcher, execution: Execution | None = None, *, published_at: datetime | None = None
) -> Iterator[Result]:
    """The results of all inputs, in order; an input that failed has a result that says so.

    With ``execution`` processes work on them, under its limits; else this process does. ``published_at``: when those inputs
    appeared that do not bring their time, an aware datetime; ``None``: what the page says, or unknown.

    Raises:
        ConfigError, MarketDataError, ModelError: at once, before anything is read.
    """
    items = _dated(read_inputs(spec.inputs, columns=spec.columns), published_at)
    if execution is not None:
        return _by_processes(items, spec, execution, watcher)
    pipeline = Pipeline.from_config(spec.settings, market=spec.market)
    return run(items, pipeline.process, lambda rejected: failed_result(rejected, pipeline.versions), watcher)


def tracing(
    spec: RunSpec, watcher: Watcher, *, published_at: datetime | None = None
) -> tuple[MarketStore | None, Iterator[Traced]]:
    """The market store that is checked against, and the traced results of all inputs that could be done, in order.

    ``published_at``: as for ``extraction``.

    Raises:
        ConfigError, MarketDataError, ModelError: at once, before anything is read.
    """
    items = _dated(read_inputs(spec.inputs, columns=spec.columns), published_at)
    pipeline = Pipeline.from_config(spec.settings, market=spec.market)
    made: Iterator[Traced | None] = run(items, pipeline.traced, lambda _: None, watcher)
    return pipeline.market, (one for one in made if one is not None)


def _dated(
    items: Iterator[ArticleInput | RejectedInput], published_at: datetime | None
) -> Iterator[ArticleInput | RejectedInput]:
    if published_at is None:
        return items
    return (
        item.model_copy(update={"published_at": published_at})
        if isinstance(item, ArticleInput) and item.published_at is None
        else item
        for item in items
    )


def _by_processes(
    items: Iterator[ArticleInput | RejectedInput], spec: RunSpec, execution: Execution, watcher: Watcher
) -> Iterator[Result]:
    with pool(spec, execution) as workers:
        versions = About.model_validate_json(workers.about()).versions
        submitted = ((shard, workers.submit(EXTRACT, shard.articles)) for shard in cut(items, _AT_ONCE))
        for shard, outcomes in in_order(submitted, workers.finish, ahead=_AHEAD):
            came = iter(outcomes)
            for item in shard.written:
                outcome = next(came) if isinstance(item, ArticleInput) else Outcome(None, item)
                if outcome.made is not None:
                    watcher.done(item)
                    yield Result.model_validate_json(outcome.made.line)
                else:
                    assert outcome.rejected is not None
                    watcher.failed(outcome.rejected, outcome.bug)
                    yield failed_result(outcome.rejected, versions)


def parsing(inputs: Sequence[str], settings: Settings, watcher: Watcher) -> Iterator[ArticleLine]:
    """The cleaned articles of all inputs, in order.

    Raises:
        ConfigError: at once, before anything is read.
    """
    items = read_inputs(inputs)
    pipeline = Pipeline.from_config(settings.model_copy(update={"ner": "none", "ner_model": None}))
    return run(items, lambda item: ArticleLine(article=pipeline.parse(item)), failed_article, watcher)


def finding(
    inputs: Sequence[str], settings: Settings, watcher: Watcher, *, ranges: bool = False, written: bool = False
) -> Iterator[MentionsLine]:
    """The mentions of all inputs, in order.

    ``ranges``: comparisons and ranges of bare numbers are the NUMBER mentions. ``written``: sums are in the unit that the
    text names, and amounts of coins are MONEY.

    Raises:
        ConfigError, ModelError: at once, before anything is read.
    """
    items = read_inputs(inputs)
    pipeline = Pipeline.from_config(settings)

    def step(item: ArticleInput) -> MentionsLine:
        article, mentions = pipeline.mentions(item)
        mentions = number_ranges.as_numbers(mentions) if ranges else mentions
        return mentions_line(article, as_written.convert(mentions) if written else mentions)

    return run(items, step, failed_mentions, watcher)

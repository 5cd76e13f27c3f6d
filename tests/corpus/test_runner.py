from __future__ import annotations

import pytest

from tapecheck.corpus.runner import run
from tapecheck.errors import ConfigError, InvariantError, MarketDataError, ParseError
from tapecheck.schema.input import ArticleInput, RejectedInput


class Log:
    """A watcher that writes down what it is told."""

    def __init__(self) -> None:
        self.finished: list[str] = []
        self.broken: dict[str, tuple[str, str, str | None]] = {}

    def done(self, item: ArticleInput) -> None:
        self.finished.append(item.id)

    def failed(self, rejected: RejectedInput, trace: str | None) -> None:
        self.broken[rejected.id] = (rejected.error, rejected.message, trace)


def inputs(*names: str) -> list[ArticleInput | RejectedInput]:
    return [ArticleInput(id=name, source="x", path="in.jsonl", line=n) for n, name in enumerate(names, start=1)]


def lines(items: list[ArticleInput | RejectedInput], log: Log, errors: dict[str, Exception]) -> list[str]:
    def step(item: ArticleInput) -> str:
        if item.id in errors:
            raise errors[item.id]
        return item.id

    return list(run(items, step, lambda rejected: f"{rejected.id} failed at {rejected.line}", log))


@pytest.mark.parametrize(
    "error", [ParseError("no article"), ValueError("a\nbug"), InvariantError("no"), RecursionError()]
)
def test_one_bad_article_does_not_stop_the_others(error: Exception) -> None:
    log = Log()
    assert lines(inputs("a", "b", "c"), log, {"b": error}) == ["a", "b failed at 2", "c"]
    assert log.finished == ["a", "c"]
    assert log.broken["b"][0] == type(error).__name__


def test_a_bug_comes_with_its_traceback_and_one_line() -> None:
    log = Log()
    lines(inputs("a", "b"), log, {"a": ValueError("two\nlines"), "b": ParseError("no article")})
    error, message, trace = log.broken["a"]
    assert (error, message) == ("ValueError", "two lines")
    assert trace is not None
    assert "in step" in trace
    assert log.broken["b"] == ("ParseError", "no article", None)


def test_what_could_not_be_read_has_its_line_too() -> None:
    log = Log()
    rejected = RejectedInput(id="r", error="DecodeError", message="empty", line=9)
    assert lines([*inputs("a"), rejected], log, {}) == ["a", "r failed at 9"]
    assert log.broken == {"r": ("DecodeError", "empty", None)}


@pytest.mark.parametrize("error", [MarketDataError("no store"), ConfigError("no such option")])
def test_an_error_of_the_run_ends_it(error: Exception) -> None:
    with pytest.raises(type(error)):
        lines(inputs("a", "b"), Log(), {"a": error})


def test_the_run_is_a_stream() -> None:
    asked: list[str] = []

    def endless() -> object:
        number = 0
        while True:
            number += 1
            asked.append(str(number))
            yield ArticleInput(id=str(number), source="x")

    results = run(endless(), lambda item: item.id, lambda rejected: rejected.id, Log())  # type: ignore[arg-type]
    assert [next(results) for _ in range(3)] == asked == ["1", "2", "3"]

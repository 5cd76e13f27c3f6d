from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tapecheck.corpus.workers import Limits, Outcome, Pool, in_order
from tapecheck.errors import ConfigError, InvariantError, ModelError, TapecheckError
from tapecheck.schema.input import ArticleInput

Start = Callable[..., Pool]
Articles = Callable[..., list[ArticleInput]]


def said(outcomes: list[Outcome]) -> list[str]:
    """What became of each article: its text in capitals, or the error's class."""
    return [
        json.loads(one.made.line)["article"]["text"] if one.made is not None else one.rejected.error  # type: ignore[union-attr]
        for one in outcomes
    ]


def only(outcomes: list[Outcome]) -> tuple[str, str, str]:
    """Class, message and trace of the only article that failed."""
    (one,) = [one for one in outcomes if one.rejected is not None]
    assert one.rejected is not None
    return one.rejected.error, one.rejected.message, one.trace or ""


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("batch", [1, 3, 256])
def test_outcomes_are_in_the_order_of_the_articles(start: Start, articles: Articles, workers: int, batch: int) -> None:
    texts = [f"{number} " + "x" * (number * 7 % 11) for number in range(20)]
    pool = start(workers, batch=batch)
    outcomes = pool.finish(pool.submit("say", articles(*texts)))
    assert said(outcomes) == [f"SAY {text}".upper() for text in texts]


def test_a_batch_holds_articles_of_like_length_the_longest_first(start: Start, articles: Articles) -> None:
    told: list[str] = []

    def tell(outcome: Outcome) -> None:
        told.extend(said([outcome]))

    pool = start(1, batch=2, told=tell)
    pool.finish(pool.submit("", articles("a", "a" * 5, "a" * 3, "a" * 4)))
    assert [len(text.strip()) for text in told] == [5, 4, 3, 1]


def test_nothing_submitted_nothing_comes(start: Start) -> None:
    pool = start(1)
    assert pool.finish(pool.submit("say", [])) == []


def test_an_urgent_job_goes_before_all_that_waits(start: Start, articles: Articles) -> None:
    told: list[str] = []
    pool = start(1, batch=1, told=lambda outcome: told.extend(said([outcome])))
    later = pool.submit("later", articles("one", "two"))
    soon = pool.submit("soon", articles("three"), urgent=True)
    assert pool.finish(soon)
    pool.finish(later)
    assert [text.split()[0] for text in told] in (["LATER", "SOON", "LATER"], ["SOON", "LATER", "LATER"])


def test_labels_and_long_lines_come_whole(start: Start, articles: Articles) -> None:
    long = "Bitcoin rose. " * 100_000
    pool = start(1)
    (outcome,) = pool.finish(pool.submit("say", articles(long)))
    assert outcome.made is not None
    assert outcome.made.labels == {"SUPPORTED": 100_000}
    assert said([outcome]) == [f"say {long}".upper()]


def test_about_is_what_the_work_says_of_itself(start: Start) -> None:
    assert json.loads(start(2, config=b"c").about())["code"] == "cheap"


@pytest.mark.parametrize(
    ("command", "where"),
    [
        ("hang in a loop", "in _loop"),
        ("hang in a regex", "in _regex"),
        ("hang in a conversion", "in _conversion"),
        ("hang asleep", "in <lambda>"),
    ],
)
def test_an_article_that_hangs_is_given_up_and_its_batch_is_done(
    start: Start, articles: Articles, command: str, where: str
) -> None:
    pool = start(1, seconds=1.0)
    outcomes = pool.finish(pool.submit("say", articles("one", f"{command}\nand more of it", "three")))
    assert said(outcomes) == ["SAY ONE", "ArticleTimeout", "SAY THREE"]
    error, message, trace = only(outcomes)
    assert (error, message) == ("ArticleTimeout", "not done after 1 seconds")
    assert where in trace


def test_a_process_that_was_stopped_hangs_too(start: Start, articles: Articles) -> None:
    pool = start(1, seconds=0.5)
    assert said(pool.finish(pool.submit("say", articles("stop", "two")))) == ["ArticleTimeout", "SAY TWO"]


def test_the_time_limit_is_for_each_article_of_a_batch(start: Start, articles: Articles) -> None:
    pool = start(1, seconds=1.2)
    outcomes = pool.finish(pool.submit("say", articles(*["sleep: 0.5"] * 4)))
    assert said(outcomes) == ["SAY SLEEP: 0.5"] * 4


def test_a_reply_that_came_in_time_counts_however_late_it_is_read(start: Start, articles: Articles) -> None:
    pool = start(1, seconds=0.5, batch=1)
    pool.about()
    job = pool.submit("say", articles("one"))
    time.sleep(0.8)
    assert said(pool.finish(job)) == ["SAY ONE"]


@pytest.mark.parametrize(
    ("command", "how", "trace"),
    [
        ("exit", "with status 7", ""),
        ("leave", "with status 4", ""),
        ("abort", "by signal 6 (SIGABRT)", "Fatal Python error: Aborted"),
        ("crash", "by signal 11 (SIGSEGV)", "Fatal Python error: Segmentation fault"),
        ("killed", "by signal 9 (SIGKILL)", ""),
    ],
)
def test_an_article_whose_process_ends_twice_is_given_up_and_its_batch_is_done(
    start: Start, articles: Articles, command: str, how: str, trace: str
) -> None:
    pool = start(1)
    outcomes = pool.finish(pool.submit("say", articles("one", "two", f"print: last words\n{command}", "four")))
    assert said(outcomes) == ["SAY ONE", "SAY TWO", "ArticleCrash", "SAY FOUR"]
    _, message, told = only(outcomes)
    assert message == f"the process that worked on it ended {how}, 2 times"
    assert trace in told
    assert ("in do" in told) == bool(trace)


def test_an_article_whose_process_ends_once_is_done_the_second_time(
    start: Start, articles: Articles, tmp_path: Path
) -> None:
    pool = start(1)
    texts = ("one", f"once: {tmp_path / 'once'} killed", "three")
    assert "ArticleCrash" not in said(pool.finish(pool.submit("say", articles(*texts))))


def test_a_process_that_somebody_kills_costs_no_article(start: Start, articles: Articles, tmp_path: Path) -> None:
    pool = start(2, batch=4)
    there = tmp_path / "there"
    there.touch()
    job = pool.submit("say", articles(*[f"note: {tmp_path / str(n)}\nwait while there: {there}" for n in range(6)]))
    pool.about()
    pool.submit("say", articles("x"))
    while not (pids := list(tmp_path.glob("[0-9]"))):
        pool._step()
    os.kill(int(pids[0].read_text()), signal.SIGKILL)
    there.unlink()
    assert all(text.startswith("SAY NOTE") for text in said(pool.finish(job)))


def test_an_idle_process_that_somebody_kills_costs_no_article(start: Start, articles: Articles) -> None:
    pool = start(1)
    pool.about()
    for _ in range(3):
        (pid,) = pool.pids
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
        assert said(pool.finish(pool.submit("say", articles("one")))) == ["SAY ONE"]


def test_too_much_memory_is_the_fault_of_its_article_alone(start: Start, articles: Articles) -> None:
    pool = start(1, memory=300 * 1024 * 1024)
    outcomes = pool.finish(pool.submit("say", articles("one", "memory", "three")))
    assert said(outcomes) == ["SAY ONE", "MemoryError", "SAY THREE"]
    assert "in _memory" in only(outcomes)[2]


@pytest.mark.parametrize(
    ("command", "error", "message"),
    [
        ("bug", "ValueError", "two lines"),
        ("no article", "ParseError", "no article in it"),
        ("half a character", "ValueError", "\\ud800"),
    ],
)
def test_an_error_of_the_article_is_its_own(
    start: Start, articles: Articles, command: str, error: str, message: str
) -> None:
    pool = start(1)
    outcomes = pool.finish(pool.submit("say", articles("one", command)))
    assert said(outcomes) == ["SAY ONE", error]
    assert only(outcomes)[:2] == (error, message)
    assert "in command" in only(outcomes)[2]
    rejected = outcomes[1].rejected
    assert rejected is not None
    assert (rejected.id, rejected.path, rejected.line) == ("a1", "in", 1)


@pytest.mark.parametrize(("command", "error"), [("no model", ModelError), ("wrong setting", ConfigError)])
def test_an_error_of_the_run_ends_it(
    start: Start, articles: Articles, command: str, error: type[TapecheckError]
) -> None:
    pool = start(1)
    with pytest.raises(error, match="the "):
        pool.finish(pool.submit("say", articles("one", command)))


@pytest.mark.parametrize(
    ("factory", "error", "message"),
    [
        ("without_model", ModelError, "the model\nis missing"),
        ("broken", InvariantError, "can't start: one ended with status 1: RuntimeError: no such luck$"),
        ("ends", InvariantError, "can't start: one ended with status 5"),
        ("no_such_module:work", InvariantError, "ModuleNotFoundError: No module named 'no_such_module'$"),
    ],
)
def test_work_that_cannot_start_ends_the_run(
    start: Start, factory: str, error: type[TapecheckError], message: str
) -> None:
    pool = start(2, factory=factory)
    with pytest.raises(error, match=message):
        pool.about()


def test_work_that_cannot_start_again_ends_the_run(start: Start, articles: Articles, tmp_path: Path) -> None:
    pool = start(1, factory="starts_once", config=os.fsencode(tmp_path / "started"))
    with pytest.raises(InvariantError, match="can't start: one ended with status 6"):
        pool.finish(pool.submit("say", articles("exit")))


def test_no_process_is_left_when_the_pool_ends(start: Start, articles: Articles) -> None:
    with Pool("cheap_work:work", b"", workers=3, limits=Limits()) as pool:
        pool.about()
        pool.submit("say", articles("hang in a conversion", "two"))
        pids = pool.pids
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_chunks_come_in_order_and_no_more_than_asked_are_read_ahead(start: Start, articles: Articles) -> None:
    read: list[int] = []

    def chunks() -> Iterator[int]:
        for number in range(20):
            read.append(number)
            yield number

    pool = start(2)
    submitted = ((number, pool.submit("say", articles(f"{number}", "x" * (20 - number)))) for number in chunks())
    came = in_order(submitted, pool.finish, ahead=2)
    for expected, (chunk, outcomes) in enumerate(came):
        assert (chunk, said(outcomes)[0]) == (expected, f"SAY {expected}")
        assert len(read) <= expected + 3
    assert read == list(range(20))

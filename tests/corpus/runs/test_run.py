from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tapecheck.corpus.runs.marker import Marker, Totals
from tapecheck.errors import ConfigError, ExportError
from tapecheck.schema.input import ArticleInput, RejectedInput

Corpora = Callable[..., Any]
Articles = Callable[..., list[ArticleInput | RejectedInput]]


class Stopped(BaseException):
    """As sudden as a signal."""


def stopping_before(shard: int) -> Callable[[int], None]:
    def stop(number: int) -> None:
        if number == shard:
            raise Stopped

    return stop


def rejected(number: int) -> RejectedInput:
    return RejectedInput(id="claimed", error="DecodeError", message="not JSON", path="in.jsonl", line=number + 1)


def test_every_input_has_its_line_in_order_and_is_accounted_for(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora([*articles(4), rejected(4), *articles([5, 1, 6])])
    corpus.failing = {"a3"}
    assert corpus.run() == Totals(shards=3, inputs=8, done=5, failed=2, skipped=1, verdicts={"SUPPORTED": 5})
    assert corpus.results() == ["a0", "a1", "a2", "a3!", "in.jsonl:5!", "a5", "a6"]
    files = corpus.files()
    assert sorted(files) == [
        "failed.jsonl",
        "failed/00001.jsonl",
        "finished.json",
        *(f"markers/0000{n}.json" for n in range(3)),
        *(f"results/0000{n}.jsonl" for n in range(3)),
        "run.json",
        "skipped.jsonl",
        "skipped/00002.jsonl",
    ]
    failed = [json.loads(line) for line in files["failed.jsonl"].splitlines()]
    assert [(row["number"], row["id"], row["line"], row["error"], row["message"], row["trace"]) for row in failed] == [
        (3, "a3", 4, "ValueError", "no luck", "in a test"),
        (4, "in.jsonl:5", 5, "DecodeError", "not JSON", None),
    ]
    (skipped,) = [json.loads(line) for line in files["skipped.jsonl"].splitlines()]
    assert (skipped["number"], skipped["id"], skipped["reason"], skipped["duplicate_of"]) == (
        6,
        "a1",
        "duplicate_id",
        "a1",
    )
    assert Totals.model_validate_json(files["finished.json"]).inputs == 8


def test_nothing_in_nothing_out(corpora: Corpora) -> None:
    corpus = corpora([])
    assert corpus.run() == Totals()
    assert sorted(corpus.files()) == ["failed.jsonl", "finished.json", "run.json", "skipped.jsonl"]


@pytest.mark.parametrize("shard", range(4))
def test_a_run_that_was_stopped_goes_on_from_the_last_complete_shard(
    corpora: Corpora, articles: Articles, shard: int
) -> None:
    undisturbed, corpus = corpora(articles(10)), corpora(articles(10))
    undisturbed.run()
    corpus.stop = stopping_before(shard)
    with pytest.raises(Stopped):
        corpus.run()
    assert "finished.json" not in corpus.files()
    corpus.stop = stopping_before(99)
    corpus.run()
    assert corpus.kept == list(range(shard))
    assert corpus.worked == [f"a{number}" for number in range(3 * shard, 10)]
    assert corpus.files() == undisturbed.files()


def test_a_run_that_is_finished_does_nothing_again(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora(articles(7))
    totals = corpus.run()
    before = corpus.files()
    assert corpus.run() == totals
    assert (corpus.worked, corpus.kept, corpus.files()) == ([], [0, 1, 2], before)


@pytest.mark.parametrize(
    ("now", "worked"),
    [
        pytest.param(range(10), range(9, 10), id="grew in its last shard"),
        pytest.param(range(8), [6, 7], id="shrank in its last shard"),
        pytest.param(range(3), [], id="shrank by whole shards"),
        pytest.param([], [], id="is empty"),
        pytest.param([0, 1, 2, 99, 3, 4, 5, 6, 7, 8], [99, 3, 4, 5, 6, 7, 8], id="has one more between"),
    ],
)
def test_an_input_that_changed_is_done_where_it_changed(
    corpora: Corpora, articles: Articles, now: list[int], worked: list[int]
) -> None:
    corpus, undisturbed = corpora(articles(9)), corpora(articles(list(now)))
    corpus.run()
    corpus.inputs = articles(list(now))
    assert corpus.run() == undisturbed.run()
    assert corpus.worked == [f"a{number}" for number in worked]
    assert corpus.files() == undisturbed.files()


def test_a_changed_article_is_done_again_one_that_was_moved_is_not(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora(articles(6))
    corpus.run()
    corpus.inputs[4] = corpus.inputs[4].model_copy(update={"source": "Ether fell."})
    corpus.inputs = [entry.model_copy(update={"path": "moved.jsonl"}) for entry in corpus.inputs]
    assert corpus.run().verdicts == {"SUPPORTED": 5}
    assert corpus.worked == ["a3", "a4", "a5"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"format": "parquet"}, "format"),
        ({"shard_articles": 4}, "shard articles"),
        ({"only_language": "en"}, "only language"),
        ({"near_duplicates": 0.8}, "near duplicates"),
        ({"about": {"code": "d"}}, "the code of tapecheck"),
        ({"about": {"market": "m"}}, "the market data"),
        ({"about": {"versions": {"settings": "t"}}}, "the version, the models or the settings"),
        ({"about": {"versions": {"models": {"ner": "m"}}}}, "the version, the models or the settings"),
    ],
)
def test_a_folder_with_another_run_is_left_alone(
    corpora: Corpora, articles: Articles, change: dict[str, Any], named: str
) -> None:
    corpus = corpora(articles(4))
    corpus.run()
    before = corpus.files()
    corpus.info = corpus.info.model_validate(_merged(corpus.info.model_dump(), change), strict=False)
    with pytest.raises(
        ConfigError, match=f"holds a run that differs in {named}; choose another folder, or --overwrite"
    ):
        corpus.run()
    assert corpus.files() == before


def _merged(old: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    return old | {name: _merged(old[name], new) if isinstance(new, dict) else new for name, new in change.items()}


def test_overwriting_leaves_nothing_of_the_other_run(corpora: Corpora, articles: Articles) -> None:
    corpus, undisturbed = corpora(articles(10)), corpora(articles(4))
    corpus.run()
    undisturbed.change(shard_articles=2)
    corpus.inputs, corpus.info = undisturbed.inputs, undisturbed.info
    corpus.failing = undisturbed.failing = {"a1"}
    corpus.run(overwrite=True)
    undisturbed.run()
    assert corpus.files() == undisturbed.files()


def test_of_the_overwritten_run_nothing_counts_any_more_once_the_other_has_begun(
    corpora: Corpora, articles: Articles
) -> None:
    corpus = corpora(articles(10))
    corpus.run()
    corpus.change(shard_articles=2)
    corpus.stop = stopping_before(1)
    with pytest.raises(Stopped):
        corpus.run(overwrite=True)
    assert [name for name in corpus.files() if name.startswith("markers/")] == ["markers/00000.json"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"another": "run"}', b"\xff"])
def test_a_damaged_description_of_the_run_is_said_and_can_be_overwritten(
    corpora: Corpora, articles: Articles, content: bytes
) -> None:
    corpus, undisturbed = corpora(articles(4)), corpora(articles(4))
    corpus.run()
    (corpus.out / "run.json").write_bytes(content)
    with pytest.raises(ConfigError, match=r"run\.json is of another version of tapecheck, or damaged"):
        corpus.run()
    corpus.run(overwrite=True)
    undisturbed.run()
    assert corpus.files() == undisturbed.files()


def test_a_folder_that_holds_something_else_is_left_alone(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora(articles(4))
    (corpus.out / "results").mkdir(parents=True)
    (corpus.out / "results" / "thesis.txt").write_text("mine")
    for overwrite in (False, True):
        with pytest.raises(ConfigError, match="is not empty and holds no run; choose another folder"):
            corpus.run(overwrite=overwrite)
    assert corpus.files() == {"results/thesis.txt": b"mine"}


def test_what_is_not_of_the_run_stays(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora(articles(4))
    corpus.run()
    (corpus.out / "notes").mkdir()
    for name in ("notes/a.txt", "readme.md"):
        (corpus.out / name).write_text("mine")
    (corpus.out / "results" / "00099.jsonl").write_text("left by a run over more")
    corpus.run()
    assert {"notes/a.txt", "readme.md"} < corpus.files().keys()
    assert "results/00099.jsonl" not in corpus.files()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.unlink(), id="deleted"),
        pytest.param(lambda path: path.write_bytes(b""), id="emptied"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-9]), id="truncated"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes() + b"{"), id="longer"),
    ],
)
@pytest.mark.parametrize(
    "name", ["markers/00001.json", "results/00001.jsonl", "failed/00001.jsonl", "skipped/00001.jsonl"]
)
def test_a_shard_whose_files_were_damaged_is_done_again(
    corpora: Corpora, articles: Articles, name: str, damage: Callable[[Path], None]
) -> None:
    corpus = corpora(articles([0, 1, 2, 3, 4, 1, 5, 6]))
    corpus.failing = {"a4"}
    corpus.run()
    before = corpus.files()
    damage(corpus.out / name)
    corpus.run()
    assert corpus.worked == ["a3", "a4"]
    assert corpus.files() == before


def test_a_marker_that_does_not_add_up_does_not_count(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora(articles(6))
    corpus.run()
    before = corpus.files()
    marker = Marker.model_validate_json(before["markers/00001.json"])
    wrong = marker.model_dump_json().replace('"done":3', '"done":2')
    (corpus.out / "markers/00001.json").write_text(wrong)
    corpus.run()
    assert (corpus.kept, corpus.files()) == ([0], before)


def test_what_was_half_written_is_taken_away(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora(articles(6))
    corpus.run()
    before = corpus.files()
    for name in (".run.json.part", "results/.00001.jsonl.part"):
        (corpus.out / name).write_text("half")
    corpus.run()
    assert corpus.files() == before


def test_a_disk_that_is_full_keeps_what_is_complete(
    corpora: Corpora, articles: Articles, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, undisturbed = corpora(articles(9)), corpora(articles(9))
    undisturbed.run()
    left = 9
    write = type(corpus.storage).write

    def once_too_often(storage: Any, name: str, content: bytes) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise ExportError("can't write: No space left on device")
        write(storage, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(type(corpus.storage), "write", once_too_often)
        for left in range(6):  # noqa: B007
            with pytest.raises(ExportError, match="No space left"):
                corpus.run()
    corpus.run()
    assert corpus.files() == undisturbed.files()

"""Articles that hang, crash or take all memory, among good ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

POISON = {
    "hang in a loop": "ArticleTimeout",
    "hang in a conversion": "ArticleTimeout",
    "crash": "ArticleCrash",
    "exit": "ArticleCrash",
    "memory": "MemoryError",
    "bug": "ValueError",
    "half a character": "ValueError",
}


@pytest.mark.parametrize("workers", [1, 2])
def test_poisoned_articles_fail_and_the_others_are_as_without_them(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any, workers: int
) -> None:
    texts: list[dict[str, object] | str] = [f"Bitcoin rose {number} times." for number in range(40)]
    undisturbed, out = tmp_path / "undisturbed", tmp_path / "out"
    good = corpus(texts, "good.jsonl")
    for place, command in enumerate(POISON):
        texts[5 * place + 2] = command
    limits = {"seconds": 1.0, "memory": 400 * 1024 * 1024, "workers": workers}
    assert runs.run(undisturbed, good).status == 0
    assert runs.run(out, corpus(texts), **limits).status == 0
    assert faults.accounted(out).failed == len(POISON)
    lines = faults.results(out)
    failed = {line["article"]["id"]: line["failed"]["error"] for line in lines if line.get("failed")}
    assert failed == {f"a{5 * place + 2}": error for place, error in enumerate(POISON.values())}
    others = [line for line in faults.results(undisturbed) if line["article"]["id"] not in failed]
    assert [line for line in lines if not line.get("failed")] == others


def test_once_the_poison_is_gone_a_retry_gives_what_an_undisturbed_run_gives(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any
) -> None:
    flags = [tmp_path / f"flag{number}" for number in range(3)]
    source = corpus(["one", *[f"exit while there: {flag}" for flag in flags], "five"])
    for flag in flags:
        flag.touch()
    out, undisturbed = tmp_path / "out", tmp_path / "undisturbed"
    assert runs.run(out, source).status == 0
    assert faults.accounted(out).failed == 3
    for flag in flags:
        flag.unlink()
    assert runs.run(out, retry=True).status == 0
    assert runs.run(undisturbed, source).status == 0
    assert faults.accounted(out).failed == 0
    assert faults.files(out) == faults.files(undisturbed)

"""docs/verdicts.md: its list of causes is the closed one, and its command prints what the page shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tapecheck.schema.verdict import CAUSES, Evidence, Verdict

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "verdicts.md").read_text("utf-8")
_ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)  # | `gap` | the data have a hole there |
_COMMAND = re.compile(
    r"^\$ tapecheck (.+)\n((?:(?!```).*\n)+)", re.MULTILINE
)  # $ tapecheck market show …, and its output


def test_the_causes_are_those_of_the_schema() -> None:
    section = PAGE.partition("## Why nothing is decided")[2].partition("\n## ")[0]
    assert tuple(_ROW.findall(section)) == CAUSES


def test_every_field_of_a_verdict_is_explained() -> None:
    section = PAGE.partition("## What a verdict says")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", section))
    assert set(Verdict.model_fields) | set(Evidence.model_fields) <= named


def test_the_command_prints_what_the_page_shows(tapecheck: Callable[..., Any], tmp_path: Path) -> None:
    store = tmp_path / "demo.duckdb"
    tapecheck("market", "import", *sorted((ROOT / "examples" / "market").glob("*.csv")), "--market", store)
    ((command, shown),) = _COMMAND.findall(PAGE)
    ended = tapecheck(*command.replace("out/demo.duckdb", str(store)).split())
    assert ended.out == shown

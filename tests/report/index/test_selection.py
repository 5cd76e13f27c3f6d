from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tapecheck.records import Result
from tapecheck.report.index.selection import Selection
from tapecheck.schema.article import Article
from tapecheck.schema.result import Versions

NOON = datetime(2026, 1, 14, 12, tzinfo=UTC)


def result(**fields: Any) -> Result:
    usual: dict[str, Any] = {"id": "a1", "text": "x", "body": "x", "source_sha256": "0", "blocks": ()}
    return Result(article=Article(**{**usual, **fields}), versions=Versions(tapecheck="0", settings=""))


@pytest.mark.parametrize(
    ("selection", "fields", "taken"),
    [
        (Selection(), {}, True),
        (Selection(publishers=frozenset({"fabricated WIRE"})), {"publisher": "Fabricated Wire"}, True),
        (Selection(publishers=frozenset({"Fabricated"})), {"publisher": "Fabricated Wire"}, False),
        (Selection(publishers=frozenset({"Fabricated Wire"})), {}, False),
        (Selection(since=NOON), {"published_at": NOON}, True),
        (Selection(until=NOON), {"published_at": NOON}, False),
        (Selection(since=NOON), {}, False),
        (Selection(until=NOON), {}, False),
        (Selection(verdicts=frozenset({"REFUTED"})), {"publisher": "Fabricated Wire"}, False),
    ],
)
def test_it_takes_what_was_asked_for(selection: Selection, fields: dict[str, Any], taken: bool) -> None:
    assert selection.takes(result(**fields)) is taken


def test_whether_it_picks_at_all() -> None:
    assert not Selection().picks
    assert Selection(publishers=frozenset({"Fabricated Wire"})).picks

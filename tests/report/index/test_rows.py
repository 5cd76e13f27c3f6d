from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tapecheck.records import Price, Result
from tapecheck.report.index.rows import Row, row_of, rows_json
from tapecheck.schema.article import Article
from tapecheck.schema.base import Span
from tapecheck.schema.record import Provenance
from tapecheck.schema.result import Contradiction, Versions
from tapecheck.schema.verdict import Label, Verdict


def price(label: Label | None, asset: str | None = "BTC") -> Price:
    span = Span(start=0, end=1)
    return Price(
        id="r", asset=asset, value=Decimal(1), currency="USD", bound="exact", role="quote", modality="asserted",
        provenance=Provenance(text=span, source=span, exact="x", prefix="", suffix="", sentence=span, rule="r/1"),
        verdict=None if label is None else Verdict(label=label, reason="as it is"),
    )  # fmt: skip


def result(*records: Price, contradictions: int = 0, **fields: Any) -> Result:
    usual: dict[str, Any] = {"id": "a1", "text": "x", "body": "x", "source_sha256": "0", "blocks": ()}
    clash = Contradiction(kind="same_thing", records=(), field="value", reason="two figures", places=())
    return Result(
        article=Article(**{**usual, **fields}),
        records=records,
        contradictions=(clash,) * contradictions,
        versions=Versions(tapecheck="0", settings=""),
    )


def test_a_row_counts_records_by_verdict() -> None:
    records = (price("SUPPORTED"), price("SUPPORTED"), price("REFUTED"), price("NOT_ENOUGH_INFO"), price(None))
    found = row_of(result(*records, contradictions=2))
    assert (found.records, found.supported, found.refuted, found.undecided, found.contradictions) == (5, 2, 1, 1, 2)


def test_the_asset_that_most_records_speak_of_comes_first() -> None:
    records = [price(None, asset) for asset in ("SOL", "ETH", "BTC", "ETH", None)]
    assert row_of(result(*records)).assets == ("ETH", "BTC", "SOL")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"published_at": datetime(2026, 1, 14, 21, 30, 59, tzinfo=UTC)}, "2026-01-14 21:30"),
        ({"published_at": datetime(987, 1, 1, tzinfo=UTC)}, "0987-01-01 00:00"),
        ({}, ""),
    ],
)
def test_the_time_is_told_to_the_minute(fields: dict[str, Any], shown: str) -> None:
    assert row_of(result(**fields)).published == shown


@pytest.mark.parametrize(
    ("fields", "publisher"),
    [
        ({"publisher": "Fabricated Wire", "url": "https://news.example/1"}, "Fabricated Wire"),
        ({"url": "https://news.example/1"}, "news.example"),
        ({"url": "http://[broken"}, ""),
        ({}, ""),
    ],
)
def test_without_a_publisher_the_address_tells(fields: dict[str, Any], publisher: str) -> None:
    assert row_of(result(**fields)).publisher == publisher


def test_without_a_title_the_id_stands_for_it() -> None:
    assert row_of(result(title="Two\n lines")).title == "Two lines"
    assert row_of(result(title=None)).title == "a1"
    assert len(row_of(result(title="long " * 1_000_000)).title) == 300


def test_the_json_gives_the_rows_back(row: Callable[..., Row]) -> None:
    rows = [row(assets=("BTC", "ETH")), row(title="Other", publisher="Mockingham Post", assets=("ETH",))]
    table = json.loads(rows_json(rows, per_part=10))
    assert table["per_part"] == 10
    back = [
        Row(published, table["publishers"][publisher], *rest, tuple(table["assets"][place] for place in assets))
        for published, publisher, *rest, assets in table["rows"]
    ]
    assert back == rows


@pytest.mark.parametrize("words", ["</script>", "<!--<script>", "\u2028\u2029", "&amp;", "]]>", "\ud800", "\x00"])
def test_nothing_in_the_json_ends_what_it_stands_in(row: Callable[..., Row], words: str) -> None:
    text = str(rows_json([row(title=words, publisher=words, assets=(words,))], per_part=10))
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text)["rows"][0][2] == words

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tapecheck.corpus.reading import inputs
from tapecheck.errors import ConfigError
from tapecheck.schema.input import ArticleInput

Reads = Callable[..., list[ArticleInput]]
AT = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)


def parquet(columns: dict[str, object], **options: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, **options)
    return file.getvalue()


def test_a_row_is_an_article(read: Reads) -> None:
    content = parquet({"id": ["a", None], "text": ["Bitcoin rose.", None], "html": [None, "<p>x</p>"], "n": [1, 2]})
    assert read("a.parquet", content) == [
        ArticleInput(id="a", source="Bitcoin rose.", media="text", path="a.parquet", line=1),
        ArticleInput(id="a.parquet:2", source="<p>x</p>", media="html", path="a.parquet", line=2),
    ]


@pytest.mark.parametrize(
    "times",
    [
        pa.array([AT], pa.timestamp("us", "UTC")),
        pa.array([AT], pa.timestamp("ns", "UTC")),
        pa.array([AT.replace(tzinfo=None)], pa.timestamp("s")),
        pa.array([AT], pa.timestamp("ms", "America/New_York")),
        pa.array([AT.astimezone(timezone(timedelta(hours=9))).isoformat()]),
    ],
)
def test_times_are_utc(read: Reads, times: pa.Array) -> None:
    (item,) = read("a.parquet", parquet({"text": ["x"], "published_at": times}))
    assert item.published_at == AT


def test_a_date_is_midnight_and_finer_times_are_cut(read: Reads) -> None:
    (item,) = read("a.parquet", parquet({"text": ["x"], "published_at": pa.array([date(2026, 1, 14)])}))
    assert item.published_at == datetime(2026, 1, 14, tzinfo=UTC)
    nanoseconds = pa.array([1_768_431_420_000_000_001], pa.int64()).cast(pa.timestamp("ns", "UTC"))
    (item,) = read("a.parquet", parquet({"text": ["x"], "published_at": nanoseconds}))
    assert item.published_at == AT


@pytest.mark.parametrize(
    "texts",
    [
        pa.array(["Bitcoin’s day"], pa.large_string()),
        pa.array(["Bitcoin’s day"]).dictionary_encode(),
        pa.array(["Bitcoin’s day".encode()]),
        pa.array(["Bitcoin’s day".encode("cp1252")], pa.large_binary()),
    ],
)
def test_texts_may_be_strings_or_bytes(read: Reads, texts: pa.Array) -> None:
    (item,) = read("a.parquet", parquet({"text": texts}))
    assert item.source == "Bitcoin’s day"


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"text": pa.array([7, 8])}, '"text" is a number, not a string'),
        ({"text": [["a"], ["b"]]}, '"text" is a list, not a string'),
        ({"text": ["a", "b"], "id": [1.0, 2.0]}, '"id" is a number, not a string'),
        ({"text": ["a", "b"], "url": [b"\xff", b"\xfe"]}, "\"url\" can't be read: 'utf-8' codec"),
        ({"text": ["a", "b"], "published_at": [1, 2]}, '"published_at" is a number, not a string'),
        (
            {"text": ["a", "b"], "published_at": pa.array([2**60, 2**60], pa.timestamp("ms"))},
            '"published_at" can\'t be read',
        ),
        ({"text": pa.array([None, None], pa.string())}, 'neither "text" nor "html"'),
    ],
)
def test_columns_of_other_types_reject_their_rows(read: Reads, columns: dict[str, object], message: str) -> None:
    items = read("a.parquet", parquet(columns))
    assert [item.line for item in items] == [1, 2]
    assert all(item.message.startswith(message) for item in items)


def test_columns_are_mapped(read: Reads) -> None:
    content = parquet({"uuid": [5], "body": ["x"]})
    assert read("a.parquet", content, columns="id=uuid,text=body")[0].id == "5"
    with pytest.raises(ConfigError, match=r"a\.parquet: no column 'text' or 'html'.* the columns are: uuid, body"):
        read("a.parquet")


def test_long_texts_are_rejected_and_the_others_read(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 100)
    first, second = read("a.parquet", parquet({"text": ["x" * 101, "y"]}))
    assert (first.message, second.source) == ('"text" is longer than 100 characters', "y")


def test_rows_are_read_in_order_over_batches_and_groups(read: Reads) -> None:
    content = parquet({"id": list(range(1000)), "text": ["x"] * 1000}, row_group_size=150)
    items = read("a.parquet", content)
    assert [(item.id, item.line) for item in items] == [(str(row), row + 1) for row in range(1000)]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no table at all", parquet({"text": ["x"] * 99})[:-20]])
def test_what_is_no_parquet_is_rejected(read: Reads, content: bytes) -> None:
    (item,) = read("a.parquet", content)
    assert "can't be read further" in item.message


def test_a_damaged_page_is_told_and_what_was_read_stays(read: Reads) -> None:
    content = bytearray(parquet({"text": [f"{n * 7919 % 10007}" * 20 for n in range(5000)]}, row_group_size=1000))
    middle = len(content) // 2
    content[middle : middle + 200] = b"\x00" * 200
    *before, last = read("a.parquet", bytes(content))
    assert "can't be read further" in last.message
    assert [item.line for item in before] == list(range(1, len(before) + 1))

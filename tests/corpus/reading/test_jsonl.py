from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.corpus.reading.jsonl import read_line
from tapecheck.schema.input import ArticleInput, RejectedInput


def line(**fields: object) -> ArticleInput | RejectedInput:
    return read_line(json.dumps(fields).encode(), path="in.jsonl", line=3)


def test_all_fields() -> None:
    assert line(
        id="a1", text="Bitcoin rose.", url="https://x.example/1", title="T", publisher="P",
        published_at="2026-01-14T17:57:00-05:00", extra=[1],
    ) == ArticleInput(
        id="a1", source="Bitcoin rose.", media="text", url="https://x.example/1", title="T", publisher="P",
        published_at=datetime(2026, 1, 14, 22, 57, tzinfo=UTC), path="in.jsonl", line=3,
    )  # fmt: skip


def test_html_is_html_and_text_goes_before_it() -> None:
    html = line(id="a", html="<p>x</p>")
    both = line(id="a", html="<p>x</p>", text="x")
    assert isinstance(html, ArticleInput)
    assert isinstance(both, ArticleInput)
    assert (html.media, html.source) == ("html", "<p>x</p>")
    assert (both.media, both.source) == ("text", "x")


def test_empty_strings_mean_that_nothing_is_known() -> None:
    item = line(id="", text="x", url="", title=None, published_at="")
    assert isinstance(item, ArticleInput)
    assert (item.id, item.url, item.title, item.published_at) == ("in.jsonl:3", None, None, None)


def test_a_number_may_be_an_id() -> None:
    assert line(id=17, text="x").id == "17"


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        ("2026-01-14T22:57:00Z", 22),
        ("2026-01-14T22:57:00", 22),
        ("2026-01-14 22:57", 22),
        ("2026-01-14T22:57+09:00", 13),
    ],
)
def test_published_at_is_utc(value: str, hour: int) -> None:
    item = line(id="a", text="x", published_at=value)
    assert isinstance(item, ArticleInput)
    assert item.published_at == datetime(2026, 1, 14, hour, 57, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id": "a"}, 'neither "text" nor "html"'),
        ({"id": "a", "text": None, "html": None}, 'neither "text" nor "html"'),
        ({"id": "a", "text": " \n"}, '"text" is empty'),
        ({"id": "a", "html": ""}, '"html" is empty'),
        ({"id": "a", "text": 5}, '"text" is a number, not a string'),
        ({"id": ["a"], "text": "x"}, '"id" is a list, not a string'),
        ({"id": "a", "text": "x", "url": {}}, '"url" is an object, not a string'),
        ({"id": True, "text": "x"}, '"id" is true or false, not a string'),
        ({"id": "a", "text": "x", "published_at": 1768431420}, '"published_at" is a number, not a string'),
        (
            {"id": "a", "text": "x", "published_at": "yesterday"},
            "\"published_at\" is not an ISO 8601 time: 'yesterday'",
        ),
        (
            {"id": "a", "text": "x", "published_at": "2026-02-30"},
            "\"published_at\" is not an ISO 8601 time: '2026-02-30'",
        ),
        ({"id": "a", "text": "x", "published_at": "0001-01-01T00:00+14:00"}, '"published_at" is not'),
        ({"id": "a", "text": "\ud800"}, '"text" has half of a surrogate pair'),
    ],
)
def test_what_is_not_an_article_says_why(fields: dict[str, object], message: str) -> None:
    item = line(**fields)
    assert isinstance(item, RejectedInput)
    assert item.message.startswith(message)
    assert (item.error, item.path, item.line) == ("DecodeError", "in.jsonl", 3)


def test_a_rejected_article_keeps_its_id() -> None:
    assert line(id="a1", text="").id == "a1"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"id": "a", ', "not JSON: "),
        (b"plain words", "not JSON: "),
        (b'["a"]', "not a JSON object"),
        (b'{"id": "caf\xe9"}', "not UTF-8 text (byte 12"),
        (b"\x00\x01\x02", "not JSON: "),
        (b"[" * 200_000, "not JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not JSON that can be read"),
    ],
)
def test_what_is_not_json_says_why(raw: bytes, message: str) -> None:
    item = read_line(raw, path="in.jsonl", line=1)
    assert isinstance(item, RejectedInput)
    assert item.message.startswith(message)
    assert "\n" not in item.message
    assert item.id == "in.jsonl:1"


def test_a_byte_order_mark_is_no_part_of_the_line() -> None:
    assert read_line(b'\xef\xbb\xbf{"id": "a", "text": "x"}', path="p", line=1).id == "a"


@given(st.binary(max_size=200))
def test_any_bytes_are_an_article_or_a_reason(raw: bytes) -> None:
    item = read_line(raw, path="p", line=1)
    assert isinstance(item, ArticleInput) or item.message


JSON_VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20) | st.just([])
)


@given(
    st.dictionaries(st.sampled_from(["id", "text", "html", "url", "title", "publisher", "published_at"]), JSON_VALUES)
)
def test_any_object_is_an_article_or_a_reason(fields: dict[str, object]) -> None:
    item = line(**fields)
    assert isinstance(item, RejectedInput) or item.source in (fields.get("text"), fields.get("html"))

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.corpus.reading import inputs
from tapecheck.corpus.reading.csv_tables import read_csv
from tapecheck.corpus.reading.files import File, Reading
from tapecheck.errors import ConfigError
from tapecheck.schema.input import ArticleInput

Reads = Callable[..., list[ArticleInput]]

TABLE = (
    b'id,text,url,published_at\r\n1,"Samplecoin rose,\r\nthen ""fell"".",https://x.example/1,2026-01-14T22:57:00Z\r\n'
    b"2,Ether fell.,,\r\n"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", TABLE),
        ("a.csv", b"\xef\xbb\xbf" + TABLE),
        ("a.csv.gz", gzip.compress(TABLE)),
        ("a.csv.zst", zstandard.compress(TABLE)),
        ("a.csv", TABLE.replace(b"rose,", b"rose;").replace(b",", b";").replace(b"rose;", b"rose,")),
        ("a.tsv", TABLE.replace(b"rose,", b"rose;").replace(b",", b"\t").replace(b"rose;", b"rose,")),
    ],
)
def test_a_row_is_an_article(read: Reads, name: str, content: bytes) -> None:
    first, second = read(name, content)
    assert first == ArticleInput(
        id="1", source='Samplecoin rose,\r\nthen "fell".', media="text", url="https://x.example/1",
        published_at=datetime(2026, 1, 14, 22, 57, tzinfo=UTC), path=name, line=2,
    )  # fmt: skip
    assert second == ArticleInput(id="2", source="Ether fell.", media="text", path=name, line=4)


def test_columns_are_mapped_and_the_others_are_found_by_name(read: Reads) -> None:
    (item,) = read("a.csv", b"uuid,body,title,text\nx1,<p>A</p>,T,\n", columns="id=uuid, html=body")
    assert (item.id, item.source, item.media, item.title) == ("x1", "<p>A</p>", "html", "T")


@pytest.mark.parametrize(
    ("header", "columns", "message"),
    [
        (b"uuid,body", None, r"a\.csv: no column 'text' or 'html': say with --columns .* the columns are: uuid, body"),
        (b"id,text", "id=uuid", "a.csv: no column 'uuid'; the columns are: id, text"),
        (b"id,text,text", None, "several columns are called 'text'"),
        (b"id\ttext", None, "no column 'text'"),
    ],
)
def test_a_table_that_was_named_has_its_columns_or_nothing_is_read(
    read: Reads, header: bytes, columns: str | None, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        read("a.csv", header + b"\n1,x\n", columns=columns)


def test_a_table_that_was_found_without_its_columns_is_rejected(read: Reads) -> None:
    read("in/b.txt", b"Text.")
    with pytest.raises(ConfigError):
        read("in/a.csv", b"price,volume\n1,2\n")
    rejected, article = read("in")
    assert "no column 'text' or 'html'" in rejected.message
    assert article.id == "in/b.txt"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (b"1,Bitcoin rose, then fell.\n", "3 cells, but the header has 2"),
        (b"1\n", "1 cells, but the header has 2"),
        (b'1,"a" b\n', "not CSV: ',' expected after '\"'"),
        (b"1,caf\xe9\n", "not UTF-8 text"),
        (b"1,\n", 'neither "text" nor "html"'),
        (b'1,"open\n', "not CSV"),
    ],
)
def test_a_bad_row_does_not_stop_the_others(read: Reads, row: bytes, message: str) -> None:
    before, bad, after = read("a.csv", b"id,text\n0,Before.\n" + row + b'"2","After."\n')
    assert (before.id, after.id) == ("0", "2")
    assert bad.message.startswith(message)
    assert (bad.path, bad.line, after.line) == ("a.csv", 3, 4)


def test_a_quotation_mark_that_nothing_closes_costs_one_row(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 1000)
    rows = b"".join(b"%d,Row.\n" % number for number in range(1, 500))
    bad, *others = read("a.csv", b'id,text\n0,"Open.\n' + rows)
    assert "longer than 1,000 bytes, as nothing closes a quotation mark" in bad.message
    assert [item.id for item in others] == [str(number) for number in range(1, 500)]
    assert [item.line for item in others] == list(range(3, 502))


def test_a_long_line_is_rejected_and_the_next_ones_are_read(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 1000)
    rows = b"1," + b"x" * 5000 + b'\n2,"a\n' + b"y" * 5000 + b"\n3,Text.\n"
    items = read("a.csv", b"id,text\n" + rows)
    assert [item.line for item in items] == [2, 3, 4, 5]
    assert [getattr(item, "message", "")[:22] for item in items] == ["longer than 1,000 byte"] * 3 + [""]


def test_cells_of_more_than_the_librarys_usual_limit_are_read_and_the_limit_stays(read: Reads) -> None:
    before = csv.field_size_limit()
    (item,) = read("a.csv", b"id,text\n1," + b"x" * 1_000_000 + b"\n")
    assert len(item.source) == 1_000_000
    assert csv.field_size_limit() == before


def test_zeros_in_a_row_cost_no_other_row(read: Reads) -> None:
    items = read("a.csv", b"id,text\n1,a\x00b\n\x00\x00\x00\n2,Text.\n")
    assert items[-1].id == "2"
    assert "cells" in items[1].message


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "empty"), ("id,text\n1,x\n".encode("utf-16"), "the table is in UTF-16: save it as UTF-8")],
)
def test_what_is_no_table_is_rejected(read: Reads, content: bytes, message: str) -> None:
    (item,) = read("a.csv", content)
    assert item.message == message


def test_a_packed_table_that_is_cut_off_gives_what_can_be_read(read: Reads) -> None:
    rows = b"".join(b"%d,Number %d rose.\n" % (number, number * 7919 % 10007) for number in range(5000))
    *before, last = read("a.csv.gz", gzip.compress(b"id,text\n" + rows)[:-4000])
    assert "can't be read further" in last.message
    assert [item.id for item in before] == [str(number) for number in range(len(before))]
    assert len(before) > 1000


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_what_the_library_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([("id", "text"), *rows])
    content = written.getvalue().encode()
    items = list(read_csv(File("a.csv", lambda: io.BytesIO(content), lambda: len(content)), Reading()))
    assert len(items) == len(rows)
    for item, (id_, text) in zip(items, rows, strict=True):
        if text.strip():
            assert isinstance(item, ArticleInput)
            assert (item.source, item.id) == (text, id_ or item.id)

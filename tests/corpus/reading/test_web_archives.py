from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from tapecheck.corpus.reading import Meter, inputs
from tapecheck.schema.input import ArticleInput

Reads = Callable[..., list[ArticleInput]]
PAGE = "<html><body><p>Samplecoin’s day.</p></body></html>"
HTML = b"Content-Type: text/html; charset=utf-8\r\n"


def record(
    number: int,
    body: bytes = PAGE.encode(),
    *,
    headers: bytes = HTML,
    status: bytes = b"200 OK",
    kind: bytes = b"response",
    length: int | None = None,
) -> bytes:
    block = b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Target-URI: https://x.example/%d\r\n"
        b"WARC-Date: 2026-01-14T22:57:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
        % (kind, number, number, len(block) if length is None else length)
    ) + block + b"\r\n\r\n"  # fmt: skip


PACKED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a.warc", bytes),
    ("a.warc.gz", gzip.compress),
    ("a.warc.zst", zstandard.compress),
]


@pytest.mark.parametrize(("name", "pack"), PACKED)
def test_a_page_is_an_article_and_its_date_is_not_the_fetch(
    read: Reads, name: str, pack: Callable[[bytes], bytes]
) -> None:
    items = read(name, pack(record(1)) + pack(record(2)))
    assert items == [
        ArticleInput(id=f"urn:uuid:{number}", source=PAGE, media="html", url=f"https://x.example/{number}", path=name)
        for number in (1, 2)
    ]


def test_what_is_no_page_is_passed_over_and_counted(read: Reads) -> None:
    meter = Meter()
    content = b"".join(
        [
            record(1, status=b"301 Moved"),
            record(2, status=b"404 Not Found"),
            record(3, headers=b"Content-Type: image/png\r\n"),
            record(4, headers=b""),
            record(5, kind=b"request"),
            record(6, kind=b"revisit"),
            record(7, headers=b"Content-Type: APPLICATION/xhtml+xml\r\n"),
        ]
    )
    assert [item.id for item in read("a.warc", content, meter=meter)] == ["urn:uuid:7"]
    assert meter.passed_over == {"status 3xx, not 200": 1, "status 4xx, not 200": 1, "not HTML": 2}


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        (b"windows-1252", PAGE.encode("cp1252")),
        (b"no-such-charset", PAGE.encode()),
        (b'"utf-8"', PAGE.encode()),
        (b"hex", PAGE.encode()),
        (b"shift_jis", "<p>ビットコイン</p>".encode("shift_jis")),
    ],
)
def test_the_headers_charset_is_used_and_an_unknown_one_loses_no_page(read: Reads, charset: bytes, body: bytes) -> None:
    (item,) = read("a.warc", record(1, body, headers=b"Content-Type: text/html; charset=" + charset + b"\r\n"))
    assert item.source in (PAGE, "<p>ビットコイン</p>")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode())),
        (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE.encode())),
        (b"Content-Encoding: br\r\n", brotli.compress(PAGE.encode())),
        (b"Content-Encoding: zstd\r\n", zstandard.compress(PAGE.encode())),
        (b"Transfer-Encoding: chunked\r\n", b"10\r\n" + PAGE.encode()[:16] + b"\r\n%x\r\n" % (len(PAGE.encode()) - 16)
         + PAGE.encode()[16:] + b"\r\n0\r\n\r\n"),
        # Many archives keep the header and unpack the page.
        (b"Content-Encoding: gzip\r\n", PAGE.encode()),
        (b"Content-Encoding: br\r\n", PAGE.encode()),
        (b"Content-Encoding: made-up\r\n", PAGE.encode()),
        (b"Transfer-Encoding: chunked\r\n", PAGE.encode()),
    ],
)  # fmt: skip
def test_packed_pages_are_unpacked(read: Reads, headers: bytes, body: bytes) -> None:
    first, second = read("a.warc", record(1, body, headers=HTML + headers) + record(2))
    assert (first.source, second.source) == (PAGE, PAGE)


def test_a_page_that_cannot_be_unpacked_is_rejected_and_the_others_are_read(read: Reads) -> None:
    bad, good = read("a.warc", record(1, b"\x01\x02" * 50, headers=HTML + b"Content-Encoding: gzip\r\n") + record(2))
    assert (bad.id, bad.message[:21]) == ("urn:uuid:1", "its gzip data can't b")
    assert good.id == "urn:uuid:2"


def test_a_bomb_in_a_page_is_rejected(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 100_000)
    bomb = gzip.compress(b"0" * 50_000_000)
    items = read(
        "a.warc", record(1, bomb, headers=HTML + b"Content-Encoding: gzip\r\n") + record(2, b"x" * 200_000) + record(3)
    )
    assert [getattr(item, "message", None) for item in items] == ["longer than 100,000 bytes"] * 2 + [None]


@pytest.mark.parametrize(("name", "pack"), PACKED)
@pytest.mark.parametrize(
    "damaged",
    [b"\x00" * 500, b"nonsense\r\n\r\n" * 20, record(9)[:100], record(9, length=10**9), record(9, length=10**30),
     record(9, length=-1)],
    ids=["zeros", "words", "cut", "long", "huge", "negative"],
)  # fmt: skip
def test_damage_costs_one_record(read: Reads, name: str, pack: Callable[[bytes], bytes], damaged: bytes) -> None:
    items = read(name, pack(record(1)) + damaged + pack(record(2)) + pack(record(3)))
    articles = [item.id for item in items if isinstance(item, ArticleInput)]
    assert articles == ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3"]
    # One cause may be told more than once: of the record, and of what stands behind it.
    assert 1 <= len(items) - len(articles) <= 3


@pytest.mark.parametrize("length", [300, 350, 400])
def test_a_record_that_takes_in_the_next_one_is_not_read_with_it(read: Reads, length: int) -> None:
    items = read("a.warc", record(1, length=length) + record(2) + record(3))
    assert [item.id for item in items if isinstance(item, ArticleInput)] == ["urn:uuid:2", "urn:uuid:3"]
    assert items[0].id == "urn:uuid:1"


@pytest.mark.parametrize(("name", "pack"), PACKED)
def test_a_file_that_breaks_off_tells_of_the_last_record(
    read: Reads, name: str, pack: Callable[[bytes], bytes]
) -> None:
    first, last = read(name, pack(record(1)) + pack(record(2))[:-20])
    assert first.id == "urn:uuid:1"
    assert not isinstance(last, ArticleInput)


@pytest.mark.parametrize("content", [b"", b"no archive\n" * 9, gzip.compress(record(1))[:20]])
def test_what_is_no_web_archive_is_rejected(read: Reads, content: bytes) -> None:
    (item,) = read("a.warc.gz", content)
    assert not isinstance(item, ArticleInput)


def test_a_response_that_is_none_is_rejected(read: Reads) -> None:
    bad, good = read("a.warc", record(1).replace(b"HTTP/1.1 200 OK", b"XXXX/1.1 200 OK") + record(2))
    assert bad.message == "no HTTP response"
    assert good.id == "urn:uuid:2"

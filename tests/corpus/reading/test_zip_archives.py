from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from tapecheck.corpus.reading import inputs, members
from tapecheck.schema.input import ArticleInput

Reads = Callable[..., list[ArticleInput]]
PAGE = b"<html><body><p>Samplecoin rose.</p></body></html>"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_pages_texts_feeds_and_json_lines_are_read_and_other_members_passed_over(read: Reads, method: int) -> None:
    feed = b"<rss><channel><item><guid>g1</guid></item><item><guid>g2</guid></item></channel></rss>"
    content = zipped(
        {
            "b/page.html": PAGE,
            "a/": b"",
            "a/text.txt": b"Text.",
            "picture.png": b"\x89PNG",
            "__MACOSX/b/._page.html": b"\x00\x05\x16\x07",
            "b/._page.html": b"\x00\x05\x16\x07",
            "feed.rss": feed,
            "lines.jsonl": b'{"id": "j1", "text": "x"}\n{oops\n{"text": "y"}\n',
        },
        method,
    )
    items = read("in/pages.zip", content)
    at = "in/pages.zip!/"
    lines = f"{at}lines.jsonl"
    assert [item.id for item in items] == [
        f"{at}b/page.html", f"{at}a/text.txt", "g1", "g2", "j1", f"{lines}:2", f"{lines}:3",
    ]  # fmt: skip
    assert items[0] == ArticleInput(id=f"{at}b/page.html", source=PAGE.decode(), media="html", path=f"{at}b/page.html")
    assert (items[5].path, items[5].line) == (lines, 2)


def test_names_that_lead_elsewhere_are_names_and_no_paths(read: Reads) -> None:
    read("secret.html", b"<p>Not in the archive.</p>")
    items = read("in/a.zip", zipped({"../secret.html": PAGE, "/secret.html": PAGE, "a\x1b[2J\n.html": PAGE}))
    assert [item.id for item in items] == [
        "in/a.zip!/../secret.html", "in/a.zip!/secret.html", "in/a.zip!/a\\x1b[2J\\n.html",
    ]  # fmt: skip
    assert {item.source for item in items} == {PAGE.decode()}


def test_names_in_utf8_that_are_not_said_to_be(read: Reads) -> None:
    content = zipped({"caf\u00e9.html": PAGE}).replace(b"\x00\x08", b"\x00\x00")
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() != ["café.html"]
    assert read("a.zip", content)[0].id == "a.zip!/café.html"


def test_damaged_encrypted_and_strangely_packed_members_are_rejected_one_by_one(read: Reads) -> None:
    content = bytearray(zipped({f"{number}.html": PAGE * 3 for number in range(5)}, zipfile.ZIP_STORED))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        starts = [info.header_offset for info in archive.infolist()]
    directory = [place for place in range(len(content)) if content[place : place + 4] == b"PK\x01\x02"]
    content[starts[1] + 60] ^= 0xFF  # content: the checksum is wrong
    content[directory[2] + 8] |= 1  # encrypted
    struct.pack_into("<H", content, directory[3] + 10, 77)  # an unknown method
    items = read("a.zip", bytes(content))
    assert [getattr(item, "message", None) for item in items] == [
        None, "Bad CRC-32 for file '1.html'", "encrypted", "That compression method is not supported", None,
    ]  # fmt: skip
    assert [item.id for item in items] == [f"a.zip!/{number}.html" for number in range(5)]


def test_archives_in_archives_are_rejected(read: Reads) -> None:
    inner, page = read("a.zip", zipped({"inner.zip": zipped({"a.html": PAGE}), "b.html": PAGE}))
    assert (inner.id, page.id) == ("a.zip!/inner.zip", "a.zip!/b.html")
    assert "unpack the outer one" in inner.message


@pytest.mark.parametrize("content", [b"", b"no archive", zipped({"a.html": PAGE})[:-5]])
def test_what_is_no_archive_is_rejected(read: Reads, content: bytes) -> None:
    (item,) = read("a.zip", content)
    assert item.message.startswith("not a ZIP archive that can be read")


def test_a_long_member_is_rejected_and_not_unpacked_further(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 1000)
    monkeypatch.setattr(members, "FREELY_UNPACKED", 200_000)
    bomb, page = read("a.zip", zipped({"bomb.html": b"0" * 50_000_000, "page.html": PAGE}))
    assert bomb.message == "longer than 1,000 bytes"
    assert page.source == PAGE.decode()


def overlapping(count: int, size: int) -> bytes:
    """A bomb of ``count`` members that are all the same bytes of the file."""
    one = zipped({"a.html": b"0" * size})
    end = one.index(b"PK\x01\x02")
    entry = one[end : one.index(b"PK\x05\x06")]
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, end, 0)
    return one[:end] + entry * count + last


def test_a_bomb_is_broken_off(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "FREELY_UNPACKED", 5_000_000)
    items = read("a.zip", overlapping(500, 1_000_000))
    assert sum(len(item.source) for item in items if isinstance(item, ArticleInput)) <= 6_000_000
    assert not isinstance(items[-1], ArticleInput)
    # Later versions of Python refuse members that overlap, one by one.
    assert "taken for a zip bomb" in items[-1].message or "verlap" in items[-1].message


def test_lists_of_members_that_lie_are_told(read: Reads) -> None:
    content = bytearray(zipped({"a.html": PAGE, "b.html": PAGE}))
    place = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", place + 1)
    struct.pack_into(
        "<H", content, place + 28, len("a.html") + second - place
    )  # the first name takes in the second entry
    rejected = read("a.zip", bytes(content))[0]
    assert rejected.message == "1 members are listed, but it tells of 2" or "not a ZIP archive" in rejected.message


def test_a_list_of_members_that_would_fill_the_memory_is_not_read(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    from tapecheck.corpus.reading import zip_archives

    monkeypatch.setattr(zip_archives, "_MAX_DIRECTORY", 1000)
    (item,) = read("a.zip", zipped({f"{number}.html": PAGE for number in range(100)}))
    assert "its list of members is longer than 1,000 bytes" in item.message

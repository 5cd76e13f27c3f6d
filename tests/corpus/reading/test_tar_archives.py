from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable

import pytest
import zstandard

from tapecheck.corpus.reading import Meter, inputs, members
from tapecheck.schema.input import ArticleInput

Reads = Callable[..., list[ArticleInput]]
PAGE = b"<html><body><p>Samplecoin rose.</p></body></html>"


def tarred(files: dict[str, bytes], *others: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for other in others:
            archive.addfile(other)
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


PAGES = {f"p/{number}.html": PAGE + b"%d" % number for number in range(5)}


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.tar", bytes),
        ("a.tar.gz", gzip.compress),
        ("a.tgz", gzip.compress),
        ("a.tar.bz2", bz2.compress),
        ("a.tar.xz", lzma.compress),
        ("a.tar.zst", zstandard.compress),
    ],
)
@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_are_read_in_their_order(read: Reads, name: str, pack: Callable[[bytes], bytes], form: int) -> None:
    long = "/".join(["d" * 50] * 3) + "/a.html"
    items = read(name, pack(tarred({"./b.html": PAGE, long: PAGE, "picture.png": b"x", "a.txt": b"Text."}, form=form)))
    assert [item.id for item in items] == [f"{name}!/b.html", f"{name}!/{long}", f"{name}!/a.txt"]
    assert items[0] == ArticleInput(id=f"{name}!/b.html", source=PAGE.decode(), media="html", path=f"{name}!/b.html")


def test_links_devices_and_paths_that_lead_elsewhere(read: Reads) -> None:
    read("secret.html", b"<p>Not in the archive.</p>")
    content = tarred(
        {"../secret.html": PAGE, "/secret.html": PAGE},
        special("soft.html", tarfile.SYMTYPE, "../secret.html"),
        special("hard.html", tarfile.LNKTYPE, "secret.html"),
        special("zero.html", tarfile.CHRTYPE),
        special("pipe.html", tarfile.FIFOTYPE),
        special("folder.html", tarfile.DIRTYPE),
    )
    meter = Meter()
    items = read("in/a.tar", content, meter=meter)
    assert [(item.id, item.source) for item in items] == [
        ("in/a.tar!/../secret.html", PAGE.decode()),
        ("in/a.tar!/secret.html", PAGE.decode()),
    ]
    assert meter.passed_over == {"link or device in an archive": 4}


def test_a_damaged_header_costs_one_member(read: Reads) -> None:
    content = bytearray(tarred(PAGES))
    content[2 * 1024 + 10] ^= 0xFF
    items = read("a.tar", bytes(content))
    rejected = [item for item in items if not isinstance(item, ArticleInput)]
    assert [item.message for item in rejected] == [
        "damaged at byte 2,048 of what is in it: no header of a member stands there"
    ]
    assert [item.id for item in items if isinstance(item, ArticleInput)] == [
        f"a.tar!/p/{number}.html" for number in (0, 1, 3, 4)
    ]


def test_archives_one_behind_the_other_are_all_read(read: Reads) -> None:
    assert len(read("a.tar", tarred(PAGES) * 2)) == 10


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_an_archive_that_breaks_off_gives_what_can_be_read(read: Reads, pack: Callable[[bytes], bytes]) -> None:
    pages = {f"{number}.html": b"%d" % (number * 7919**9 % 10007**5) * 60 for number in range(400)}
    name = {bytes: "a.tar", gzip.compress: "a.tar.gz"}.get(pack, "a.tar.zst")
    whole = pack(tarred(pages))
    items = read(name, whole[: len(whole) // 2 + 700])
    articles = [item for item in items if isinstance(item, ArticleInput)]
    assert [item.id for item in articles] == [f"{name}!/{number}.html" for number in range(len(articles))]
    assert len(articles) > 50
    assert not isinstance(items[-1], ArticleInput)


def test_an_archive_without_the_mark_of_its_end_may_lack_members(read: Reads) -> None:
    page, rejected = read("a.tar", tarred({"a.html": PAGE})[:1024])
    assert page.source == PAGE.decode()
    assert rejected.message == "breaks off: the mark of the archive's end is missing"


def test_a_long_member_is_rejected_and_the_next_ones_are_read(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 1000)
    long, page = read("a.tar.gz", gzip.compress(tarred({"long.html": b"0" * 5_000_000, "page.html": PAGE})))
    assert long.message == "longer than 1,000 bytes"
    assert page.source == PAGE.decode()


def test_a_bomb_is_broken_off(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "FREELY_UNPACKED", 1_000_000)
    content = gzip.compress(tarred({"picture.png": b"0" * 50_000_000, "page.html": PAGE}))
    (item,) = read("a.tar.gz", content)
    assert item.message == (
        f"broken off: {len(content):,} bytes unpack to more than {200 * len(content):,}, so it is taken for a zip bomb"
    )


def lying(kind: bytes, size: int) -> bytes:
    header = tarfile.TarInfo("x")
    header.type, header.size = kind, size
    return header.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE])
def test_a_name_of_gigabytes_is_not_read(read: Reads, kind: bytes) -> None:
    # 100 MB that pack to 100 kB: headers are held in memory as a whole.
    content = gzip.compress(lying(kind, 8 << 30) + b"0" * 100_000_000, 9)
    (item,) = read("a.tar.gz", content)
    assert "headers of more than 16,777,216 bytes" in item.message


def test_sizes_that_lie(read: Reads) -> None:
    first = tarred({"a.html": PAGE})[:1024]
    assert [type(item) for item in read("a.tar", first + lying(tarfile.REGTYPE, 10**10) + PAGE)][:1] == [ArticleInput]
    (item,) = read("b.tar", lying(tarfile.REGTYPE, 10**10)[:100])
    assert "damaged" in item.message


def test_headers_that_nest_without_end(read: Reads) -> None:
    record = b"13 path=a.html\n"[:13].ljust(512, b"\0")
    items = read("a.tar", (lying(tarfile.XHDTYPE, 512) + record) * 3000 + tarred({"b.html": PAGE}))
    assert items
    assert not isinstance(items[0], ArticleInput)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "empty"), (b"no archive at all", "damaged before byte 17"), (b"x" * 5000, "damaged at byte 0")],
)
def test_what_is_no_archive_is_rejected(read: Reads, content: bytes, message: str) -> None:
    (item,) = read("a.tar", content)
    assert item.message.startswith(message)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest

from tapecheck.corpus.reading import Meter
from tapecheck.errors import ConfigError
from tapecheck.schema.input import ArticleInput

Reads = Callable[..., list[ArticleInput]]


@pytest.fixture
def memory() -> None:
    storage = fsspec.filesystem("memory")
    for name in ("/sample/news/b.txt", "/sample/news/a/c.html", "/sample/news/a/d.png"):
        storage.pipe(name, b"Text.")
    storage.pipe("/sample/rows.jsonl", b'{"id": "1", "text": "x"}\n{"id": "2", "text": "y"}\n')


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("memory://sample/news", ["memory://sample/news/a/c.html", "memory://sample/news/b.txt"]),
        ("memory://sample/news/b.txt", ["memory://sample/news/b.txt"]),
        ("memory://sample/**/*.html", ["memory://sample/news/a/c.html"]),
        ("memory://sample/rows.jsonl", ["1", "2"]),
    ],
)
def test_files_folders_and_patterns_behind_an_address(read: Reads, address: str, found: list[str]) -> None:
    meter = Meter()
    assert [item.id for item in read(address, meter=meter)] == found
    assert meter.done == meter.total


def test_the_disk_has_an_address_too(read: Reads, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Text.")
    (item,) = read(f"file://{tmp_path.as_posix()}/a.txt")
    assert item.source == "Text."


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("https://example.com/a.html", "not an address that is read"),
        ("zip://a.html::https://example.com/a.zip", "not an address that is read"),
        ("simplecache::s3://sample/a.html", "not an address that is read"),
        ("memory://sample/none.txt", "no such file or folder"),
    ],
)
def test_other_addresses_are_refused(read: Reads, address: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read(address)


def test_a_missing_package_is_named(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(protocol: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec, "filesystem", missing)
    with pytest.raises(ConfigError, match=r"pip install 'tapecheck\[cloud\]' \(Install s3fs"):
        read("s3://sample/a.txt")

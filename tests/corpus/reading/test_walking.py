"""Folders and patterns."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.corpus.reading.files import File, local_file
from tapecheck.corpus.reading.walking import Disk, Entry, split_pattern, walk
from tapecheck.errors import ConfigError
from tapecheck.schema.input import RejectedInput

TREE = (
    "news/2025-12-31/a.html",
    "news/2026-01-01/a.html",
    "news/2026-01-01/deep/er/b.html",
    "news/2026-01-01/deep/c.txt",
    "news/2026-01-02/.hidden/d.html",
    "news/2026-01-02/a.html",
    "news/2026-01-02/picture.png",
    "news/[odd].html",
)


@pytest.fixture
def tree(tmp_path: Path) -> None:
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"Text.")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("news/2026-*/*.html", ["news/2026-01-01/a.html", "news/2026-01-02/a.html"]),
        (
            "news/2026-*/**/*.html",
            ["news/2026-01-01/a.html", "news/2026-01-01/deep/er/b.html", "news/2026-01-02/a.html"],
        ),
        ("news/**/deep/**/*.*", ["news/2026-01-01/deep/c.txt", "news/2026-01-01/deep/er/b.html"]),
        ("news/**/**/c.txt", ["news/2026-01-01/deep/c.txt"]),
        ("news/2026-01-0?/a.*", ["news/2026-01-01/a.html", "news/2026-01-02/a.html"]),
        ("news/2026-01-0[13]/a.html", ["news/2026-01-01/a.html"]),
        ("news/*/.hidden/*", ["news/2026-01-02/.hidden/d.html"]),
        ("news/[odd].html", ["news/[odd].html"]),
        # A folder that matches is read as a folder is: with what is below, names with a dot included.
        ("*/2026-01-02", ["news/2026-01-02/.hidden/d.html", "news/2026-01-02/a.html"]),
        ("news", sorted(name for name in TREE if not name.endswith(".png"))),
    ],
)
@pytest.mark.usefixtures("tree")
def test_what_matches_is_read_once_and_in_order(
    read: Callable[..., list[File]], pattern: str, found: list[str]
) -> None:
    assert [item.path for item in read(pattern)] == found


@pytest.mark.parametrize("pattern", ["news/2027-*/*.html", "news/*/*.png", "no/such/*.html", "*.html"])
@pytest.mark.usefixtures("tree")
def test_a_pattern_that_matches_nothing_stops_before_anything_is_read(
    read: Callable[..., list[File]], pattern: str
) -> None:
    with pytest.raises(ConfigError, match="no file that holds articles matches"):
        read(pattern)


def test_links_that_lead_in_circles_are_not_followed(tmp_path: Path) -> None:
    for name, target in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_bytes(b"Text.")
        (tmp_path / name / "to").symlink_to(tmp_path / target)
    (tmp_path / "self.html").symlink_to(tmp_path / "self.html")
    found = [item.name.removeprefix(f"{tmp_path.as_posix()}/") for item in walk(Disk(), str(tmp_path))]
    assert found == ["a/page.html", "a/to/page.html", "b/page.html", "b/to/page.html", "self.html"]


def test_a_folder_that_cannot_be_listed_is_rejected_and_the_others_are_read(
    read: Callable[..., list[RejectedInput]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("in/a/1.txt", "in/b/2.txt", "in/c/3.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"Text.")
    entries = Disk.entries

    def some(self: Disk, folder: str) -> list[Entry]:
        if folder.endswith("b"):
            raise PermissionError(13, "Permission denied")
        return entries(self, folder)

    monkeypatch.setattr(Disk, "entries", some)
    first, second, third = read("in")
    assert (second.id, second.message) == ("in/b", "Permission denied")
    assert (first.path, third.path) == ("in/a/1.txt", "in/c/3.txt")


def test_a_pipe_in_a_folder_does_not_stop_the_run(read: Callable[..., list[RejectedInput]], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "b.html").write_bytes(b"Text.")
    first, second = read(".")
    assert (first.id, first.message) == ("a.html", "neither a file nor a folder")
    assert second.id == "b.html"


def test_names_that_are_no_characters_are_told_in_escapes(read: Callable[..., list[File]], tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J.txt")).write_bytes(b"Text.")
    (item,) = read(".")
    assert item.path == "caf\\udce9\\x1b[2J.txt"


def test_folders_deeper_than_the_stack_are_walked() -> None:
    class Deep:
        def entries(self, folder: str) -> list[Entry]:
            return [Entry("d", "folder")] if len(folder) < 10_000 else [Entry("a.txt", "file")]

        def join(self, folder: str, name: str) -> str:
            return f"{folder}/{name}"

        def identity(self, folder: str) -> object:
            return folder

        def file(self, path: str) -> File:
            return local_file(path)

    (found,) = walk(Deep(), "r")
    assert isinstance(found, File)


NAMES = st.sampled_from(["a", "b", "ab", "c.txt", "b.txt"])


@given(
    st.sets(st.lists(NAMES, min_size=1, max_size=4).map("/".join), max_size=12),
    st.lists(st.sampled_from(["**", "*", "a", "b", "?b", "*.txt"]), min_size=1, max_size=4).map("/".join),
)
def test_a_pattern_finds_what_the_library_finds(
    tmp_path_factory: pytest.TempPathFactory, paths: set[str], pattern: str
) -> None:
    root = tmp_path_factory.mktemp("tree")
    for path in sorted(path for path in paths if path.endswith(".txt") and path.count(".txt") == 1):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"x")
    matches = set(root.glob(pattern))
    expected = {
        path for match in matches for path in ([match] if match.is_file() else match.rglob("*.txt")) if path.is_file()
    }
    if pattern.endswith("**"):
        expected = {path for match in matches for path in match.rglob("*.txt")}
    base, parts = split_pattern(pattern) if set(pattern) & set("*?") else (pattern, None)
    if parts is None:
        return
    found = [Path(item.name) for item in walk(Disk(), str(root / base), parts) if isinstance(item, File)]
    assert found == sorted(expected)

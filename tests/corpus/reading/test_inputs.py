from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from tapecheck.corpus.reading import inputs, read_inputs
from tapecheck.errors import ConfigError
from tapecheck.schema.input import ArticleInput, RejectedInput

ROWS = b'{"id": "a", "text": "Bitcoin rose."}\n{"id": "b", "text": "Ether fell."}\n'


def ids(*paths: Path, stdin: bytes = b"") -> list[str]:
    return [item.id for item in read_inputs([str(path) for path in paths], stdin=io.BytesIO(stdin))]


def only_rejected(path: Path) -> RejectedInput:
    (item,) = read_inputs([str(path)])
    assert isinstance(item, RejectedInput)
    return item


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_one_string_is_one_input(tmp_path: Path) -> None:
    path = str(file(tmp_path, "rows.jsonl", ROWS))
    assert [item.id for item in read_inputs(path)] == [item.id for item in read_inputs([path])] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("a.txt", "text"),
        ("a.md", "text"),
        ("a.html", "html"),
        ("A.HTM", "html"),
        ("a.xhtml", "html"),
        ("a.rss", "html"),
    ],
)
def test_a_file_is_an_article(tmp_path: Path, name: str, media: str) -> None:
    path = file(tmp_path, name, "Bitcoin’s day.".encode())
    (item,) = read_inputs([str(path)])
    assert item == ArticleInput(id=path.as_posix(), source="Bitcoin’s day.", media=media, path=path.as_posix())


def test_a_folder_is_read_in_order_with_subfolders_and_without_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "c.md", "notes.json", "picture.png"):
        file(tmp_path, name, b"Text.")
    file(tmp_path, "a.jsonl", ROWS)
    names = [Path(name).name for name in ids(tmp_path)]
    assert names == ["z.html", "a", "b", "b.txt", "c.md"]


PACKED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("c.jsonl", bytes),
    ("c.jsonl.gz", gzip.compress),
    ("c.jsonl.zst", zstandard.ZstdCompressor().compress),
]


@pytest.mark.parametrize(("name", "pack"), PACKED)
def test_a_corpus_is_one_article_a_line(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    items = list(read_inputs([str(file(tmp_path, name, pack(ROWS + b"\n   \n" + ROWS)))]))
    assert [item.id for item in items] == ["a", "b", "a", "b"]
    assert [item.line for item in items] == [1, 2, 5, 6]


def test_files_packed_in_several_pieces_are_read_to_the_end(tmp_path: Path) -> None:
    zstd = zstandard.ZstdCompressor().compress
    assert ids(file(tmp_path, "c.jsonl.zst", zstd(ROWS) + zstd(ROWS))) == ["a", "b", "a", "b"]
    assert ids(file(tmp_path, "c.jsonl.gz", gzip.compress(ROWS) * 2)) == ["a", "b", "a", "b"]


def test_a_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    items = list(read_inputs([str(file(tmp_path, "c.jsonl", ROWS + b"{oops\n" + ROWS))]))
    assert [type(item) for item in items] == [ArticleInput, ArticleInput, RejectedInput, ArticleInput, ArticleInput]
    assert items[2].line == 3


@pytest.mark.parametrize(("name", "pack"), PACKED[1:])
def test_a_packed_file_that_is_cut_off_gives_what_can_be_read(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    rows = b"".join(
        json.dumps({"id": f"n{n}", "text": f"{n * 7919 % 10007} rose."}).encode() + b"\n" for n in range(5000)
    )
    items = list(read_inputs([str(file(tmp_path, name, pack(rows)[:-4000]))]))
    *before, last = items
    assert isinstance(last, RejectedInput)
    assert [item.id for item in before] == [f"n{n}" for n in range(len(before))]
    assert last.line == len(before) + 1


@pytest.mark.parametrize("name", ["c.jsonl.gz", "c.jsonl.zst"])
def test_what_is_not_packed_at_all_is_rejected(tmp_path: Path, name: str) -> None:
    assert "can't be read further" in only_rejected(file(tmp_path, name, ROWS)).message


@pytest.mark.parametrize("name", ["a.txt", "a.html", "c.jsonl"])
@pytest.mark.parametrize("content", [b"", b" \n\n "])
def test_an_empty_file_is_rejected(tmp_path: Path, name: str, content: bytes) -> None:
    rejected = only_rejected(file(tmp_path, name, content))
    assert (rejected.error, rejected.path) == ("DecodeError", (tmp_path / name).as_posix())
    assert "empty" in rejected.message


def test_a_binary_file_is_rejected(tmp_path: Path) -> None:
    assert only_rejected(file(tmp_path, "a.txt", bytes(range(256)) * 8)).error == "DecodeError"


def test_a_path_that_cannot_be_opened_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "gone.jsonl").symlink_to(tmp_path / "nowhere.jsonl")
    assert [type(item) for item in read_inputs([str(tmp_path)])] == [RejectedInput, RejectedInput]


def test_a_long_line_is_rejected_and_the_next_ones_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 100)
    long = json.dumps({"id": "long", "text": "x" * 1000}).encode() + b"\n"
    items = list(read_inputs([str(file(tmp_path, "c.jsonl", ROWS + long + ROWS))]))
    assert [item.id for item in items[:2] + items[3:]] == ["a", "b", "a", "b"]
    assert isinstance(items[2], RejectedInput)
    assert items[2].message == "longer than 100 bytes"
    assert [item.line for item in items] == [1, 2, 3, 4, 5]


def test_a_long_file_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 100)
    assert only_rejected(file(tmp_path, "a.txt", b"x" * 101)).message == "longer than 100 bytes"


def test_standard_input_is_one_article_or_a_corpus() -> None:
    (article,) = read_inputs(["-"], stdin=io.BytesIO(b"Bitcoin rose."))
    assert isinstance(article, ArticleInput)
    assert (article.id, article.source, article.media) == ("-", "Bitcoin rose.", None)
    assert ids(Path("-"), stdin=b"\xef\xbb\xbf" + ROWS) == ["a", "b"]
    assert [type(item) for item in read_inputs(["-"], stdin=io.BytesIO(b""))] == [RejectedInput]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", "no such file or folder"),
        ("table.xlsx", "not a kind of file that holds articles; these are: .html, .htm"),
    ],
)
def test_a_wrong_path_stops_before_anything_is_read(tmp_path: Path, name: str, message: str) -> None:
    good = file(tmp_path, "good.txt", b"Text.")
    if name != "missing.txt":
        file(tmp_path, name, b"x")
    with pytest.raises(ConfigError, match=rf"{name}: {message}"):
        read_inputs([str(good), str(tmp_path / name)])

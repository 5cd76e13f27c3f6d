from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tapecheck.corpus.runs.remote import RemoteStorage, open_remote
from tapecheck.corpus.runs.storage import LocalStorage, open_storage
from tapecheck.errors import ConfigError, ExportError

Open = Callable[[], RemoteStorage]


def test_what_is_written_is_read_elsewhere(storage: Open) -> None:
    here, there = storage(), storage()
    assert here.read("results/0.jsonl") is None
    assert here.size("results/0.jsonl") is None
    for content in (b"one\n", b"", b"another"):
        here.write("results/0.jsonl", content)
        assert there.read("results/0.jsonl") == content
        assert there.size("results/0.jsonl") == len(content)


def test_names_are_those_of_the_folder_and_below(storage: Open) -> None:
    here, there = storage(), storage()
    assert there.names("") == []
    for name in ("run.json", "failed/0.jsonl", "failed.jsonl", "articles/month=2026-01/0.parquet"):
        here.write(name, b"x")
    assert there.names("failed") == ["failed/0.jsonl"]
    assert there.names("") == ["articles/month=2026-01/0.parquet", "failed.jsonl", "failed/0.jsonl", "run.json"]
    here.delete("failed/0.jsonl")
    here.delete("failed/0.jsonl")
    assert there.names("failed") == []


def test_pieces_are_written_as_one_file(storage: Open) -> None:
    storage().write("failed.jsonl", (b"%d\n" % number for number in range(3)))
    assert storage().read("failed.jsonl") == b"0\n1\n2\n"


def test_of_pieces_that_break_off_nothing_is_written(storage: Open) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise RuntimeError("the pieces end here")

    here = storage()
    here.write("failed.jsonl", b"old")
    with pytest.raises(RuntimeError, match="the pieces end"):
        here.write("failed.jsonl", pieces())
    assert storage().read("failed.jsonl") == b"old"


def test_a_bucket_itself_can_be_the_folder(s3: str) -> None:
    bucket = open_remote(s3.removesuffix("/out"))
    bucket.write("markers/0.json", b"{}")
    assert bucket.names("") == ["markers/0.json"]


def test_an_upload_that_breaks_off_leaves_the_old_file(
    s3: str, s3_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_remote(s3).write("results/0.jsonl", b"old")
    with _Cut(s3_server, after=100_000) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        through = open_remote(s3)
        assert through.read("results/0.jsonl") == b"old"
        with pytest.raises(ExportError, match=r"can't write s3://.*/results/0\.jsonl: .*the same command goes on"):
            through.write("results/0.jsonl", b"new" * 1_000_000)
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    assert open_remote(s3).read("results/0.jsonl") == b"old"
    assert open_remote(s3).names("") == ["results/0.jsonl"]


class _Cut:
    """A way to the server that closes each connection after so many bytes that it was sent."""

    def __init__(self, server: str, *, after: int) -> None:
        host, _, port = server.removeprefix("http://").partition(":")
        self._server, self._after = (host, int(port)), after
        self._listening = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> str:
        threading.Thread(target=self._accept, daemon=True).start()
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __exit__(self, *raised: object) -> None:
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._server) as server:
            back = threading.Thread(target=_copy, args=(server, client), daemon=True)
            back.start()
            left = self._after
            try:
                while left > 0 and (data := client.recv(min(left, 65536))):
                    server.sendall(data)
                    left -= len(data)
                server.shutdown(socket.SHUT_RDWR if left <= 0 else socket.SHUT_WR)
            except OSError:
                return
            back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        return


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("postgresql://user:secret@host/base", "postgresql:// is no place for a run; give a folder"),
        ("https://host/folder", "https:// is no place for a run"),
        ("s3://", "s3:// is no place for a run"),
    ],
)
def test_what_is_no_storage_is_refused(address: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as raised:
        open_storage(address)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("prefix", ["", "file://", "local://"])
def test_a_path_is_a_folder_of_this_machine(tmp_path: Path, prefix: str) -> None:
    storage = open_storage(f"{prefix}{tmp_path}/out")
    assert isinstance(storage, LocalStorage)
    storage.write("run.json", b"{}")
    assert (tmp_path / "out" / "run.json").read_bytes() == b"{}"


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec.core

    def missing(*address: object, **options: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", missing)
    with pytest.raises(ConfigError, match=r"pip install 'tapecheck\[cloud\]' \(Install s3fs to access S3\)"):
        open_storage("s3://bucket/out")


def test_a_bucket_that_is_not_there_is_said_to_be(s3: str) -> None:
    storage = open_remote("s3://no-such-bucket/out")
    assert storage.read("run.json") is None
    with pytest.raises(ConfigError, match="there is no such bucket"), storage.locked():
        pytest.fail("locked")


def test_missing_credentials_are_said_to_be(s3: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(ConfigError, match="no credentials for this store"):
        open_remote(s3).read("run.json")


def test_a_store_that_is_not_there_is_an_error_of_the_run(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    with pytest.raises(ExportError, match="can't read s3://"):
        open_remote(s3).read("run.json")

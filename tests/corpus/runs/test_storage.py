from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapecheck.corpus.runs.storage import LocalStorage, open_storage
from tapecheck.errors import ConfigError, ExportError

HOLD = "import sys; from pathlib import Path; from tapecheck.corpus.runs.storage import LocalStorage\n"
HOLD += "with LocalStorage(Path(sys.argv[1])).locked(): print('locked', flush=True); sys.stdin.read()"


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "out")


def test_what_was_written_is_read(storage: LocalStorage) -> None:
    storage.write("a/b/c.jsonl", b"one")
    storage.write("a/d.json", iter([b"tw", b"o"]))
    assert (storage.read("a/b/c.jsonl"), storage.size("a/b/c.jsonl"), storage.read("a/d.json")) == (b"one", 3, b"two")
    assert (storage.names(""), storage.names("a/b")) == (["a/b/c.jsonl", "a/d.json"], ["a/b/c.jsonl"])
    storage.delete("a/d.json")
    storage.delete("a/d.json")
    assert (storage.read("a/d.json"), storage.size("a/d.json"), storage.names("none")) == (None, None, [])


def test_a_file_is_replaced_whole_or_not_at_all(storage: LocalStorage) -> None:
    def breaks_off() -> Iterator[bytes]:
        yield b"new"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    storage.write("a", b"old")
    with pytest.raises(
        ExportError, match=r"can't write .*/out/a: No space left on device; .* the same command goes on"
    ):
        storage.write("a", breaks_off())
    assert (storage.read("a"), list(Path(storage.address).iterdir())) == (b"old", [Path(storage.address) / "a"])


def test_half_written_files_are_no_files_and_can_be_cleared(storage: LocalStorage) -> None:
    def stopped() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    storage.write("a/b", b"old")
    with pytest.raises(KeyboardInterrupt):
        storage.write("a/b", stopped())
    assert (storage.names(""), storage.read("a/b")) == (["a/b"], b"old")
    assert len(list((Path(storage.address) / "a").iterdir())) == 2
    storage.clear()
    assert len(list((Path(storage.address) / "a").iterdir())) == 1


_NUMBER = re.compile(r"\.[0-9a-f]{8}\.part$")
"""What makes the name of a file that is being written another each time."""


def test_a_file_and_every_new_folder_above_it_are_on_the_disk(
    storage: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order: the content, the name; and each new folder's name in the folder above it."""
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").resolve()
        done.append(_NUMBER.sub(".part", str(path).removeprefix(str(Path(storage.address).parent))))
        fsync(descriptor)

    def replaced(part: Path, path: Path) -> Path:
        done.append("replaced")
        return replace(part, path)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    storage.write("a/b/c", b"x")
    assert set(done) == {"", "/out", "/out/a", "/out/a/b", "/out/a/b/.c.part", "replaced"}
    assert done[-3:] == ["/out/a/b/.c.part", "replaced", "/out/a/b"]
    done.clear()
    storage.write("a/b/d", b"x")
    assert done == ["/out/a/b/.d.part", "replaced", "/out/a/b"]
    done.clear()
    storage.delete("a/b/d")
    storage.delete("a/b/d")
    assert done == ["/out/a/b"]


@pytest.mark.parametrize("do", [lambda it: it.write("x", b""), lambda it: it.locked().__enter__()])
def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, do: object) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match=r"can't write .*file.*: (Not a directory|File exists)"):
        do(LocalStorage(tmp_path / "file" / "out"))  # type: ignore[operator]


def test_a_second_run_is_told_who_holds_the_folder(storage: LocalStorage) -> None:
    assert not storage.is_locked()
    with storage.locked():
        assert storage.is_locked()
        with (
            pytest.raises(ConfigError, match=rf"out: another run is writing there \(process {os.getpid()} on "),
            storage.locked(),
        ):
            pass
        assert storage.is_locked()
    assert not storage.is_locked()
    with storage.locked():
        pass


@pytest.mark.parametrize("content", ["", "{", "[]", '{"process": 1}'])
def test_whatever_the_lock_says_it_is_held(storage: LocalStorage, content: str) -> None:
    with storage.locked():
        (Path(storage.address) / "lock").write_text(content)
        with pytest.raises(ConfigError, match=r"another run is writing there$"), storage.locked():
            pass


def test_the_lock_of_a_process_that_was_killed_is_free(storage: LocalStorage) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, storage.address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(ConfigError, match=f"process {holder.pid} "), storage.locked():
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with storage.locked():
            pass


def test_asking_whether_it_is_locked_stops_no_run(storage: LocalStorage) -> None:
    with storage.locked():
        pass
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            storage.is_locked()

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    try:
        for _ in range(200):
            with storage.locked():
                pass
    finally:
        over.set()
        for thread in asking:
            thread.join()


def test_an_address_is_a_path(tmp_path: Path) -> None:
    assert open_storage(str(tmp_path)).address == str(tmp_path)

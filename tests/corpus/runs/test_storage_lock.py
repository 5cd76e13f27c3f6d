from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

from tapecheck.corpus.runs.storage import LocalStorage
from tapecheck.errors import ConfigError


def fail_with(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def flock(stream: object, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL])
def test_a_file_system_without_locks_is_said_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fail_with(monkeypatch, number)
    storage = LocalStorage(tmp_path)
    with pytest.raises(ConfigError, match="this file system has no locks"), storage.locked():
        pytest.fail("locked")
    assert not storage.is_locked()


@pytest.mark.parametrize("number", [errno.EWOULDBLOCK, errno.EACCES])
def test_a_lock_that_another_process_has_is_said_to_be_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (tmp_path / "lock").touch()
    fail_with(monkeypatch, number)
    storage = LocalStorage(tmp_path)
    with pytest.raises(ConfigError, match="another run is writing there"), storage.locked():
        pytest.fail("locked")
    assert storage.is_locked()


def test_the_holder_is_the_same_for_all_who_look(tmp_path: Path) -> None:
    assert LocalStorage(tmp_path).holder() is None
    with LocalStorage(tmp_path).locked():
        assert LocalStorage(tmp_path).holder() == LocalStorage(tmp_path).holder() is not None

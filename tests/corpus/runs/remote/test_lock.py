from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tapecheck.corpus.runs import lease
from tapecheck.corpus.runs.lease import Claim, Times
from tapecheck.corpus.runs.remote import RemoteStorage, open_remote
from tapecheck.errors import ConfigError, ExportError

Open = Callable[[], RemoteStorage]
DEAD = Claim(token="dead", process=1, machine="elsewhere")


def locks(storage: RemoteStorage) -> list[str]:
    return storage.names(lease.FOLDER)


def claim(storage: RemoteStorage) -> Claim:
    """What the lock of the folder says."""
    return Claim.model_validate_json(storage.read(locks(storage)[-1]) or b"")


def test_of_two_runs_the_second_is_refused(storage: Open) -> None:
    with storage().locked():
        held = claim(storage())
        with pytest.raises(
            ConfigError, match=f"another run is writing there .process {held.process} on {held.machine}"
        ):
            storage().locked().__enter__()
        storage().write("results/0.jsonl", b"")
    with storage().locked():
        assert claim(storage()).token != held.token
        assert len(locks(storage())) == 1


def test_of_many_runs_that_begin_at_once_one_is_let_in(storage: Open) -> None:
    held, refused = [], []
    ready, over = threading.Barrier(6), threading.Event()

    def begin() -> None:
        here = storage()
        ready.wait()
        try:
            with here.locked():
                held.append(here.holder())
                over.wait(20)
                here.write("markers/0.json", b"{}")
        except ConfigError:
            refused.append(here)

    threads = [threading.Thread(target=begin) for _ in range(6)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 20
    while len(held) + len(refused) < 6 and time.monotonic() < until:
        time.sleep(0.02)
    over.set()
    for thread in threads:
        thread.join()
    assert (len(held), len(refused)) == (1, 5)
    assert storage().holder() == held[0]


def test_it_is_renewed_while_it_is_held(storage: Open) -> None:
    assert not storage().is_locked()
    with storage().locked():
        assert storage().is_locked()
        first = claim(storage()).count
        time.sleep(0.5)
        assert claim(storage()).count > first
    assert claim(storage()).released
    assert not storage().is_locked()


def test_it_is_no_file_of_the_run(storage: Open) -> None:
    here = storage()
    with here.locked():
        assert here.names("") == []


def test_a_lock_that_nobody_renews_is_taken_over(storage: Open) -> None:
    storage().write(f"{lease.FOLDER}/0000000007.json", DEAD.model_dump_json().encode())
    begun = time.monotonic()
    assert not storage().is_locked()
    with storage().locked():
        assert time.monotonic() - begun >= 1.0
        assert locks(storage()) == [f"{lease.FOLDER}/0000000008.json"]


@pytest.mark.parametrize("content", [b"", b"not a lock"])
def test_a_damaged_lock_is_taken_over_too(storage: Open, content: bytes) -> None:
    storage().write(f"{lease.FOLDER}/0000000001.json", content)
    with storage().locked():
        assert locks(storage()) == [f"{lease.FOLDER}/0000000002.json"]


def test_who_was_away_too_long_finds_the_lock_taken_and_writes_no_marker(address: str) -> None:
    slow = open_remote(address, Times(renew=60.0, stale=60.0))
    with slow.locked():
        with open_remote(address, Times(renew=0.1, stale=0.4)).locked():
            with pytest.raises(ConfigError, match="lock is gone or another run's"):
                slow.write("markers/0.json", b"{}")
            with pytest.raises(ConfigError, match="lock is gone or another run's"):
                slow.write("results/0.jsonl", b"")
            with pytest.raises(ConfigError, match="lock is gone or another run's"):
                slow.delete("results/0.jsonl")
            assert open_remote(address).names("") == []
        assert claim(open_remote(address)).released
    assert claim(open_remote(address)).count > 0


def test_who_was_away_too_long_does_not_renew_or_give_back_what_is_another_s(address: str) -> None:
    slow, quick = open_remote(address, Times(renew=1.5, stale=60.0)), open_remote(address, Times(renew=0.05, stale=0.2))
    for storage in (slow, quick):
        # The first request of a client takes long; the lock must be taken over before it is renewed for the first time.
        storage.names("")
    with slow.locked():
        with quick.locked():
            time.sleep(2.0)
            token = claim(quick).token
        assert claim(quick).released
    assert claim(quick).token == token


def test_a_run_whose_lock_is_deleted_writes_no_marker(address: str) -> None:
    here = open_remote(address, Times(renew=0.5, stale=60.0))
    with here.locked():
        here.delete(locks(here)[0])
        with pytest.raises(ConfigError, match="lock is gone"):
            here.write("markers/0.json", b"{}")
        time.sleep(0.8)
        assert locks(here) == []


def test_what_cannot_be_asked_for_a_while_is_not_lost(storage: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    here = storage()
    with here.locked():
        with monkeypatch.context() as broken:
            broken.setattr(here, "names", _unreachable)
            time.sleep(0.3)
            with pytest.raises(ExportError, match="no way"):
                here.write("markers/0.json", b"{}")
        here.write("markers/0.json", b"{}")


def _unreachable(folder: str) -> list[str]:
    raise ExportError("no way there")


class _Careless:
    """A store that makes an object however often it is asked to, as some do."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        return self.objects.get(name)

    def write(self, name: str, content: bytes) -> None:
        self.objects[name] = content

    def create(self, name: str, content: bytes) -> bool:
        self.objects[name] = content
        return True

    def delete(self, name: str) -> None:
        self.objects.pop(name, None)

    def names(self, folder: str) -> list[str]:
        return sorted(self.objects)


def test_in_a_careless_store_one_of_two_is_let_in_too() -> None:
    objects, times = _Careless(), Times(renew=0.3, stale=1.0)
    came: list[str] = []
    over = threading.Event()

    def begin() -> None:
        try:
            with lease.leased(objects, "store", times):
                came.append("held")
                over.wait(10)
        except ConfigError:
            came.append("refused")

    threads = [threading.Thread(target=begin) for _ in range(2)]
    with ExitStack() as stack:
        stack.callback(over.set)
        for thread in threads:
            thread.start()
            time.sleep(0.05)
        until = time.monotonic() + 10
        while len(came) < 2 and time.monotonic() < until:
            time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert sorted(came) == ["held", "refused"]


def test_a_store_that_answers_no_although_it_made_the_object_is_understood() -> None:
    class Repeats(_Careless):
        """As when the answer gets lost and the request is sent again."""

        def create(self, name: str, content: bytes) -> bool:
            self.objects.setdefault(name, content)
            return False

    with lease.leased(Repeats(), "store", Times(renew=0.1, stale=0.3)):
        pass


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    assert not [thread for thread in threading.enumerate() if thread.name == "tapecheck-lock"]

"""An S3 server on this machine, and folders in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from tapecheck.corpus.runs.lease import Times
from tapecheck.corpus.runs.remote import RemoteStorage, open_remote

QUICK = Times(renew=0.1, stale=1.0)
_NUMBERS = count()


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of a server that forgets everything when the tests end."""
    pytest.importorskip("s3fs", reason="s3fs is not installed: pip install 'tapecheck[cloud]'")
    server = pytest.importorskip("moto.server", reason="moto is not installed: pip install 'moto[server]'")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def s3(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty folder; all S3 of this test is on this machine."""
    import fsspec

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "nobody")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    bucket = f"bucket-{next(_NUMBERS)}"
    fsspec.filesystem("s3", skip_instance_cache=True).mkdir(bucket)
    return f"s3://{bucket}/out"


@pytest.fixture(params=["s3", "memory"])
def address(request: pytest.FixtureRequest) -> str:
    """The address of an empty folder of each kind."""
    if request.param == "memory":
        return f"memory://folder-{next(_NUMBERS)}/out"
    found: str = request.getfixturevalue("s3")
    return found


@pytest.fixture
def storage(address: str) -> Callable[[], RemoteStorage]:
    """Open the folder, as a process of its own would; its lock is renewed fast."""
    return lambda: open_remote(address, QUICK)

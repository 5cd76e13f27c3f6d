"""What tests of processes and runs share: work that costs nothing, and an S3 server of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

WORKS = Path(__file__).resolve().parent.parent / "works"
_NUMBERS = count()


@pytest.fixture
def cheap_work(monkeypatch: pytest.MonkeyPatch) -> str:
    """The factory of ``tests/works/cheap_work.py``, which worker processes can import while the test lasts."""
    there = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(WORKS), *([there] if there else [])]))
    return "cheap_work:work"


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

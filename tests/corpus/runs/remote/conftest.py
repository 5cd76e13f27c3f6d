"""Folders in object stores."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from tapecheck.corpus.runs.lease import Times
from tapecheck.corpus.runs.remote import RemoteStorage, open_remote

QUICK = Times(renew=0.1, stale=1.0)
_NUMBERS = count()


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

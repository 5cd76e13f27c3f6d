"""What all tests share: steady Hypothesis, and the command line in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

# The same examples on every machine, however slow it is.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def tapecheck() -> Callable[..., Ended]:
    """Run a command: ``tapecheck("extract", path)``; ``stdin`` is what it reads. A bug in it is raised."""
    from tapecheck.cli.app import app

    def run(*words: object, stdin: bytes | None = None) -> Ended:
        result = CliRunner().invoke(app, [str(word) for word in words], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    """A market store with a year of daily candles."""
    from tapecheck.market import MarketStore

    path = tmp_path / "tape.duckdb"
    with MarketStore.open(path, create=True) as opened:
        opened.import_file(Path(__file__).parents[1] / "examples" / "market" / "binance_spot_1d.csv")
    return path

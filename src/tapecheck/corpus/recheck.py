"""Exported results checked again, against other or newer market data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from tapecheck import records
from tapecheck.errors import ConfigError
from tapecheck.market import MarketStore
from tapecheck.records import Result


def recheck(path: Path, market: Path) -> Iterator[Result]:
    """The results of a JSONL export with new verdicts; all else is as it was.

    Raises:
        ConfigError: the file is not such an export; the message names the line.
        MarketDataError: the store can't be read.
    """
    store = MarketStore.open(market)
    for result in read_results(path):
        checked = records.check_all(result.records, store, result.article.published_at)
        yield result.model_copy(update={"records": checked})


def read_results(path: Path) -> Iterator[Result]:
    """The results of a JSONL export, one at a time.

    Raises:
        ConfigError: the file can't be read or a line is not a result; the message names the line.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _result(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _result(line: str, place: str) -> Result:
    try:
        return Result.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(str(part) for part in problem["loc"])
        raise ConfigError(f"{place}: not a result of tapecheck extract: {field}: {problem['msg']}") from error

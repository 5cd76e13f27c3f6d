"""What ``tapecheck extract`` wrote, read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from tapecheck.corpus.reading.raw_lines import RawLine, file_lines
from tapecheck.errors import ConfigError
from tapecheck.records import Result

LONGEST_LINE = 64 * 1024 * 1024
"""The longest line that is taken for a result: an article of 8 MiB with all that is said about it."""


def read_results(path: Path) -> Iterator[Result]:
    """The results of a JSONL export, packed or not, one at a time.

    Raises:
        ConfigError: the file can't be read or a line is not a result; the message names the line.
    """
    for line in file_lines(path, longest=LONGEST_LINE):
        if not isinstance(line, RawLine):
            place = f"{line.path}:{line.line}" if line.line is not None else str(line.path)
            raise ConfigError(f"{place}: {line.message}")
        yield result_of(line)


def result_of(line: RawLine) -> Result:
    """The result that a line of an export holds.

    Raises:
        ConfigError: it is none; the message names the line.
    """
    try:
        return Result.model_validate_json(line.raw.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(str(part) for part in problem["loc"])
        raise ConfigError(f"{line.id}: not a result of tapecheck extract: {field}: {problem['msg']}") from error

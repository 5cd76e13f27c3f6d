"""What ``tapecheck extract`` wrote, read back."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from tapecheck.corpus.reading.raw_lines import RawLine, buffered, file_lines, stream_lines
from tapecheck.corpus.runs.formats import RESULTS
from tapecheck.corpus.runs.marker import markers, read_info
from tapecheck.corpus.runs.storage import open_storage
from tapecheck.errors import ConfigError, DecodeError
from tapecheck.records import Result
from tapecheck.schema.input import RejectedInput

LONGEST_LINE = 64 * 1024 * 1024
"""The longest line that is taken for a result: an article of 8 MiB with all that is said about it."""


def check_export(path: Path) -> None:
    """Nothing comes out.

    Raises:
        ConfigError: there is no such file, it is an article, or the folder holds no run with JSON lines.
    """
    if path.is_dir():
        info = read_info(open_storage(str(path)))
        if info is None:
            raise ConfigError(f"{path} holds no run of tapecheck")
        if info.format != "jsonl":
            raise ConfigError(f"{path} holds tables; what is needed are JSON lines: a run with --format jsonl")
    elif not path.is_file():
        raise ConfigError(f"RESULTS {path}: no such file or folder")
    elif _is_article(path):
        raise ConfigError(f"RESULTS {path}: an article, not results; first: tapecheck extract {path} -o results.jsonl")


def _is_article(path: Path) -> bool:
    """By its name and its beginning: results may bear any name."""
    if path.suffix.lower() not in (".html", ".htm", ".xhtml", ".txt", ".md"):
        return False
    with path.open("rb") as file:
        return not file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def export_lines(path: Path) -> Iterator[RawLine | RejectedInput]:
    """The lines of a JSONL export, packed or not, or of a run's folder: those of its complete shards, in order."""
    if not path.is_dir():
        yield from file_lines(path, longest=LONGEST_LINE)
        return
    for marker in markers(open_storage(str(path))):
        for name in marker.files:
            if name.startswith(f"{RESULTS}/") and marker.files[name].size:
                yield from file_lines(path / name, longest=LONGEST_LINE)


def given_lines(results: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[RawLine | RejectedInput]:
    """The lines of several exports, one after the other; ``"-"`` is standard input."""
    for given in results:
        if given == "-":
            yield from stream_lines(buffered(stdin or sys.stdin.buffer), "-", longest=LONGEST_LINE)
        else:
            yield from export_lines(Path(given))


def read_results(path: Path | str) -> Iterator[Result]:
    """The results of a JSONL export, packed or not, or of a run's folder, one at a time.

    Raises:
        ConfigError: the file can't be read or a line is not a result; the message names the line.
    """
    for line in export_lines(Path(path)):
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
        return parsed(line)
    except DecodeError as error:
        raise ConfigError(f"{line.id}: {error}") from error


def parsed(line: RawLine) -> Result:
    """The same, where a line that is no result is one that failed among others.

    Raises:
        DecodeError: it is none.
    """
    try:
        return Result.model_validate_json(line.raw.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        problem = error.errors()[0]
        place = "".join(f"{part}." for part in problem["loc"]).rstrip(".")
        told = f"{place}: {problem['msg']}" if place else problem["msg"]
        raise DecodeError(f"not a result of tapecheck extract: {told}") from error

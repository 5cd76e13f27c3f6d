"""Exported results checked again, against other or newer market data.

An export may be older than this version and lack fields, or newer and have some that it does not know. So a line is kept as it
stands, and only the verdicts in it are replaced; a record that can't be read keeps the verdict that it has, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pydantic import JsonValue, RootModel, TypeAdapter, ValidationError

from tapecheck import records
from tapecheck.corpus.exports import check_export, given_lines
from tapecheck.corpus.lines import failed_result
from tapecheck.corpus.reading.raw_lines import RawLine
from tapecheck.corpus.runner import Watcher, run
from tapecheck.errors import DecodeError, ExportError
from tapecheck.market import MarketStore
from tapecheck.records import AnyRecord, Record, Result
from tapecheck.schema.base import Data, Instant
from tapecheck.schema.input import RejectedInput
from tapecheck.schema.result import Versions
from tapecheck.schema.verdict import Verdict

Row = dict[str, JsonValue]
_RECORD: TypeAdapter[AnyRecord] = TypeAdapter(Record)
_INSTANT: TypeAdapter[datetime | None] = TypeAdapter(Instant | None)
_VALUE: TypeAdapter[JsonValue] = TypeAdapter(JsonValue)


class RawResult(RootModel[Row]):
    """A line of an export, all its fields in their order, whatever version wrote it."""


class VerdictChange(Data):
    """A record's verdict before and after; ``None`` before: it had not been checked."""

    article: str
    record: str
    kind: str
    exact: str
    before: str | None
    after: str
    reason_before: str | None
    reason_after: str


class Rechecked(NamedTuple):
    """A line with its new verdicts: ``labels`` before and after of every record, ``changes`` of those whose label is another one.

    ``unread``: what keeps its old verdict, and why, a line each; ``failed``: the article could not be done, then or now.
    """

    line: RawResult
    labels: tuple[tuple[str | None, str], ...] = ()
    changes: tuple[VerdictChange, ...] = ()
    unread: tuple[str, ...] = ()
    failed: bool = False


def recheck(
    results: Sequence[str], market: Path, watcher: Watcher, *, stdin: BinaryIO | None = None
) -> Iterator[Rechecked]:
    """The lines of JSONL exports with new verdicts, one at a time and in order; all else in them is as it was.

    ``results`` are files (packed ones end in ``.gz`` or ``.zst``), folders of runs, or ``"-"`` for standard input. A line that is no
    result is in the stream as failed, with its place.

    Raises:
        ConfigError: at once, if there is no such file.
        MarketDataError: at once, if the store can't be read.
    """
    for given in results:
        if given != "-":
            check_export(Path(given))
    store = MarketStore.open(market)
    return run(given_lines(results, stdin=stdin), lambda line: _rechecked(line, store), _rejected, watcher)


def _rejected(rejected: RejectedInput) -> Rechecked:
    failed = failed_result(rejected, Versions(tapecheck=version("tapecheck"), settings=""))
    return Rechecked(RawResult.model_validate_json(failed.to_json()), failed=True)


def _rechecked(line: RawLine, store: MarketStore) -> Rechecked:
    result = _parsed(line)
    article, found = result.root.get("article"), result.root.get("records")
    if not isinstance(article, dict) or not isinstance(found, list):
        missing = "article" if not isinstance(article, dict) else "records"
        raise DecodeError(f'not a result of tapecheck extract: no "{missing}"')
    try:
        published_at = _INSTANT.validate_json(_json(article.get("published_at")))
    except ValidationError as error:
        raise DecodeError(f"not a result of tapecheck extract: article.published_at: {_first(error)}") from None
    read: list[tuple[Row, AnyRecord]] = []
    unread: list[str] = []
    for number, row in enumerate(found):
        try:
            record = _record(row)
        except DecodeError as error:
            unread.append(f"{line.id}: records.{number}: {error}; its verdict is kept")
            continue
        assert isinstance(row, dict)
        read.append((row, record))
    labels, changes = _judged(str(article.get("id")), read, store, published_at)
    failed = result.root.get("failed") is not None
    return Rechecked(result, labels, changes, tuple(unread), failed)


def _judged(
    article: str, read: Sequence[tuple[Row, AnyRecord]], store: MarketStore, published_at: datetime | None
) -> tuple[tuple[tuple[str | None, str], ...], tuple[VerdictChange, ...]]:
    """Puts the new verdicts into the rows of the records; the labels before and after, and what changed."""
    labels: list[tuple[str | None, str]] = []
    changes: list[VerdictChange] = []
    checked = records.check_all([record for _, record in read], store, published_at)
    for (row, record), again in zip(read, checked, strict=True):
        before, after = row.get("verdict"), again.verdict
        assert after is not None
        row["verdict"] = after.model_dump(mode="json")
        label = _said(before, "label")
        labels.append((label, after.label))
        if label != after.label:
            changes.append(_change(article, record, before, after))
    return tuple(labels), tuple(changes)


def _parsed(line: RawLine) -> RawResult:
    try:
        return RawResult.model_validate_json(line.raw.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        raise DecodeError(f"not a result of tapecheck extract: {_first(error)}") from None


def _record(row: JsonValue) -> AnyRecord:
    """The record of an exported row. A field that came later and may be empty is empty.

    Raises:
        DecodeError: it is of a kind, or has a field, that this version does not know.
    """
    try:
        return _RECORD.validate_json(_json(row))
    except ValidationError as error:
        if not isinstance(row, dict):
            raise DecodeError(_first(error)) from None
        lacking = [str(one["loc"][-1]) for one in error.errors() if one["type"] == "missing" and len(one["loc"]) == 2]
    try:
        return _RECORD.validate_json(_json({**row, "verdict": None, **dict.fromkeys(lacking)}))
    except ValidationError as error:
        raise DecodeError(_first(error)) from None


def _change(article: str, record: AnyRecord, before: JsonValue, after: Verdict) -> VerdictChange:
    return VerdictChange(
        article=article,
        record=record.id,
        kind=record.kind,
        exact=record.provenance.exact,
        before=_said(before, "label"),
        after=after.label,
        reason_before=_said(before, "reason"),
        reason_after=after.reason,
    )


def _said(verdict: JsonValue, field: str) -> str | None:
    """A field of a verdict as it was exported, by whatever version; ``None`` without a verdict."""
    value = verdict.get(field) if isinstance(verdict, dict) else None
    return None if value is None else str(value)


def _json(value: JsonValue) -> bytes:
    return _VALUE.dump_json(value)


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    field = ".".join(str(part) for part in problem["loc"])
    return f"{field}: {problem['msg']}" if field else problem["msg"]


def as_result(line: RawResult) -> Result:
    """The line as the result that it is.

    Raises:
        ExportError: it is of another version, and has what this one does not know.
    """
    try:
        return Result.model_validate_json(line.model_dump_json())
    except ValidationError as error:
        raise ExportError(f"can't be written as a table: {_first(error)}; choose jsonl or json") from None

"""One line of JSON → one article input, or why it isn't one."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from tapecheck.errors import DecodeError
from tapecheck.schema.input import ArticleInput, Media, RejectedInput

_JSON_TYPES = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}

Row = dict[str, object]


def read_line(raw: bytes, *, path: str, line: int) -> ArticleInput | RejectedInput:
    """The article of one line, as UTF-8 JSON: ``{"id", "text" or "html", "url"?, "title"?, "publisher"?, "published_at"?}``.

    Where both are given, ``text`` is taken. Other keys are ignored, a missing ``id`` becomes ``path:line``. A
    ``published_at`` without a zone is UTC.

    >>> read_line(b'{"id": "a", "text": "Bitcoin rose."}', path="in.jsonl", line=1).source
    'Bitcoin rose.'
    >>> read_line(b'{"id": "a"}', path="in.jsonl", line=2).message
    'neither "text" nor "html"'
    """
    name = f"{path}:{line}"
    try:
        row = _parse(raw)
        name = _id(row) or name
        text, html = _string(row, "text"), _string(row, "html")
        source, media = _source(text, html)
        return ArticleInput(
            id=name,
            source=source,
            media=media,
            url=_string(row, "url") or None,
            title=_string(row, "title") or None,
            publisher=_string(row, "publisher") or None,
            published_at=parse_instant(_string(row, "published_at") or None),
            path=path,
            line=line,
        )
    except DecodeError as error:
        return RejectedInput(id=name, error=type(error).__name__, message=str(error), path=path, line=line)


def parse_instant(value: str | None) -> datetime | None:
    """ISO 8601 as an aware UTC datetime; without a zone UTC is assumed; ``None`` stays ``None``.

    >>> parse_instant("2026-01-14T17:57:00-05:00"), parse_instant("2026-01-14")
    (datetime.datetime(2026, 1, 14, 22, 57, tzinfo=datetime.timezone.utc), \
datetime.datetime(2026, 1, 14, 0, 0, tzinfo=datetime.timezone.utc))

    Raises:
        DecodeError: it is not ISO 8601.
    """
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(value.strip())
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):
        raise DecodeError(f'"published_at" is not an ISO 8601 time: {value[:40]!r}') from None


def _parse(raw: bytes) -> Row:
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DecodeError(f"not UTF-8 text (byte {error.start + 1} of the line)") from None
    except json.JSONDecodeError as error:
        raise DecodeError(f"not JSON: {error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError) as error:
        raise DecodeError(f"not JSON that can be read: {error}") from None
    if not isinstance(row, dict):
        raise DecodeError("not a JSON object")
    return row


def _id(row: Row) -> str | None:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(row, "id") or None


def _string(row: Row, key: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise DecodeError(f'"{key}" is {_JSON_TYPES[type(value)]}, not a string')


def _source(text: str | None, html: str | None) -> tuple[str, Media]:
    source, media = (text, "text") if text is not None else (html, "html")
    if source is None:
        raise DecodeError('neither "text" nor "html"')
    if not source.strip():
        raise DecodeError(f'"{media}" is empty')
    try:
        source.encode()
    except UnicodeEncodeError:
        raise DecodeError(f'"{media}" has half of a surrogate pair in it, which is no character') from None
    return source, "text" if media == "text" else "html"

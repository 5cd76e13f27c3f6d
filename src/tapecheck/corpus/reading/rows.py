"""One row, of JSON or of a table → one article input, or why it isn't one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from tapecheck.errors import DecodeError
from tapecheck.schema.input import ArticleInput, Media, RejectedInput
from tapecheck.text.instants import instant_of

_TYPES: dict[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    bytes: "bytes",
    date: "a date",
    datetime: "a time",
}


def read_row(row: Mapping[str, object], *, path: str, line: int) -> ArticleInput | RejectedInput:
    """The article of one row: ``{"id", "text" or "html", "url"?, "title"?, "publisher"?, "published_at"?}``.

    Where both are given, ``text`` is taken. Other keys are ignored, a missing ``id`` becomes ``path:line``. ``published_at`` is
    ISO 8601, a datetime or a date; without a zone it is UTC.
    """
    name = f"{path}:{line}"
    try:
        name = _id(row) or name
        source, media = _source(_string(row, "text"), _string(row, "html"))
        return ArticleInput(
            id=name,
            source=source,
            media=media,
            url=_string(row, "url") or None,
            title=_string(row, "title") or None,
            publisher=_string(row, "publisher") or None,
            published_at=_published_at(row),
            path=path,
            line=line,
        )
    except DecodeError as error:
        return RejectedInput(id=name, error=type(error).__name__, message=str(error), path=path, line=line)


def _published_at(row: Mapping[str, object]) -> datetime | None:
    value = row.get("published_at")
    if isinstance(value, datetime):
        return instant_of(value)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    return instant_of(_string(row, "published_at") or None)


def _id(row: Mapping[str, object]) -> str | None:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(row, "id") or None


def _string(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise DecodeError(f'"{key}" is {_TYPES.get(type(value), type(value).__name__)}, not a string')


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

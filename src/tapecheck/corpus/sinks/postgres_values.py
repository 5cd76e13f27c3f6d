"""Values of the typed tables as PostgreSQL takes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tapecheck.corpus.sinks.columns import Type
from tapecheck.schema.base import iso_z


def converter(type_: Type) -> Callable[[Any], Any]:
    """What makes a value of a column of the Arrow table one of the column in PostgreSQL; null stays null.

    PostgreSQL's text can't hold the character U+0000: it becomes U+FFFD, and so every offset still counts.
    """
    return _CONVERTERS.get(type_, _same)


def _same(value: Any) -> Any:
    return value


def _text(value: str | None) -> str | None:
    return value.replace("\0", "\ufffd") if value is not None and "\0" in value else value


def _texts(value: list[str] | None) -> list[str | None] | None:
    return None if value is None else [_text(each) for each in value]


def _mapping(value: list[tuple[str, str]] | None) -> dict[str | None, str | None] | None:
    return None if value is None else {_text(name): _text(each) for name, each in value}


def _instants(value: list[tuple[str, datetime]] | None) -> dict[str | None, str] | None:
    return None if value is None else {_text(name): iso_z(each) for name, each in value}


_CONVERTERS: dict[Type, Callable[[Any], Any]] = {
    "text": _text,
    "texts": _texts,
    "mapping": _mapping,
    "instants": _instants,
}

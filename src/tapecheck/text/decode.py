"""Bytes → characters. Everything after this counts in the characters that come out here."""

from __future__ import annotations

import codecs
import hashlib
import re

from tapecheck.errors import DecodeError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
# <meta charset="utf-8"> and <meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_META_WITHIN = 4096
_PROBE = 8192
# The HTML standard reads these names as cp1252, and many such pages are UTF-8: that is tried first, then cp1252.
_READ_AS_CP1252 = frozenset({"iso8859-1", "ascii", "cp1252"})


def decode(data: bytes, *, charset: str | None = None) -> str:
    """The characters of ``data``, without a byte order mark.

    Tried in order: byte order mark, ``charset`` (from an HTTP header, say), ``<meta charset>``, UTF-8, cp1252.

    Raises:
        DecodeError: the data is binary, or ``charset`` is unknown.

    >>> decode("€1.2bn".encode()), decode("€1.2bn".encode("cp1252"))
    ('€1.2bn', '€1.2bn')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    for magic, name in _BINARY:
        if data.startswith(magic):
            raise DecodeError(f"not text: the data is {name}")
    if charset is not None:
        _check_known(charset)
    declared = _declared(data)
    # A UTF-16 page could not have been searched for its ASCII <meta>: such a declaration is wrong.
    if declared is not None and declared.lower().startswith("utf-16"):
        declared = None
    for candidate in (charset, declared, "utf-8"):
        text = _try(data, candidate)
        if text is not None:
            return _checked(text)
    # cp1252 leaves five bytes undefined; they become U+FFFD rather than losing the article.
    return _checked(data.decode("cp1252", errors="replace"))


def source_sha256(source: str) -> str:
    """The sha256, in hex, of the source's UTF-8 bytes; lone surrogates count as their three bytes."""
    return hashlib.sha256(source.encode("utf-8", errors="surrogatepass")).hexdigest()


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise DecodeError(f"not text: the byte order mark says {encoding}, but byte {error.start} is not") from error


def _check_known(charset: str) -> None:
    try:
        codecs.lookup(charset)
    except LookupError as error:
        raise DecodeError(f"unknown encoding {charset!r}") from error


def _declared(data: bytes) -> str | None:
    found = _META_CHARSET.search(data, 0, _META_WITHIN)
    return found.group(1).decode("ascii") if found else None


def _try(data: bytes, charset: str | None) -> str | None:
    """The characters, or ``None`` if the charset is absent, unknown, not a text encoding, or does not fit."""
    if charset is None:
        return None
    try:
        name = codecs.lookup(charset).name
        if name in _READ_AS_CP1252:
            name = "utf-8"
        return data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None


def _checked(text: str) -> str:
    """``text`` if it reads like text; NULs and many control characters mean binary data."""
    probe = text[:_PROBE]
    control = sum(1 for character in probe if character < " " and character not in "\t\n\r\f\v\x1a\x1b")
    if control > max(2, len(probe) // 50):
        raise DecodeError("not text: the data is binary")
    return text

"""Web archives (WARC) → the pages in them: responses of status 200 that are HTML."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from tapecheck.corpus.reading.files import File, Item, Reading, printable, rejected
from tapecheck.corpus.reading.pages import decoded
from tapecheck.errors import ArticleError, ConfigError, DecodeError
from tapecheck.publishers import looks_like_html
from tapecheck.schema.input import ArticleInput

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_HTML = ("text/html", "application/xhtml+xml")
_RECORD_BEGINS = (b"WARC/", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")
"""Plain, in a gzip member, in a zstd frame: each record of a packed archive has one of its own."""
_NEXT_RECORD = b"\r\n\r\nWARC/1."
_OK = 200
_MOST_TRIES = 10_000
_PIECE = 64 * 1024


class _Payload(Protocol):
    def read(self, size: int = ...) -> bytes: ...


def check_warc(file: File, reading: Reading) -> None:  # noqa: ARG001
    """Nothing comes out.

    Raises:
        ConfigError: fastwarc is missing.
    """
    try:
        import fastwarc  # noqa: F401
    except ImportError as error:
        raise ConfigError(f"{file.name}: web archives need one more package: pip install 'tapecheck[warc]'") from error


def read_warc(file: File, reading: Reading) -> Iterator[Item]:
    """The pages of a web archive in its order, each with its ``WARC-Record-ID`` as id and its ``WARC-Target-URI`` as url.

    Responses of another status or type are no articles: they are passed over and counted with the meter. Where the archive is
    damaged that is told, and what follows is read from the next record on. ``WARC-Date`` is when the page was fetched, not when it
    was published, so it is not taken for anything.

    Raises:
        ConfigError: fastwarc is missing.
    """
    check_warc(file, reading)
    with reading.meter.reading(file) as stream:
        begin: int | None = 0
        while begin is not None:
            last, name = begin, ""
            try:
                for last, record in _records(stream, begin):
                    name = printable((record.record_id or "").strip("<> ")) or f"{file.name}#{last}"
                    item = _article(record, name, file.name, reading)
                    if item is not None:
                        yield item
                if not name and begin == 0:
                    yield rejected(file.name, "no records")
                return
            except OSError as error:
                part = name or f"{file.name}#{last}"
                yield rejected(file.name, f"damaged after byte {last:,}: {error}", part=part)
            begin = _next_record(stream, last)


def _records(stream: io.BufferedReader, begin: int) -> Iterator[tuple[int, WarcRecord]]:
    """The records from a byte of the file on, each with the byte where it begins.

    Raises:
        OSError: the archive is damaged there.
    """
    from fastwarc.warc import ArchiveIterator

    stream.seek(begin)
    for record in ArchiveIterator(_From(stream), parse_http=False):
        yield begin + record.stream_pos, record


def _next_record(stream: io.BufferedReader, last: int) -> int | None:
    """Where after ``last`` a record can be read; ``None``: nowhere."""
    from fastwarc.warc import ArchiveIterator

    at = last
    for _ in range(_MOST_TRIES):
        found = _next_beginning(stream, at + 1)
        if found is None:
            return None
        at = found
        stream.seek(at)
        try:
            if next(iter(ArchiveIterator(_From(stream), parse_http=False)), None) is not None:
                return at
        except OSError:
            continue
    return None


def _next_beginning(stream: io.BufferedReader, start: int) -> int | None:
    """Where what looks like the beginning of a record stands, from ``start`` on."""
    stream.seek(start)
    before, data = start, b""
    while piece := stream.read(_PIECE):
        data += piece
        places = [place for begins in _RECORD_BEGINS if (place := data.find(begins)) >= 0]
        if places:
            return before + min(places)
        kept = data[-(max(map(len, _RECORD_BEGINS)) - 1) :]
        before += len(data) - len(kept)
        data = kept
    return None


class _From:
    """A file from where it stands, so that the library neither closes it nor looks at what was before."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._start = stream.tell()

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset + (self._start if whence == io.SEEK_SET else 0), whence) - self._start

    def tell(self) -> int:
        return self._stream.tell() - self._start

    def close(self) -> None:
        """Nothing: the file is closed by who opened it."""


def _article(record: WarcRecord, name: str, path: str, reading: Reading) -> Item | None:
    """The record's page, or why it can't be read; ``None``: it is no page.

    Raises:
        OSError: the archive is damaged there.
    """
    from fastwarc.warc import WarcRecordType

    if not (record.headers.get("Content-Length") or "").strip().isdigit() or "WARC-Type" not in record.headers:
        raise OSError("the headers of a record break off or are no headers")
    body = _Body(record)
    item: Item | None = None
    if record.record_type == WarcRecordType.response:
        try:
            cause = _passed_over(record)
            if cause is None:
                item = _page(record, body, name, path, reading.longest)
            else:
                reading.meter.passed_over[cause] += 1
        except (ArticleError, ValueError) as error:
            item = rejected(path, error, part=name)
    body.finish()
    return item


class _Body:
    """What a record says is in it. One that says too much has others in it, or breaks off."""

    def __init__(self, record: WarcRecord) -> None:
        self._record = record
        self._taken = 0

    def read(self, most: int) -> bytes:
        """The first bytes, at most that many.

        Raises:
            OSError: there is a record in it.
        """
        raw = _read(self._record.reader, most)
        self._taken += len(raw)
        if _NEXT_RECORD in raw:
            raise OSError("the length that a record states goes past the beginning of the next one")
        return raw

    def finish(self) -> None:
        """Passes over what has not been read.

        Raises:
            OSError: it breaks off.
        """
        stated = self._record.content_length
        there = self._taken + self._record.consume()
        if there < stated:
            raise OSError(f"a record breaks off: {there:,} of {stated:,} bytes are there")


def _passed_over(record: WarcRecord) -> str | None:
    """Why the response is no article; ``None``: it may be one.

    Raises:
        DecodeError: it is no response at all.
        OSError: the archive is damaged there.
    """
    if not record.is_http:
        return "not a web page"
    record.parse_http(auto_decode="none")
    status = record.http_headers.status_code
    if status is None:
        raise DecodeError("no HTTP response")
    if status != _OK:
        return f"status {status // 100}xx, not {_OK}"
    kind = record.http_content_type or record.headers.get("WARC-Identified-Payload-Type") or ""
    return None if kind.partition(";")[0].strip().lower() in _HTML else "not HTML"


def _page(record: WarcRecord, body: _Body, name: str, path: str, longest: int) -> ArticleInput:
    raw = body.read(longest + 1)
    raw = _without_encodings(raw, record, longest) if len(raw) <= longest else raw
    charset = (record.http_charset or "").strip("\"' ")
    address = record.headers.get("WARC-Target-URI") or ""
    source = decoded(raw, longest=longest, charset=charset or None)
    return ArticleInput(id=name, source=source, media="html", url=printable(address.strip("<> ")) or None, path=path)


def _without_encodings(raw: bytes, record: WarcRecord, longest: int) -> bytes:
    """The page without the packing that its HTTP header tells of; many archives keep the header and unpack the page.

    Raises:
        DecodeError: it can't be unpacked, and is no page as it stands.
    """
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

    readers = {
        "chunked": ChunkedReader,
        "br": BrotliReader,
        "gzip": GzipReader,
        "x-gzip": GzipReader,
        "zstd": ZstdReader,
    }
    for header in ("Transfer-Encoding", "Content-Encoding"):
        for encoding in reversed((record.http_headers.get(header) or "").lower().split(",")):
            encoding = encoding.strip()
            try:
                if encoding == "deflate":
                    raw = _read(GzipReader(io.BytesIO(raw), zlib=True), longest + 1)
                elif encoding in readers:
                    raw = _read(readers[encoding](io.BytesIO(raw)), longest + 1)
                elif encoding not in ("", "identity"):
                    raise DecodeError(f"packed in a way that is not read: {encoding[:40]}")
            except (OSError, DecodeError) as error:
                if not looks_like_html(raw[:5000].decode("latin-1")):
                    raise DecodeError(f"its {encoding[:40]} data can't be unpacked: {error}") from error
    return raw


def _read(payload: _Payload, most: int) -> bytes:
    pieces: list[bytes] = []
    left = most
    while left > 0 and (piece := payload.read(min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)

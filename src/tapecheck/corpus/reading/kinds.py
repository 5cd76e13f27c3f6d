"""The kinds of files that hold articles, by how their names end: the one place to add a kind."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from tapecheck.corpus.reading.files import File, Item, Reading, rejected
from tapecheck.errors import ConfigError

_HERE = "tapecheck.corpus.reading"


class Reader(Protocol):
    """What reads one kind of file."""

    def __call__(self, file: File, reading: Reading, /) -> Iterator[Item]:
        """The file's articles in their order, and what in it can't be read.

        Raises:
            OSError: it can't be opened.
            ConfigError: the table lacks a column, or a package is missing.
        """


class Check(Protocol):
    """What looks at a file that was named, before anything is read."""

    def __call__(self, file: File, reading: Reading, /) -> None:
        """Nothing comes out.

        Raises:
            ConfigError: the file's articles could not be read for a reason that the caller can mend.
        """


class Kind(NamedTuple):
    """Where a kind's reader is found (``"module:name"``, loaded on use), and its check; ``member``: it may stand in an archive."""

    reader: str
    check: str | None = None
    member: bool = False


_PAGE = Kind("pages:read_page", member=True)
_TEXT = Kind("pages:read_text", member=True)
_FEED = Kind("feeds:read_feed", member=True)
_JSONL = Kind("jsonl:read_jsonl", member=True)
_CSV = Kind("csv_tables:read_csv", "csv_tables:check_csv")
_PARQUET = Kind("parquet_tables:read_parquet", "parquet_tables:check_parquet")
_ZIP = Kind("zip_archives:read_zip")
_TAR = Kind("tar_archives:read_tar")
_WARC = Kind("web_archives:read_warc", "web_archives:check_warc")

KINDS: dict[str, Kind] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), _PAGE),
    **dict.fromkeys((".txt", ".md"), _TEXT),
    **dict.fromkeys((".rss", ".atom", ".xml"), _FEED),
    **dict.fromkeys((".jsonl", ".jsonl.gz", ".jsonl.zst"), _JSONL),
    **dict.fromkeys((".csv", ".csv.gz", ".csv.zst", ".tsv", ".tsv.gz", ".tsv.zst"), _CSV),
    ".parquet": _PARQUET,
    ".zip": _ZIP,
    **dict.fromkeys((".tar", ".tar.gz", ".tgz", ".tar.zst", ".tar.bz2", ".tar.xz"), _TAR),
    **dict.fromkeys((".warc", ".warc.gz", ".warc.zst"), _WARC),
}


def kind_of(name: str) -> Kind | None:
    """The kind of file that a name says it is; ``None``: it holds no articles.

    >>> kind_of("a/B.JSONL.gz").reader, kind_of("picture.png"), kind_of(".html")
    ('jsonl:read_jsonl', None, None)
    """
    parts = name.lower().rsplit("/", 1)[-1].rsplit(".", 2)
    suffixes = (".".join(["", *parts[start:]]) for start in range(1, len(parts)) if any(parts[:start]))
    return next((KINDS[suffix] for suffix in suffixes if suffix in KINDS), None)


def read_file(file: File, kind: Kind, reading: Reading) -> Iterator[Item]:
    """The articles of a file of that kind; a file that can't be read is one rejected input.

    Raises:
        ConfigError: it was named, and lacks a column or a package.
    """
    reader = cast("Reader", _load(kind.reader))
    try:
        yield from reader(file, reading)
    except OSError as error:
        yield rejected(file.name, error)
    except ConfigError as error:
        if reading.by_name:
            raise
        yield rejected(file.name, error)


def check_file(file: File, reading: Reading) -> None:
    """Nothing comes out; what is wrong with the bytes is found when they are read.

    Raises:
        ConfigError: it is of no kind that can be read, lacks a column or needs a package that is missing.
    """
    kind = kind_of(file.name)
    if kind is None:
        raise ConfigError(f"{file.name}: not a kind of file that holds articles; these are: {', '.join(KINDS)}")
    if kind.check is not None:
        cast("Check", _load(kind.check))(file, reading)


def _load(location: str) -> object:
    module, _, name = location.partition(":")
    return getattr(import_module(f"{_HERE}.{module}"), name)

"""Checks of what surrounds the program: the folder for what is temporary, the disk, and the terminal."""

from __future__ import annotations

import locale
import shutil
import sys
import tempfile
from collections.abc import Iterator

from tapecheck.doctor.finding import Finding

_GIB = 2**30
_NARROW = 80


def folders() -> Iterator[Finding]:
    """The folder for temporary files can be written, and has room."""
    fix = "set TMPDIR to a folder that can be written and has room"
    try:
        place = tempfile.gettempdir()
        with tempfile.TemporaryFile() as file:
            file.write(b"tapecheck")
            file.flush()
    except OSError as error:
        yield Finding(check="temporary files", status="error", found=f"can't be written: {error.strerror}", fix=fix)
        return
    free = shutil.disk_usage(place).free
    told = f"{place}: {free / _GIB:,.1f} GiB free"
    tight = free < _GIB
    yield Finding(check="temporary files", status="warning" if tight else "ok", found=told, fix=fix if tight else None)


def terminal() -> Iterator[Finding]:
    """Whether the signs of the tables can be shown, and how wide they may be."""
    encoding = (getattr(sys.stdout, "encoding", None) or locale.getpreferredencoding(False)).lower()
    if encoding.replace("-", "") not in ("utf8", "utf16", "utf32", "gb18030"):
        fix = "export PYTHONUTF8=1, or a locale such as LANG=C.UTF-8"
        yield Finding(check="encoding", status="warning", found=f"{encoding}: some signs can't be shown", fix=fix)
    else:
        yield Finding(check="encoding", status="ok", found=encoding)
    if sys.stdout.isatty():
        columns = shutil.get_terminal_size().columns
        narrow = columns < _NARROW
        wider = f"make the window {_NARROW} columns wide or wider"
        yield Finding(
            check="terminal",
            status="warning" if narrow else "ok",
            found=f"{columns} columns",
            fix=wider if narrow else None,
        )

"""Which packages tapecheck needs, and which its extras need, by its own metadata; and whether they are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from typing import NamedTuple

_REQUIREMENT = re.compile(r"^(?P<name>[\w.-]+)(?:\[[\w,.-]*\])?(?P<versions>[^;]*)(?:;(?P<marker>.*))?$")
_EXTRA = re.compile(r"extra\s*==\s*['\"](?P<extra>[\w.-]+)['\"]")
_BOUND = re.compile(r"(?P<sign>>=|<=|==|<|>)\s*(?P<version>\d[\d.]*)")


class Requirement(NamedTuple):
    """A package, the versions that fit (``>=3.8,<4``), and the extra that needs it (``None``: tapecheck itself)."""

    name: str
    versions: str
    extra: str | None


def requirements() -> Iterator[Requirement]:
    """All that this installation of tapecheck names; nothing if it is run without being installed."""
    try:
        named = requires("tapecheck") or []
    except PackageNotFoundError:
        named = []
    for line in named:
        if (found := _REQUIREMENT.match(line)) is not None:
            extra = _EXTRA.search(found["marker"] or "")
            yield Requirement(found["name"], found["versions"].strip(), extra["extra"] if extra else None)


def installed(name: str) -> str | None:
    """The version of a package that is installed, without importing it; ``None`` if it is not."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def fits(there: str, versions: str) -> bool:
    """Whether a version is among those that fit.

    >>> fits("3.8.2", ">=3.8,<4"), fits("4.0", ">=3.8,<4"), fits("2.13.0+cpu", "==2.13.0"), fits("1.9.1", "")
    (True, False, True, True)
    """
    return all(_within(there, bound["sign"], bound["version"]) for bound in _BOUND.finditer(versions))


def _within(there: str, sign: str, bound: str) -> bool:
    one, other = _numbers(there), _numbers(bound)
    length = max(len(one), len(other))
    one, other = one + (0,) * (length - len(one)), other + (0,) * (length - len(other))
    return {">=": one >= other, "<=": one <= other, "==": one == other, "<": one < other, ">": one > other}[sign]


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of a version before anything that is none.

    >>> _numbers("2.13.0+cpu"), _numbers("2024.12"), _numbers("5.0rc1")
    ((2, 13, 0), (2024, 12), (5, 0))
    """
    found = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, found.group().split("."))) if found else ()

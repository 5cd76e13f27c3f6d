"""Checks of Python, of tapecheck itself, and of the packages that it and its extras need."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from tapecheck.doctor.finding import Finding
from tapecheck.doctor.requirements import Requirement, fits, installed, requirements

_EXTRAS = {
    "tables": "Parquet, pandas, Polars",
    "transformers": "the transformer engine of names (--ner transformer)",
    "warc": "web archives (.warc)",
    "screening": "--only-english and --near-duplicates",
    "postgres": "results into PostgreSQL",
    "cloud": "inputs and runs on s3://, gs:// and other storage",
    "ray": "runs on a Ray cluster (--engine ray)",
    "live": "candles from exchanges (market fetch)",
}
"""Extra → what it is for; those for developers are left out."""
_IMPORTED = ("numpy", "duckdb", "lxml.html", "pydantic", "selectolax", "spacy", "zstandard")
"""Packages with compiled parts, which may be installed and broken; each is imported to see."""


def python() -> Iterator[Finding]:
    """The version of Python and what tapecheck needs."""
    there, needed = platform.python_version(), ">=3.11"
    if fits(there, needed):
        yield Finding(check="python", status="ok", found=f"{there} ({sys.executable})")
    else:
        yield Finding(check="python", status="error", found=there, fix=f"install Python {needed}")


def package() -> Iterator[Finding]:
    """The version of tapecheck and where it is."""
    place = Path(__file__).parents[1]
    try:
        there = metadata("tapecheck")["Version"]
    except PackageNotFoundError:
        yield Finding(check="tapecheck", status="error", found=f"{place}: not installed", fix="pip install tapecheck")
        return
    yield Finding(check="tapecheck", status="ok", found=f"{there} ({place})")


def needed() -> Iterator[Finding]:
    """The packages that tapecheck can't do without: there, in a version that fits, and not broken."""
    wrong = [problem for one in requirements() if one.extra is None and (problem := _problem(one)) is not None]
    for problem in wrong:
        yield Finding(check="packages", status="error", found=problem, fix="pip install --upgrade tapecheck")
    for module in _IMPORTED:
        try:
            import_module(module)
        except Exception as error:  # noqa: BLE001 - a broken package may raise anything, and is to be reported
            told = " ".join(f"{type(error).__name__}: {error}".split())
            name = module.partition(".")[0]
            fix = f"pip install --force-reinstall {name}"
            yield Finding(check="packages", status="error", found=f"{name} can't be imported: {told}", fix=fix)
            wrong.append(module)
    if not wrong:
        shown = ", ".join(f"{name} {installed(name)}" for name in ("spacy", "duckdb", "pydantic"))
        yield Finding(check="packages", status="ok", found=f"all that tapecheck needs, among them {shown}")


def extras() -> Iterator[Finding]:
    """Each extra: what it is for, and whether it can be used. None is needed by everybody, so a missing one is no error."""
    every = list(requirements())
    names = {extra: {one.name for one in every if one.extra == extra} - {"tapecheck"} for extra in _EXTRAS}
    for extra, purpose in _EXTRAS.items():
        mine = [one for one in every if one.extra == extra and one.name != "tapecheck"]
        missing = [one.name for one in mine if installed(one.name) is None]
        wrong = [problem for one in mine if one.name not in missing and (problem := _problem(one)) is not None]
        check, fix = f"extra {extra}", f"pip install 'tapecheck[{extra}]'"
        if wrong:
            yield Finding(check=check, status="warning", found=f"{'; '.join(wrong)}; for {purpose}", fix=fix)
        elif missing:
            told = f"not installed: {', '.join(missing)}; for {purpose}"
            # What a smaller extra brings too (tables, of postgres) says nothing of whether this one was meant to be there.
            own = names[extra].difference(*(other for other in names.values() if other < names[extra]))
            half = not own.issubset(missing)
            yield Finding(check=check, status="warning" if half else "ok", found=told, fix=fix)
        else:
            shown = ", ".join(f"{one.name} {installed(one.name)}" for one in mine)
            yield Finding(check=check, status="ok", found=f"{shown}; for {purpose}")


def _problem(one: Requirement) -> str | None:
    there = installed(one.name)
    if there is None:
        return f"{one.name} is not installed"
    return None if fits(there, one.versions) else f"{one.name} {there} does not fit {one.versions}"

"""Measured tables inside pages that people write."""

from __future__ import annotations

from pathlib import Path


def between(text: str, name: str, content: str) -> str:
    """The text with this content between ``<!-- NAME: begin -->`` and ``<!-- NAME: end -->``.

    Raises:
        ValueError: it has no such marks.

    >>> between("a <!-- b: begin -->c<!-- b: end --> d", "b", "new")
    'a <!-- b: begin -->new<!-- b: end --> d'
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"no place between {begin} and {end}")
    return f"{before}{begin}{content}{end}{after}"


def replace_between(page: Path, name: str, content: str) -> None:
    """Write the page with these lines between the two marks of that name; ``ValueError`` as ``between``."""
    page.write_text(between(page.read_text("utf-8"), name, f"\n{content}"), "utf-8")

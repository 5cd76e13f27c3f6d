"""Measured tables inside pages that people write."""

from __future__ import annotations

from pathlib import Path


def replace_between(page: Path, name: str, content: str) -> None:
    """Replace what stands between ``<!-- NAME: begin -->`` and ``<!-- NAME: end -->`` in a page.

    Raises:
        ValueError: the page has no such marks.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = page.read_text("utf-8")
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{page}: no place between {begin} and {end}")
    page.write_text(f"{before}{begin}\n{content}{end}{after}", "utf-8")

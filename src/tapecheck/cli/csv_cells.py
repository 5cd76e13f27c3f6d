"""Cells of a CSV file that no spreadsheet runs as a formula."""

from __future__ import annotations

from collections.abc import Iterable


def cells(values: Iterable[object]) -> list[str]:
    """Values as text, nothing for ``None``. Text that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> cells(["=1+1", "-12.5", None])
    ["'=1+1", '-12.5', '']
    """
    texts = ["" if value is None else str(value) for value in values]
    return [f"'{text}" if text[:1] in ("=", "@", "\t", "\r") or _is_formula(text) else text for text in texts]


def _is_formula(text: str) -> bool:
    """Whether it begins with a sign and is no number.

    >>> _is_formula("-12.5"), _is_formula("+1+cmd")
    (False, True)
    """
    return text[:1] in ("+", "-") and not text[1:].replace(".", "", 1).isdigit()

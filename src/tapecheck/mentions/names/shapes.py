"""How a piece of a word is written: what an uncased encoder is not told."""

from __future__ import annotations

NUMBER_OF_SHAPES = 16
"""0 for what is no text (padding, marks of the model), 1 to 7 for a word's first piece, 9 to 15 for its later ones."""

_LOWER, _TITLE, _UPPER, _LETTER, _MIXED, _DIGITS, _OTHER = range(1, 8)
_LATER = 8


def shape(piece: str, *, first: bool) -> int:
    """The number of the piece's shape; ``first`` says whether it begins its word.

    >>> shape("Bitcoin", first=True), shape("ETH", first=True), shape("coin", first=False), shape("$", first=True)
    (2, 3, 9, 7)
    """
    return _written(piece) + (0 if first else _LATER)


def _written(piece: str) -> int:
    if piece.isdigit():
        return _DIGITS
    if piece.islower():
        return _LOWER
    if piece.isupper():
        return _UPPER if len(piece) > 1 else _LETTER
    if piece[:1].isupper() and piece[1:].islower():
        return _TITLE
    return _MIXED if any(character.isalpha() for character in piece) else _OTHER

"""A text as the pieces of words that an encoder reads, each with its place and shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tapecheck.mentions.names.labels import Entity, Scores, decode, entities
from tapecheck.mentions.names.shapes import shape

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Pieces(NamedTuple):
    """``numbers`` and ``shapes`` of the pieces, the half-open ranges of the text they stand for, and which begin and end a word.

    ``heads[w]`` and ``word_ends[w]`` are the numbers of word ``w``'s first and last piece. A word is what stands between
    blanks and punctuation; a mark of punctuation is a word of its own.
    """

    numbers: list[int]
    shapes: list[int]
    starts: list[int]
    ends: list[int]
    heads: list[int]
    word_ends: list[int]


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """The pieces of a text, without the marks that a model wants at its ends."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    words = encoding.word_ids
    starts = [start for start, _ in encoding.offsets]
    ends = [end for _, end in encoding.offsets]
    heads = [i for i, word in enumerate(words) if i == 0 or words[i - 1] != word]
    first = set(heads)
    shapes = [shape(text[start:end], first=i in first) for i, (start, end) in enumerate(encoding.offsets)]
    word_ends = [i - 1 for i in heads[1:]] + [len(words) - 1] if heads else []
    return Pieces(list(encoding.ids), shapes, starts, ends, heads, word_ends)


def named(parts: Sequence[Pieces], ranges: Sequence[tuple[int, int]], scores: Scores) -> list[Entity]:
    """The names in these half-open ranges of a text, by the log scores (pieces, tags) of all their pieces in a row.

    A word has the tag of its first piece; each range is decoded by itself.
    """
    found: list[Entity] = []
    at = 0
    for part, (start, _) in zip(parts, ranges, strict=True):
        tags = decode(scores[np.array(part.heads, dtype=np.int64) + at])
        begins = [start + part.starts[i] for i in part.heads]
        found += entities(tags, begins, [start + part.ends[i] for i in part.word_ends])
        at += len(part.numbers)
    return found

"""What an article says in less than a kilobyte, so that two of them can be compared without their texts.

A signature has two parts. The first is a MinHash of the runs of three words: the share of equal places in two of them
estimates how many runs the two texts have in common, of all that they have (Jaccard). The second are the figures: an update of
a story differs from it in hardly a word, and the new figures are what it is read for. So they are compared one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tapecheck.errors import ConfigError, InvariantError

if TYPE_CHECKING:
    from datasketch import MinHash

PERMUTATIONS = 128
"""An estimate of 0.8 is within 0.07 of the truth 19 times of 20; 512 bytes an article."""
SHINGLE = 3
"""Words in a run. Two stories on one event share many words but few runs of three; longer ones break at each small edit."""
FEWEST_WORDS = 20
"""A shorter text has no signature: a flash of ten words is like many others."""
MOST_FIGURES = 256
"""Of an article with more different figures (a price list) only their digest is kept: it is equal to the same list alone."""
_RUNS_AT_ONCE = 10_000
_FORMAT = b"tcs1"
_MIN_HASHES = slice(len(_FORMAT), len(_FORMAT) + 4 * PERMUTATIONS)

_WORD = re.compile(
    r"""
      \d+(?:[.,]\d+)*          # 97,800  3.5  2026
    | [぀-ヿ㐀-鿿가-힯฀-๿]      # Chinese, Japanese, Korean and Thai put no blanks between words: each letter is one
    | [^\W\d_]+                # bitcoin, s of "bitcoin's" whatever the quote
    """,
    re.VERBOSE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# "Jan. 14, 2026", "14th of January", "2026-01-14", "1/14/2026", "10:30 a.m.", "9 a.m.", "in 2026": when, not how much.
_WHEN = re.compile(
    rf"""
      \b{_MONTH}\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?\b(?![.,]\d|\s?%|\spercent)(?:,?\s{{1,2}}(?:19|20)\d\d\b(?![.,]?\d))?
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s{{1,2}}(?:of\s)?{_MONTH}
    | \b(?:19|20)\d\d-\d\d-\d\d(?!\d)
    | \b\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d\d\b
    | \b\d{{1,2}}:\d\d(?::\d\d)?(?!\d)
    | \b\d{{1,2}}\s?[ap]\.?m\b
    | (?<![$€£¥₹\d.,])\b(?:19|20)\d\d\b(?![.,]?\d|\s?%)
    """,
    re.VERBOSE,
)
# "$97,800", "3.5 percent", "1.2 billion", "98K", "420M"
_FIGURE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)\s?(?P<scale>thousand|million|billion|trillion|mln|bn|tn|[kmbt](?![a-z]))?"
)
_SCALES = {"k": "k", "thousand": "k", "m": "m", "mln": "m", "million": "m", "b": "b", "bn": "b", "billion": "b"}
_SCALES |= {"t": "t", "tn": "t", "trillion": "t"}


def signature(text: str, *, around: str = "") -> bytes | None:
    """The signature of an article's body: the same bytes on every machine; ``None`` where it is too short to be compared.

    Case, quotes, punctuation and the commas in figures make no difference. ``around``: headline, deck and captions, of which only
    the figures count: sites write their own.

    Raises:
        ConfigError: datasketch is not installed.
    """
    folded = text.casefold()
    words = [word.replace(",", "") for word in _WORD.findall(folded)]
    if len(words) < FEWEST_WORDS:
        return None
    runs = list({" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)})
    return _FORMAT + _min_hash(runs).tobytes() + _figures_part(frozenset(figures(folded)).union(figures(around)))


def figures(text: str) -> Iterator[str]:
    """The figures of a text, as they are compared: without commas and ending zeros, with the letter of their scale.

    Dates, times and years are none: a copy with another dateline is still a copy.

    >>> list(figures("Up 3.50% to $97,800 on Jan. 14, 2026 at 10:30 a.m.; $1.2 billion left, or 1.2B"))
    ['3.5', '97800', '1.2b', '1.2b']
    """
    for match in _FIGURE.finditer(_WHEN.sub(" ", text.casefold())):
        number = match["number"].replace(",", "")
        if number.count(".") == 1:
            number = number.rstrip("0").rstrip(".")
        yield number + _SCALES.get(match["scale"] or "", "")


def similarity(a: bytes, b: bytes) -> float:
    """The share of runs of words that two texts have in common, of all that either has: 0 to 1, estimated.

    The standard error is at most 0.044. Figures count as words here; see ``adds_figures``.
    """
    return float(np.count_nonzero(min_hashes(a) == min_hashes(b))) / PERMUTATIONS


def adds_figures(new: bytes, known: bytes) -> bool:
    """Whether the first article has a figure that the second has not."""
    return not _figures_of(new) <= _figures_of(known)


def min_hashes(signature: bytes) -> NDArray[np.uint32]:
    """The places of the MinHash, for making bands of them.

    Raises:
        InvariantError: these bytes are no signature of this version.
    """
    if not signature.startswith(_FORMAT) or len(signature) < _MIN_HASHES.stop or len(signature) % 4:
        raise InvariantError("not a signature of this version")
    return np.frombuffer(signature[_MIN_HASHES], dtype="<u4")


def _figures_of(signature: bytes) -> frozenset[int]:
    return frozenset(np.frombuffer(signature[_MIN_HASHES.stop :], dtype="<u4").tolist())


def _figures_part(found: frozenset[str]) -> bytes:
    if len(found) > MOST_FIGURES:
        return _hash("\n".join(sorted(found)).encode(), 16)
    return b"".join(sorted(_hash(figure.encode(), 4) for figure in found))


def _hash(data: bytes, size: int) -> bytes:
    return blake2b(data, digest_size=size).digest()


def _number(data: bytes) -> int:
    return int.from_bytes(_hash(data, 4), "little")


def _min_hash(runs: list[str]) -> NDArray[np.uint32]:
    sketch = _empty().copy()
    # In parts: the library works on a table of 128 columns, which for an article of 8 MiB would be 700 MiB.
    for start in range(0, len(runs), _RUNS_AT_ONCE):
        sketch.update_batch(run.encode("utf-8", "surrogatepass") for run in runs[start : start + _RUNS_AT_ONCE])
    hashes: NDArray[np.uint32] = sketch.hashvalues.astype("<u4")
    return hashes


@cache
def _empty() -> MinHash:
    """Its permutations are those of all signatures: from a fixed seed, by a scheme that is named, not the library's newest."""
    try:
        from datasketch import MinHash
    except ImportError:
        raise ConfigError("near-duplicates need datasketch: pip install 'tapecheck[screening]'") from None
    return MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=_number, scheme="affine32")

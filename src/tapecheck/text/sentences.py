"""Where sentences begin and end. A sentence never crosses a block; pasted text often has no blank between two."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from tapecheck.schema.base import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A full stop (or several), the quotation marks and brackets that close after it, and the blanks that follow.
_STOP = re.compile(r"(?P<stop>[.!?…]{1,8})(?P<closers>[\"”’'»)\]]{0,3})(?P<gap>\s*)|\n")
_WORD_BEFORE = re.compile(r"[^\s(“‘\"'\[—–/]{1,40}$")

_WORDS = "data/sentence_words.jsonl"
_OPENERS = "“‘\"'(«["
_SPEECH = re.compile(
    r"(?:[A-Z][\w’'-]{1,30} ){1,3}(?:said|asked|wrote|added|noted|tweeted|posted|says|asks|writes|continued)\b"
)


def sentence_spans(text: str, blocks: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences of the blocks, in order, half-open and without the blanks around them.

    A quotation mark that closes after the full stop stays with its sentence. A line end within a block ends a sentence.

    >>> text = "BTC rose in the U.S. session.“We saw it,” he said. It hit 3.5%."
    >>> [text[s.start : s.end] for s in sentence_spans(text, [Span(start=0, end=len(text))])]
    ['BTC rose in the U.S. session.', '“We saw it,” he said.', 'It hit 3.5%.']
    """
    return tuple(span for block in blocks for span in _in_block(text, block.start, block.end))


def segment(text: str, blocks: Sequence[Span]) -> Doc:
    """The tokenized text, its sentence starts set by ``sentence_spans``; blanks between sentences end the one before.

    Character offsets of the tokens are those of ``text``: ``doc.text == text``.
    """
    from spacy.tokens import Doc

    english = _english()
    words: list[str] = []
    spaces: list[bool] = []
    begins: list[bool | int | None] = []
    # Tokenized sentence by sentence: where no blank stands between two, one token would hold parts of both.
    edges = sorted({0, *(span.start for span in sentence_spans(text, blocks))})
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        tokens = english.tokenizer(text[start:end])
        words.extend(token.text for token in tokens)
        spaces.extend(bool(token.whitespace_) for token in tokens)
        begins.extend(number == 0 for number in range(len(tokens)))
    return Doc(english.vocab, words=words, spaces=spaces, sent_starts=begins)


@cache
def _english() -> Language:
    import spacy

    return spacy.blank("en")


@cache
def _word_classes() -> dict[str, frozenset[str]]:
    """Class → its words: ``never`` ends a sentence, ``before_figure`` and ``month`` not before a figure ("Jan. 14"),
    ``maybe`` only before a ``starter`` ("in the U.S. The bank", but "the U.S. Senate"); ``name_tail``: "Yearn.Finance".
    """
    classes: dict[str, set[str]] = {}
    lines = resources.files("tapecheck").joinpath(_WORDS).read_text("utf-8").splitlines()
    for row in map(json.loads, lines):
        classes.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in classes.items()}


def _in_block(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        cut = _cut_at(text, match, begin, end)
        if cut is None or cut <= begin:
            continue
        span = _trimmed(text, begin, cut)
        if span is not None:
            yield span
        begin = cut
    span = _trimmed(text, begin, end)
    if span is not None:
        yield span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip())
    return Span.model_construct(start=first, end=last) if first < last else None


def _cut_at(text: str, match: re.Match[str], begin: int, end: int) -> int | None:
    """Where the next sentence begins if this full stop ends one, else ``None``."""
    if match["stop"] is None:
        return match.end()
    closers_end = match.end("closers")
    if "\n" in match["gap"]:
        return closers_end
    if match.end() >= end:
        return None
    if match["gap"]:
        return closers_end if _ends_before_blank(text, match, begin, end) else None
    return _glued_cut(text, match, begin, end)


def _ends_before_blank(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether the full stop before a blank ends a sentence."""
    at = match.end()
    follower = text[at]
    if follower.islower() or follower in ",;:)]%&/|–—-":
        return False
    if match["stop"][0] in "?!" and match["closers"] and _SPEECH.match(text, at, end):
        return False
    if match["stop"] != ".":
        return True
    if match["closers"] and match["closers"] != ")":
        return True
    word = _word_before(text, begin, match.start())
    if word.isdigit() and len(word) <= 2 and text[begin : match.start()].strip() == word:
        return False
    return _abbreviation_ends(word, text, at, end)


def _abbreviation_ends(word: str, text: str, at: int, end: int) -> bool:
    """Whether ``word`` before the full stop ends the sentence, given what begins at ``at``."""
    low = word.lower().lstrip("$€£")
    words = _word_classes()
    if low in words["never"]:
        return False
    if text[at].isdigit() and (low in words["before_figure"] or low in words["month"]):
        return False
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    dotted = "." in word and all(len(part) <= 2 for part in word.split(".")) and not any(c.isdigit() for c in word)
    if initial or dotted or low in words["maybe"] or low in words["month"]:
        return _next_word(text, at, end) in words["starter"]
    return True


def _glued_cut(text: str, match: re.Match[str], begin: int, end: int) -> int | None:
    """Where the next sentence begins if it stands right after this full stop: "…in 24 hours.BTC then fell"."""
    at, closers = match.end("stop"), match["closers"]
    if closers and closers[-1] in "\"'" and _opens(text, match, begin):
        return match.end() - 1 if match.end() < end and not text[match.end()].islower() else None
    at = match.end("closers")
    follower = text[at]
    if follower in "“‘«(":
        inside = text[at + 1 : at + 2]
        return at if inside.isupper() or inside.isdigit() or inside in "$[#@" else None
    if not follower.isupper():
        return None
    word = _word_before(text, begin, match.start())
    if not closers and not _is_whole_word(word, match["stop"]):
        return None
    if "://" in word or "@" in word or _next_word(text, at, end) in _word_classes()["name_tail"]:
        return None
    return at


def _is_whole_word(word: str, stop: str) -> bool:
    """Whether a word that a capital follows without a blank can end a sentence: not "U" of "U.Today", "e.g" or "U.S"."""
    if stop != ".":
        return bool(word)
    dotted = "." in word.strip(".") and len(word) <= 5 and not any(c.isdigit() for c in word)
    if len(word) < 2 or dotted:
        return False
    words = _word_classes()
    return word.lower() not in words["never"] and word.lower() not in words["maybe"]


def _opens(text: str, match: re.Match[str], begin: int) -> bool:
    """Whether the straight quotation mark after the full stop opens: an even number of them stands before it."""
    mark = match["closers"][-1]
    return mark == '"' and text.count(mark, begin, match.end() - 1) % 2 == 0


def _word_before(text: str, begin: int, end: int) -> str:
    found = _WORD_BEFORE.search(text[max(begin, end - 40) : end])
    return found.group() if found else ""


def _next_word(text: str, at: int, end: int) -> str:
    while at < end and text[at] in _OPENERS:
        at += 1
    stop = at
    while stop < end and stop - at < 30 and (text[stop].isalnum()):
        stop += 1
    return text[at:stop]

"""Where sentences begin and end. A sentence never crosses a block; pasted text often has no blank between two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tapecheck.schema.base import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A full stop (or several), the quotation marks and brackets that close after it, and the blanks that follow.
_STOP = re.compile(r"(?P<stop>[.!?…]{1,8})(?P<closers>[\"”’'»)\]]{0,3})(?P<gap>\s*)|\n")
_WORD_BEFORE = re.compile(r"[^\s(“‘\"'\[—–/]{1,40}$")

# "Mr. Saylor", "vs. bitcoin": what follows belongs to it, whatever it is.
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col sgt capt hon rev pres messrs st mt ft vs v approx e.g i.e cf viz "
    "no nos fig vol pp".split()
)
# "Jan. 14": not an end before a figure.
_BEFORE_FIGURE = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec no nos fig vol pp p art sec ch".split())
# "the U.S. Senate" but "in the U.S. The bank": an end only before a word that begins sentences.
_MAYBE_LAST = frozenset(
    "u.s u.k e.u u.n u.a.e u.s.a d.c h.k p.m a.m inc corp ltd co llc plc bros jr sr etc al ph.d est dept assn univ "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_STARTERS = frozenset(
    "The A An In On At It Its This That These Those He She They We I You But And Or So However Meanwhile While As According "
    "With For If When After Before Since Still Yet By From There Their His Her Our Some Many Most Both All Although Though "
    "Despite During Earlier Later Last Next Now Then Here Also Additionally Moreover Furthermore Instead Because Until "
    "Once Such Each Several Among Overall Notably Today Yesterday What Why How Who Not No Another Other Under Over Through "
    "To Of Even Only Just More Much Like Traders Analysts Investors Related Source Read".split()
)
# "Crypto.Com", "Yearn.Finance": a name, not two sentences without a blank.
_NAME_TAILS = frozenset(
    "Com Net Org Io Co Fi Finance Money Fun News Market Markets Exchange Network Wiki AI JS X Dao Eth".split()
)
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

    tokenizer = _english().tokenizer
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    edges = [span.start for span in sentence_spans(text, blocks)]
    if not edges or edges[0] > 0:
        edges.insert(0, 0)
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        first = len(words)
        for token in tokenizer(text[start:end]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
            starts.append(False)
        if len(starts) > first:
            starts[first] = True
    return Doc(_english().vocab, words=words, spaces=spaces, sent_starts=starts)


@cache
def _english() -> Language:
    import spacy

    return spacy.blank("en")


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
    if low in _NEVER_LAST and not (low == "no" and not text[at].isdigit()):
        return False
    if low in _BEFORE_FIGURE and text[at].isdigit():
        return False
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    dotted = "." in word and all(len(part) <= 2 for part in word.split(".")) and not any(c.isdigit() for c in word)
    if initial or dotted or low in _MAYBE_LAST:
        return _next_word(text, at, end) in _STARTERS
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
    if "://" in word or "@" in word or _next_word(text, at, end) in _NAME_TAILS:
        return None
    return at


def _is_whole_word(word: str, stop: str) -> bool:
    """Whether a word that a capital follows without a blank can end a sentence: not "U" of "U.Today", "e.g" or "U.S"."""
    if stop != ".":
        return bool(word)
    if len(word) < 2 or "." in word.strip(".") and len(word) <= 5 and not any(c.isdigit() for c in word):
        return False
    return (word[-1].islower() or word[-1].isdigit() or word[-1] in "%)]" or len(word) > 2) and (
        word.lower() not in _NEVER_LAST and word.lower() not in _MAYBE_LAST
    )


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

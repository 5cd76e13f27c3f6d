"""Paragraphs of flattened text: posts, related headlines and furniture tails cut out where the evidence is clear.

Losing a sentence of the article is worse than keeping one of the furniture: what can't be told stays in the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from tapecheck.publishers.base import Piece
from tapecheck.publishers.pasted.furniture import inline_patterns
from tapecheck.publishers.pasted.inline_captions import caption_spans
from tapecheck.publishers.pasted.inline_headings import heading_spans
from tapecheck.publishers.pasted.posts import post_spans
from tapecheck.schema.article import BlockKind
from tapecheck.schema.base import Span
from tapecheck.text.aligned import AlignedText

_LONGEST_TAIL = 1500
_LONGEST_HEADLINE = 220
_MOST_CUTS = 100
_LEAST_FLATTENED = 300
"""A paragraph of an article that keeps its paragraphs may be longer; flattened text is never shorter."""
# "…funding deals suggest bull market far from overCrypto mergers": a small-letter word that runs into a capital.
_GLUED = re.compile(
    r"(?<=[\s’'-])(?!iShares|iPhone|eToro|dYdX|eBay|xAI|deBridge)[a-z]{2,20}(?=[A-Z“])|(?<=\d)(?=[A-Z][a-z]{2})"
)
# "What next?Sample said", "What next? Sample Person, of Sample"
_STOPPED = re.compile(r"[?!.][”’\"']?(?=\s?[A-Z“‘\"])")
_FULL_STOP = re.compile(r"[a-z%\d)”\"]\.(?:\s|$)")
# "Key takeaways:Whales bought. ETFs too." at the head of a flattened paragraph.
_KEY_POINTS_INLINE = re.compile(
    r"(?:key (?:takeaways|points)|what to know|in brief|tl;?dr|highlights|quick take)\s?:\s?", re.IGNORECASE
)
_TOKEN = re.compile(r"\S+")
_SMALL_WORDS = re.compile(
    r"(?:an?|the|of|to|in|on|at|by|for|from|with|as|and|or|but|nor|vs|per|via|into|over|after|amid|is|are|be|its?|this|that|than|up)"
)
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:U\.S|U\.K|vs|Mr|Ms|Dr|Inc|St|No))$")


def carve(paragraph: AlignedText, *, own_line: bool) -> list[Piece]:
    """The pieces of one paragraph, in order; ``own_line``: the text keeps its line breaks (see ``post_spans``)."""
    cuts: list[tuple[int, int, BlockKind]] = [
        (span.start, span.end, "post") for span in post_spans(paragraph.text, own_line=own_line)
    ]
    for cut in sorted(_table_cuts(paragraph.text)):
        if all(cut[1] <= start or end <= cut[0] for start, end, _ in cuts):
            cuts.append(cut)
    if not own_line and len(paragraph) >= _LEAST_FLATTENED:
        found: list[tuple[Span, BlockKind]] = [(span, "caption") for span in caption_spans(paragraph.text)]
        found += [(span, "heading") for span in heading_spans(paragraph.text)]
        for span, kind in found:
            if all(span.end <= start or end <= span.start for start, end, _ in cuts):
                cuts.append((span.start, span.end, kind))
    pieces: list[Piece] = []
    done = 0
    for start, end, kind in sorted(cuts):
        pieces += [Piece("paragraph", paragraph[done:start].strip()), Piece(kind, paragraph[start:end].strip())]
        done = end
    pieces.append(Piece("paragraph", paragraph[done:].strip()))
    return [piece for piece in pieces if len(piece.text)]


def carve_line(text: AlignedText, *, own_line: bool) -> list[Piece]:
    """As ``carve``, with the heading of a list of main points at its head set apart."""
    opening = _KEY_POINTS_INLINE.match(text.text)
    if opening is None or opening.end() == len(text):
        return carve(text, own_line=own_line)
    return [Piece("heading", text[: opening.end()]), *carve(text[opening.end() :].strip(), own_line=own_line)]


def _table_cuts(text: str) -> Iterator[tuple[int, int, BlockKind]]:
    for row in inline_patterns():
        if row.opening not in text:
            continue
        for match in islice(row.regex.finditer(text), _MOST_CUTS):
            if row.scope == "inline_tail":
                if len(text) - match.start() <= _LONGEST_TAIL and match.start() >= len(text) // 2:
                    yield match.start(), len(text), row.kind
                    break
            elif row.kind == "furniture":
                yield match.start(), match.end(), row.kind
            else:
                end = headline_end(text, match.end())
                if end is not None:
                    yield match.start(), end, row.kind


def headline_end(text: str, start: int) -> int | None:
    """Where a headline that begins at ``start`` ends in running text, ``None`` if that can't be told.

    >>> text = "Why ether rose this weekTraders now wait."
    >>> text[: headline_end(text, 0)]
    'Why ether rose this week'
    >>> text = "Ether Breaks Free: Could Soar 60% Sample’s own numbers show a yield of 108%."
    >>> text[: headline_end(text, 0)]
    'Ether Breaks Free: Could Soar 60%'
    """
    window = text[start : start + _LONGEST_HEADLINE]
    ends = [match.end() for match in _GLUED.finditer(window)] + [
        match.end() for match in _STOPPED.finditer(window) if not _ABBREVIATED.search(window, 0, match.start())
    ]
    if len(text) - start <= _LONGEST_HEADLINE and not ends and not _FULL_STOP.search(window):
        return len(text)
    title_case = _title_case_end(window)
    near = min(ends) if ends else None
    if title_case is not None:
        return start + (title_case if near is None else min(title_case, near))
    if near is not None and near >= 12:
        return start + near
    sentence_case = _sentence_case_end(window)
    return None if sentence_case is None else start + sentence_case


def _title_case_end(window: str) -> int | None:
    """End of a Headline Written Like This: before the capitalised word that leads to the first small one."""
    tokens = list(_TOKEN.finditer(window))
    big = [_is_big(token.group()) for token in tokens]
    small_words = [number for number, token in enumerate(tokens) if not big[number] and not _is_small(token.group())]
    if not small_words or small_words[0] < 5:
        return None
    at = small_words[0] - 1
    while at > 4 and not (big[at] and tokens[at].group()[0].isupper()):
        at -= 1
    return tokens[at - 1].end() if at > 4 else None


def _sentence_case_end(window: str) -> int | None:
    """End of a headline written like a sentence: before the first capitalised word after a small one, from the sixth on."""
    tokens = list(_TOKEN.finditer(window))
    for before, token in pairwise(tokens[4:]):
        word = token.group().lstrip("“‘\"'")
        if word[:1].isupper() and word[1:2].islower() and not word.endswith("’s") and _ends_small(before.group()):
            return before.end()
    return None


def _ends_small(word: str) -> bool:
    return (word[:1].islower() or word[:1] in "$€£" or word[:1].isdigit()) and not _is_small(word)


def _is_big(word: str) -> bool:
    bare = word.lstrip("“‘\"'([$€£#@")
    return not bare or not bare[0].islower()


def _is_small(word: str) -> bool:
    return _SMALL_WORDS.fullmatch(word.lower().strip(",.;:’'\"”")) is not None

"""From the blocks of a page to the lines that are read like those of a pasted text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import reduce
from itertools import groupby, islice, takewhile

from tapecheck.publishers.pages.part_names import is_called
from tapecheck.publishers.pasted.lines import BULLET, Line
from tapecheck.schema.article import BlockKind
from tapecheck.text.aligned import AlignedText
from tapecheck.text.html import BLOCK_TAGS
from tapecheck.text.page import Gap, HtmlBlock, Page

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "list_item"),
    **dict.fromkeys(("figcaption", "caption", "figure"), "caption"),
    "blockquote": "quote",
}
_CELLS = frozenset(["td", "th"])
_LONGEST_CELL = 120
"""A longer one is no cell of a table of figures: old pages lay out their text in tables."""
_WHOLE = frozenset(["article", "main", "section", "body"])
_LONGEST_CAPTION, _LONGEST_POINT = 500, 400
_NEAR = 8
_MOST_INNER = 100
"""Elements inside one block; a sentence has a few, and each is looked at beside all the others."""
_LONG_LINE = 60
_BOLD = frozenset(["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"])
# "▲ 2.1%", "SMP $5.11 -0.4%": figures, and tickers beside them.
_FIGURE = re.compile(
    r"(?=[^\n]{0,60}(?:%|[$€£]\s?\d))[(\s]{0,3}(?:[A-Z][A-Z0-9.=/-]{0,11}\s{0,2}){0,2}"
    r"(?:[+\-−–▲▼↑↓]?\s{0,2}[$€£]?\d[\d,.]{0,20}\s?%?[\s()]{0,3}){1,4}"
)
_FOOTNOTE = re.compile(r"\[?(?:\d{1,3}|[*†‡§])\]?(?:,\s?\[?\d{1,3}\]?){0,5}")
_WORD_END = re.compile(r"[^\W\d_]{3}$|[.,;:!?”\")]$")
_ENDS = ".!?:;…”’\"')"
Told = tuple[HtmlBlock, BlockKind | None, bool]
"""A block, its kind (``None``: its words must tell), and whether that is settled, whatever the words."""


def tag_kind(page: Page, block: HtmlBlock) -> BlockKind | None:
    """The kind that the tags around the block say it has; ``None`` where its words must tell."""
    kind = _kind_around(page, block)
    if kind in ("list_item", None) and len(block.words) <= _LONGEST_POINT and is_point(page, block):
        return "key_point"
    if kind is None and block.element >= 0 and page.elements[block.element].tag == "p" and _is_running(page, block):
        return "paragraph"
    return kind


def is_point(page: Page, block: HtmlBlock) -> bool:
    """Whether the block stands in what the site calls the article's main points."""
    return any(is_called("points", page.elements[element].hint) for element in _near(page, block))


def _near(page: Page, block: HtmlBlock) -> Iterator[int]:
    """The block's element and those close around it, inside out: what is farther says nothing about one block."""
    return islice(page.ancestors(block.element), _NEAR)


def _kind_around(page: Page, block: HtmlBlock) -> BlockKind | None:
    for element in _near(page, block):
        tag = page.elements[element].tag
        if tag == "blockquote" and post_of(page, block) is not None:
            return "post"
        if tag in _KINDS:
            return _KINDS[tag]
        if tag in _WHOLE:
            return None
        if tag in _CELLS:
            return "table" if len(block.words) <= _LONGEST_CELL else None
        if len(block.words) <= _LONGEST_CAPTION and is_called("caption", page.elements[element].hint):
            return "caption"
    return None


def _is_running(page: Page, block: HtmlBlock) -> bool:
    """Whether a ``<p>`` is running text: some of it not bold, and a sentence, a lead-in to a list, or long.

    A short bold one is a heading that somebody made by hand; one with a bullet is an item of a list made so.
    """
    words = block.words
    if BULLET.match(words) or not (words[-1] in _ENDS or len(words) >= _LONG_LINE):
        return False
    said = [part for part in block.parts if not isinstance(part.said, Gap)]
    return any(not _BOLD & {page.elements[e].tag for e in page.ancestors(part.element)} for part in said)


def post_of(page: Page, block: HtmlBlock) -> int | None:
    """The number of the embedded post that the block stands in; ``None``: in none."""
    for element in _near(page, block):
        found = page.elements[element]
        if found.tag in ("blockquote", "div", "figure") and is_called("post", found.hint):
            return element
    return None


def lines_of(page: Page, told: Iterable[Told], furniture: Container[int] = ()) -> list[Line]:
    """The lines of these blocks; the blocks of one embedded post are one line, those with line breaks may be several.

    What stands inside a line and is none of its words (the price beside a coin's name, by its name or because it is in
    ``furniture``) follows it on a line of its own.
    """
    inline = _inline(page, furniture)
    lines: list[Line] = []
    for whole, group in groupby(told, key=lambda one: _whole_of(page, one)):
        blocks = list(group)
        if whole is not None:
            gap = Gap.BLOCK if blocks[0][1] == "post" else Gap.CELL
            joined = reduce(lambda one, other: one.joined(other, gap), (block for block, _, _ in blocks))
            blocks = [(joined, blocks[0][1], blocks[0][1] == "post" or blocks[0][2])]
        for block, kind, settled in blocks:
            strange = inline | _figures(page, block)
            has_strange = any(part.element in strange for part in block.parts)
            kept, cut = block.split(strange) if has_strange else (block, None)
            lines += [Line(part, 2, kind, settled=settled) for part in _parts(page.text(kept), kind)]
            if cut is not None and len(text := page.text(cut)):
                lines.append(Line(text, 2, "furniture", settled=True))
    return lines


def _whole_of(page: Page, told: Told) -> int | None:
    """The number of the post, or of the row of a table, that the block is a part of."""
    block, kind, _ = told
    if kind == "post":
        return post_of(page, block)
    if kind == "table":
        cell = next((element for element in _near(page, block) if page.elements[element].tag in _CELLS), None)
        return None if cell is None else page.elements[cell].parent
    return None


def _inline(page: Page, furniture: Container[int]) -> frozenset[int]:
    """The elements inside a line that are none of its words, and those inside them."""
    inline: set[int] = set()
    for number, element in enumerate(page.elements):
        if element.tag not in BLOCK_TAGS and (
            element.parent in inline or number in furniture or is_called("inline", element.hint)
        ):
            inline.add(number)
    return frozenset(inline)


def _figures(page: Page, block: HtmlBlock) -> frozenset[int]:
    """The elements inside the block that hold a figure and no word: marks of footnotes, and prices by what they are called."""
    inner = {part.element for part in block.parts if part.element != block.element}
    if not 0 < len(inner) <= _MOST_INNER:
        return frozenset()
    found: set[int] = set()
    for element in inner:
        around = [one for one in page.ancestors(element) if one > block.element]
        noted = [one for one in around if page.elements[one].tag == "sup"]
        called = [one for one in around if is_called("figure", page.elements[one].hint)]
        if (called and _is_price(page, block, element, called[-1])) or (noted and _is_footnote(page, block, noted[-1])):
            found.add(element)
    return frozenset(found)


def _is_price(page: Page, block: HtmlBlock, element: int, called: int) -> bool:
    """Whether the element is part of a price, by what one around it is called; of one in brackets the ticker stays."""
    if _FIGURE.fullmatch(_words_in(page, block, called)) is None:
        return False
    bracketed = _before(page, block, called).rstrip().endswith("(")
    return not bracketed or not any(map(str.isalpha, _words_in(page, block, element)))


def _words_in(page: Page, block: HtmlBlock, element: int) -> str:
    return "".join(part.words for part in block.parts if element in page.ancestors(part.element)).strip()


def _is_footnote(page: Page, block: HtmlBlock, element: int) -> bool:
    """Whether raised figures are the mark of a footnote: behind a word of letters, so not in "10²" or "km²"."""
    marks, before = _words_in(page, block, element), _before(page, block, element)
    return _FOOTNOTE.fullmatch(marks) is not None and _WORD_END.search(before) is not None


def _before(page: Page, block: HtmlBlock, element: int) -> str:
    """The words of the block before the element."""
    return "".join(
        part.words for part in takewhile(lambda part: element not in page.ancestors(part.element), block.parts)
    )


def _parts(text: AlignedText, kind: BlockKind | None) -> list[AlignedText]:
    """The text, cut at its line breaks where these part paragraphs rather than lines of an address or a post."""
    if kind not in (None, "paragraph") or "\n" not in text.text:
        return [text] if len(text) else []
    rows = text.text.split("\n")
    long = sum(len(row) >= _LONG_LINE for row in rows)
    if long * 2 < len(rows):
        return [text]
    parts, at = [], 0
    for row in rows:
        parts.append(text[at : at + len(row)].strip())
        at += len(row) + 1
    return [part for part in parts if len(part)]

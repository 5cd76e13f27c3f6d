"""An HTML page as a tree and as blocks of text, each character of which knows where on the page it stands.

Lexbor (through selectolax) builds the tree as browsers do, and answers CSS selectors; ``markup`` tells it apart from the
places. Measured on 181 pages of news, about 170 kB each: Lexbor 0.6 ms a page, lxml 1.7, BeautifulSoup 22
(``scripts/benchmark_cleaning --parsers``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tapecheck.schema.source_map import Run
from tapecheck.text.aligned import NOWHERE, AlignedText
from tapecheck.text.markup import CLOSE, NOT_TEXT, NUMBER, OPEN, cut, gap
from tapecheck.text.normalize import decode_references, drop_invisible, fold_blanks, unify_lines


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCK_TAGS = _tags(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption center "
    "table thead tbody tfoot tr td th caption header footer nav aside form fieldset address pre hr details summary hgroup"
)
UNREAD_TAGS = _tags(
    "head script style template svg math noscript noframes noembed iframe object embed video audio canvas map dialog menu "
    "button select textarea option datalist input img picture source title meta link"
)
"""Nothing in these is text of a page."""

_HIDDEN_STYLE = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
_SPACE = re.compile(r"[\t\r\n\f ]{2,}|[\t\r\n\f]")
_BLANKS = "\t\n\f\r "
_DEEPEST = 512


class Gap(Enum):
    """What stands between two words and is none: white space, ``<br>``, the edge of a cell of a table or of a block."""

    BLANK = auto()
    BREAK = auto()
    CELL = auto()
    BLOCK = auto()


class Part(NamedTuple):
    """Of a block. ``said``: a stretch's number, words that have no place that can be proved, or a gap.

    ``element``: the innermost element it stands in.
    """

    said: int | str | Gap
    words: str
    linked: bool
    element: int


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag, its parent's number (``-1``: none), and its attributes, names in small letters."""

    tag: str
    parent: int
    attributes: dict[str, str | None]

    @property
    def hint(self) -> str:
        """Its class, id and role."""
        found = self.attributes
        return f"{found.get('class') or ''} {found.get('id') or ''} {found.get('role') or ''}".strip() if found else ""


@dataclass(slots=True)
class HtmlBlock:
    """Text that stands directly in one block element.

    ``words``: the text, its white space folded (``Page.text`` gives it exactly, with its places); ``linked``: how many of
    its characters are link text; ``kept``: whether line ends in it are shown as such (``<pre>``).
    """

    element: int
    parts: list[Part]
    kept: bool = False
    words: str = ""
    linked: int = 0

    def __post_init__(self) -> None:
        self.words = " ".join("".join(part.words for part in self.parts).split())
        self.linked = min(sum(len(part.words) for part in self.parts if part.linked), len(self.words))

    def split(self, elements: Container[int]) -> tuple[HtmlBlock, HtmlBlock]:
        """The block without what stands in these elements, and that."""
        cut = [part.element in elements for part in self.parts]
        kept, lost = (
            [part for part, gone in zip(self.parts, cut, strict=True) if gone is which] for which in (False, True)
        )
        return replace(self, parts=kept), replace(self, parts=lost)

    def joined(self, other: HtmlBlock, gap: Gap) -> HtmlBlock:
        """This block and the one after it: a line end between (``Gap.BLOCK``), or a blank."""
        return replace(self, parts=[*self.parts, Part(gap, " ", False, self.element), *other.parts])


@dataclass
class Page:
    """A page's elements by number, parents before children, and its blocks in page order."""

    origin: AlignedText
    elements: list[Element] = field(default_factory=list)
    blocks: list[HtmlBlock] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    tree: LexborHTMLParser = field(default_factory=lambda: LexborHTMLParser(""))

    def ancestors(self, element: int) -> Iterator[int]:
        """The element's number and those of the elements around it, inside out."""
        while element >= 0:
            yield element
            element = self.elements[element].parent

    def select(self, selector: str) -> list[int]:
        """The numbers of the elements that a CSS selector matches, in page order; without those that hold no text.

        Raises:
            ValueError: it is no selector.
        """
        try:
            nodes = self.tree.css(selector)
        except SelectolaxError as error:
            raise ValueError(f"not a CSS selector: {selector!r}") from error
        found = (self.numbers.get(node.mem_id) for node in nodes)
        return [number for number in found if number is not None]

    def words(self, node: LexborNode) -> str:
        """The words in a node of the tree, white space folded."""
        return " ".join(NUMBER.sub("", node.text(deep=True)).split())

    def text(self, block: HtmlBlock) -> AlignedText:
        """The block's text, tidied, each character with its place in the source."""
        return unify_lines(fold_blanks(drop_invisible(AlignedText.join(list(self._aligned(block)))))).strip()

    @property
    def source(self) -> str:
        """The page as it is written."""
        return self.origin.text

    def _aligned(self, block: HtmlBlock) -> Iterator[AlignedText]:
        between: list[Gap] = []
        last: int | None = None
        blank = False
        for part in block.parts:
            said = part.said
            if isinstance(said, Gap):
                between.append(said)
                continue
            number = said if isinstance(said, int) else None
            if between and last is not None:
                yield self._between(between, last, number)
            between = []
            piece = _nowhere(said) if isinstance(said, str) else self._stretch(said, kept=block.kept)
            # Of two blanks around something that was cut out one goes: folded into one they would stand for that, too.
            if blank and number != (last or 0) + 1:
                piece = piece[len(piece.text) - len(piece.text.lstrip()) :]
            yield piece
            blank = piece.text[-1:].isspace()
            last = number if number is not None else -1

    def _stretch(self, number: int, *, kept: bool) -> AlignedText:
        start, end = self.texts[number]
        text = decode_references(self.origin[start:end])
        if kept:
            return text
        return text.replace((match.start(), match.end(), " ") for match in _SPACE.finditer(text.text))

    def _between(self, gaps: list[Gap], last: int, number: int | None) -> AlignedText:
        """What stands between two stretches: as many line feeds as there are ``<br>``, one between blocks, or a blank."""
        breaks = gaps.count(Gap.BREAK)
        shown = "\n" * breaks or ("\n" if Gap.BLOCK in gaps else " ")
        if number is None or last < 0 or number <= last:
            return _nowhere(shown)
        start, end = self.texts[last][1], self.texts[number][0]
        tags, blank = gap(self.source, start, end)
        # Where something was cut out between the two, only what stands alone is a gap.
        whole = [(start, end)] if number == last + 1 else []
        places = ([blank] if blank else whole) if not breaks else tags if len(tags) == breaks else []
        if not places or places[0][0] == places[-1][1]:
            return _nowhere(shown)
        return AlignedText.join([self.origin[a:b].replace([(0, b - a, shown[0])]) for a, b in places])


def _nowhere(text: str) -> AlignedText:
    return AlignedText(text, (Run(0, len(text), NOWHERE, 0, False),)) if text else AlignedText("", ())


def read_page(source: str | AlignedText) -> Page:
    """The page's tree and blocks; what is never shown, and scripts, forms and pictures, give no text.

    ``source``: the page, or, where it stands in something else (a feed), the page with its places there.

    Raises:
        ParseError: more tags, or deeper nesting, than a page can have.

    >>> page = read_page("<p>Up <b>5%</b> &amp; on</p>")
    >>> text = page.text(page.blocks[0])
    >>> text.text, text.to_source(3, 5)
    ('Up 5% & on', Span(start=9, end=11))
    """
    origin = AlignedText.of(source) if isinstance(source, str) else source
    texts, numbered = cut(origin.text)
    page = Page(origin=origin, texts=texts, tree=LexborHTMLParser(numbered))
    _Walk(page).run()
    return page


class _Walk:
    """Once through the tree, in the order of the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts: list[Part] = []
        """Those of the block in hand."""
        self.owner = -1
        self.links = 0
        self.kept = 0
        self.stack: list[tuple[LexborNode, str, int]] = []
        """The open elements: node, tag, number."""
        self.blocks: list[int] = []
        """The numbers of the open block elements."""

    def run(self) -> None:
        root = self.page.tree.root
        node: LexborNode | None = root
        while node is not None:
            child = self._enter(node)
            if child is not None:
                node = child
                continue
            following = node.next
            while following is None and self.stack:
                following = self._leave()
            node = following
        self._flush()

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Takes up a node; its first child, if there is something in it to read."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return None
        if tag[0:1] in "-_!" or tag in UNREAD_TAGS:
            return None
        if tag == "br":
            self._gap(Gap.BREAK)
            return None
        found = node.attributes
        if found and _is_hidden(found):
            return None
        if tag in BLOCK_TAGS:
            self._flush()
        child = node.first_child
        if child is None:
            return None
        parent = self._inside()
        if len(self.stack) < _DEEPEST:
            self.page.elements.append(Element(tag, parent, found))
            parent = len(self.page.elements) - 1
        self.page.numbers[node.mem_id] = parent
        self.stack.append((node, tag, parent))
        if tag in BLOCK_TAGS:
            self.blocks.append(parent)
        self.links += tag == "a"
        self.kept += tag == "pre"
        return child

    def _leave(self) -> LexborNode | None:
        """Closes the innermost open element; the node after it."""
        node, tag, _ = self.stack.pop()
        if tag in BLOCK_TAGS:
            self._flush()
            self.blocks.pop()
        self.links -= tag == "a"
        self.kept -= tag == "pre"
        return node.next

    def _gap(self, kind: Gap) -> None:
        """What stands between two words and is none; nothing at the head of a block."""
        if self.parts:
            self.parts.append(Part(kind, " ", False, self._inside()))

    def _inside(self) -> int:
        return self.stack[-1][2] if self.stack else -1

    def _text(self, content: str) -> None:
        """A text node: the stretches it is made of, where they are what it says; else its words, without a place."""
        blank, *numbered = content.split(OPEN)
        if blank and not blank.isspace():
            self._add(blank, blank)
        elif blank and not (numbered and self._begins_blank(numbered[0])):
            self._gap(Gap.BLANK)
        for written in numbered:
            number, _, words = written.partition(CLOSE)
            proved = number.isdigit() and self._is_proved(int(number), words)
            self._add(int(number) if proved else words, f"{blank if written is numbered[0] else ''}{words}")

    def _begins_blank(self, written: str) -> bool:
        """Whether the blank before a number is the stretch's own."""
        number = written.partition(CLOSE)[0]
        if not number.isdigit() or int(number) >= len(self.page.texts):
            return False
        return self.page.source[self.page.texts[int(number)][0]].isspace()

    def _add(self, said: int | str, words: str) -> None:
        if not self.parts:
            self.owner = self.blocks[-1] if self.blocks else self._inside()
        self.parts.append(Part(said, words, self.links > 0, self._inside()))

    def _is_proved(self, number: int, shown: str) -> bool:
        """Whether the stretch of that number says what the parser shows."""
        if number >= len(self.page.texts):
            return False
        start, end = self.page.texts[number]
        return _shown(self.page.source[start:end]) == shown.strip(_BLANKS)

    def _flush(self) -> None:
        """Ends the block in hand; an empty line in it (``<br><br>``) ends a paragraph."""
        if not self.parts:
            return
        start = 0
        for number, part in enumerate(self.parts):
            if part.said is Gap.BREAK and self._breaks_before(number):
                self._block(self.parts[start:number])
                start = number
        self._block(self.parts[start:])
        self.parts, self.owner = [], -1

    def _breaks_before(self, number: int) -> bool:
        while number > 0 and self.parts[number - 1].said is Gap.BLANK:
            number -= 1
        return number > 0 and self.parts[number - 1].said is Gap.BREAK

    def _block(self, parts: list[Part]) -> None:
        block = HtmlBlock(self.owner, parts, self.kept > 0)
        if block.words:
            self.page.blocks.append(block)


def _shown(written: str) -> str:
    """What a parser makes of a stretch of text."""
    text = html.unescape(written) if "&" in written else written
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return NOT_TEXT.sub("\ufffd", text.replace("\0", "")).strip(_BLANKS)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (style is not None and _HIDDEN_STYLE.search(style[:300]) is not None)
    )

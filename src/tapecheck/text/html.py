"""An HTML page as a tree and as blocks of text, each character of which knows where on the page it stands.

Lexbor (through selectolax) builds the tree as browsers do, and answers CSS selectors; ``markup`` finds the places. It was
chosen for its speed: ``scripts/benchmark_parsers``, docs/cleaning.md.
"""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tapecheck.text.aligned import AlignedText
from tapecheck.text.markup import CLOSE, NOT_TEXT, OPEN, cut
from tapecheck.text.page import Element, Gap, HtmlBlock, Page, Part


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
_BLANKS = "\t\n\f\r "
_DEEPEST = 512
"""As in browsers: what stands deeper counts as standing here."""


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
        if found and _is_hidden(node, found):
            return None
        if tag in BLOCK_TAGS:
            self._flush()
        child = node.first_child
        if child is None:
            return None
        parent = self._inside()
        if len(self.stack) < _DEEPEST:
            self.page.elements.append(Element(tag, parent, _hint(found) if found else ""))
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


def _hint(attributes: dict[str, str | None]) -> str:
    return " ".join(value for name in ("class", "id", "role") if (value := attributes.get(name)))


def _shown(written: str) -> str:
    """What a parser makes of a stretch of text."""
    text = html.unescape(written) if "&" in written else written
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return NOT_TEXT.sub("\ufffd", text.replace("\0", "")).strip(_BLANKS)


def _is_hidden(node: LexborNode, attributes: dict[str, str | None]) -> bool:
    """Whether the element is never shown; one that holds paragraphs is, when the reader asks for the rest of the story."""
    style = attributes.get("style")
    hidden = (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (style is not None and _HIDDEN_STYLE.search(style[:300]) is not None)
    )
    return hidden and (node.tag == "p" or node.css_first("p ~ p") is None)

"""An HTML page as blocks of aligned text: what tag each stands in, and exactly where on the page.

A scanner of our own, because the usual parsers don't say where a text node stands. It never fails: broken nesting,
unclosed quotes and stray brackets cost at most the words near them, and its time grows with the page's length only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tapecheck.schema.source_map import Run
from tapecheck.text.aligned import NOWHERE, AlignedText
from tapecheck.text.normalize import decode_entities, drop_invisible, fold_blanks, unify_lines


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCK_TAGS = _tags(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption "
    "table thead tbody tfoot tr caption header footer nav aside form fieldset address pre hr details summary"
)
DROPPED_TAGS = _tags(
    "nav footer aside noscript template svg button select iframe object video audio canvas map dialog menu"
)
_RAW_TAGS = frozenset(["script", "style", "textarea", "title", "xmp", "noembed", "noframes"])
_VOID_TAGS = _tags("area base br col embed hr img input link meta param source track wbr")
_CELLS = frozenset(["td", "th"])
# A <p> or <li> that is not closed ends where the next one begins.
_CLOSED_BY_SAME = frozenset(["p", "li", "tr", "td", "th", "dt", "dd", "option"])
_DEEPEST = 150
_QUOTED_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})([^<>]{0,4000}+)>")
_LONGEST_TAG = 20_000
_MOST_FAILURES = 200
_ATTRIBUTE = re.compile(r"([^\s=\"'<>/]{1,80})(?:\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_SPACE = re.compile(r"[\t\r\n\f ]{2,}|[\t\r\n\f]")
_LINE_BREAK = AlignedText("\n", (Run(0, 1, NOWHERE, 0, False),))
_CELL_BREAK = AlignedText(" ", (Run(0, 1, NOWHERE, 0, False),))


class Element(NamedTuple):
    """One element: its tag, its parent's number (``-1``: none), its class, id and role in one string, and whether it is dropped."""

    tag: str
    parent: int
    hint: str
    dropped: bool


@dataclass(frozen=True)
class HtmlBlock:
    """Text that stands directly in one block element; ``linked``: how many of its characters are link text."""

    text: AlignedText
    element: int
    linked: int


@dataclass
class Page:
    """What a page holds: its elements by number, and its blocks in page order."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[HtmlBlock] = field(default_factory=list)

    def ancestors(self, element: int) -> Iterator[int]:
        """The element's number and those of the elements around it, inside out."""
        while element >= 0:
            yield element
            element = self.elements[element].parent


def read_page(source: str) -> Page:
    """The page's blocks; text in ``nav``, ``footer``, ``aside``, ``script`` and the like is left out.

    >>> page = read_page("<p>Up <b>5%</b> &amp; on</p>")
    >>> page.blocks[0].text.text, page.blocks[0].text.to_source(3, 5)
    ('Up 5% & on', Span(start=9, end=11))
    """
    return _Scanner(source).run()


def attributes(written: str) -> dict[str, str]:
    """A tag's attributes, names in small letters, values as written; the first of a name counts.

    >>> attributes(' class="a b" HREF=/x hidden')
    {'class': 'a b', 'href': '/x', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), value)
    return found


class _Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.whole = AlignedText.of(source)
        self.page = Page()
        self.stack: list[int] = []
        self.parts: list[AlignedText] = []
        self.linked = 0
        self.links = 0
        self.owner = -1
        self.failures = 0

    def run(self) -> Page:
        source, at, length = self.source, 0, len(self.source)
        while at < length:
            opening = source.find("<", at)
            end = length if opening < 0 else opening
            self._text(at, end)
            at = end if opening < 0 else self._markup(opening)
        self._flush()
        return self.page

    def _markup(self, at: int) -> int:
        """Reads what begins with the ``<`` at ``at``; where to go on."""
        following = self.source[at + 1 : at + 2]
        if following in ("!", "?"):
            closing = "-->" if self.source.startswith("<!--", at) else ">"
            end = self.source.find(closing, at + 2)
            return len(self.source) if end < 0 else end + len(closing)
        tag = self._tag(at) if following.isalpha() or following == "/" else None
        if tag is None:
            self._text(at, at + 1)
            return at + 1
        name = tag[2].lower()
        if tag[1]:
            self._close(name)
        elif name in _RAW_TAGS:
            raw_end = _CLOSING[name].search(self.source, tag.end())
            return raw_end.end() if raw_end else len(self.source)
        else:
            self._open(name, tag[3])
        return tag.end()

    def _tag(self, at: int) -> re.Match[str] | None:
        if self.failures < _MOST_FAILURES:
            tag = _QUOTED_TAG.match(self.source, at, at + _LONGEST_TAG)
            if tag:
                return tag
            self.failures += 1
        return _PLAIN_TAG.match(self.source, at)

    def _open(self, name: str, written: str) -> None:
        found = attributes(written) if "class" in written or "id" in written or "role" in written else {}
        if name == "br":
            self.parts.append(_LINE_BREAK)
        if name in _CELLS:
            self.parts.append(_CELL_BREAK)
        if name in BLOCK_TAGS:
            self._flush()
        if name in _VOID_TAGS or written.endswith("/") or len(self.stack) >= _DEEPEST:
            return
        if name in _CLOSED_BY_SAME and self.stack and self.page.elements[self.stack[-1]].tag == name:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else -1
        hidden = "hidden" in found or found.get("aria-hidden") == "true"
        dropped = name in DROPPED_TAGS or hidden or (parent >= 0 and self.page.elements[parent].dropped)
        hint = " ".join((found.get("class", ""), found.get("id", ""), found.get("role", ""))).strip()
        self.page.elements.append(Element(name, parent, hint, dropped))
        self.stack.append(len(self.page.elements) - 1)
        self.links += name == "a"

    def _close(self, name: str) -> None:
        if name in BLOCK_TAGS:
            self._flush()
        for depth in range(len(self.stack) - 1, -1, -1):
            element = self.page.elements[self.stack[depth]]
            if element.tag == name:
                self.links -= sum(self.page.elements[number].tag == "a" for number in self.stack[depth:])
                del self.stack[depth:]
                return
            # A stray </b> must not close the paragraph around it, nor a stray </div> the article.
            if element.tag in BLOCK_TAGS and (name not in BLOCK_TAGS or element.tag in ("body", "article", "main")):
                return

    def _text(self, start: int, end: int) -> None:
        if start >= end or (self.stack and self.page.elements[self.stack[-1]].dropped):
            return
        words = self.source[start:end]
        if not self.parts:
            if words.isspace():
                return
            self.owner = self._block_element()
        self.parts.append(self.whole[start:end].replace((m.start(), m.end(), " ") for m in _SPACE.finditer(words)))
        if self.links > 0:
            self.linked += len(words.strip())

    def _block_element(self) -> int:
        for number in reversed(self.stack):
            if self.page.elements[number].tag in BLOCK_TAGS:
                return number
        return self.stack[0] if self.stack else -1

    def _flush(self) -> None:
        if self.parts:
            text = unify_lines(fold_blanks(drop_invisible(decode_entities(AlignedText.join(self.parts))))).strip()
            if len(text):
                self.page.blocks.append(HtmlBlock(text, self.owner, min(self.linked, len(text))))
        self.parts, self.linked = [], 0


_CLOSING = {name: re.compile(rf"</{name}\b[^<>]{{0,200}}>", re.IGNORECASE) for name in _RAW_TAGS}

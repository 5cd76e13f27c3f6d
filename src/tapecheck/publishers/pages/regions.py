"""Which elements of a page are no part of its article, told by what they are and by what their class, id and role call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tapecheck.publishers.pages.part_names import is_called
from tapecheck.text.page import HtmlBlock, Page

_ALWAYS = frozenset(["nav", "footer", "aside"])
_NEVER = frozenset(["html", "body", "article", "main"])
HEADING_TAGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_LEAST_CARDS, _LONGEST_TEASER = 3, 600
_MOST_OF_ALWAYS = 0.7
_MOST_OF_COMMENTS, _MOST_OF_SURE, _MOST_OF_LIKELY = 0.9, 0.4, 0.2
_LEAST_OF_BODY = 0.4
"""How much of the page's prose an element may hold and still be taken for what it is called."""


def outside(page: Page, prose: Sequence[HtmlBlock], headline: HtmlBlock | None) -> frozenset[int]:
    """The elements that are no part of the article, and all elements inside them.

    An element that holds the headline is never one of them, nor one that holds much of the page's prose.
    """
    sizes = prose_in(page, prose)
    total = sum(len(block.words) for block in prose)
    around = frozenset(page.ancestors(headline.element)) if headline is not None else frozenset()
    # Elements of one name are of one kind: a page whose every paragraph is a "card" has its article in cards.
    called: defaultdict[tuple[str, str], int] = defaultdict(int)
    for number, element in enumerate(page.elements):
        called[element.tag, element.hint] += sizes[number]
    found = set(_cards(page, sizes))
    bodies: set[int] = set()
    for number, element in enumerate(page.elements):
        hint = element.hint
        if element.parent in bodies or (sizes[number] >= total * _LEAST_OF_BODY and is_called("body", hint)):
            bodies.add(number)
        if element.parent in found:
            found.add(number)
        elif number not in around and element.tag not in _NEVER:
            share = _share(element.tag, hint, in_body=element.parent in bodies)
            held = max(sizes[number], called[element.tag, element.hint] if element.hint else 0)
            if share is not None and held <= total * share:
                found.add(number)
    return frozenset(found)


def _share(tag: str, hint: str, *, in_body: bool) -> float | None:
    """The share of the prose up to which an element so called is left out; ``None``: it never is."""
    if tag in _ALWAYS:
        return _MOST_OF_ALWAYS
    if not hint:
        return None
    if is_called("comments", hint):
        return _MOST_OF_COMMENTS
    if is_called("sure", hint):
        return _MOST_OF_SURE
    return _MOST_OF_LIKELY if not in_body and is_called("likely", hint) else None


def _cards(page: Page, sizes: Sequence[int]) -> Iterator[int]:
    """Teasers of other articles: elements side by side, three or more, each with one heading that is a link, and few words."""
    headings = linked_headings(page)
    counts = [0] * len(page.elements)
    for block in headings:
        for element in page.ancestors(block.element):
            counts[element] += 1
    cards: defaultdict[int, set[int]] = defaultdict(set)
    for block in headings:
        card = block.element
        while (parent := page.elements[card].parent) >= 0 and counts[parent] == 1:
            card = parent
        if page.elements[card].tag not in HEADING_TAGS and sizes[card] <= _LONGEST_TEASER:
            cards[page.elements[card].parent].add(card)
    for side_by_side in cards.values():
        if len(side_by_side) >= _LEAST_CARDS:
            yield from side_by_side


def linked_headings(page: Page) -> list[HtmlBlock]:
    """The headings that are links, as those of teasers are."""
    tagged = ((block, page.elements[block.element].tag) for block in page.blocks if block.element >= 0)
    return [block for block, tag in tagged if tag in HEADING_TAGS and block.linked * 10 >= len(block.words) * 9]


def prose_in(page: Page, prose: Sequence[HtmlBlock]) -> list[int]:
    """How many characters of these blocks stand in each element, by its number."""
    sizes = [0] * len(page.elements)
    for block in prose:
        if block.element >= 0:
            sizes[block.element] += len(block.words)
    for number in range(len(sizes) - 1, 0, -1):
        parent = page.elements[number].parent
        if parent >= 0:
            sizes[parent] += sizes[number]
    return sizes

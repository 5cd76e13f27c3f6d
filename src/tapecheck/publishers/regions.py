"""Which elements of a page are no part of its article, told by what they are and by what their class, id and role call them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tapecheck.text.html import HtmlBlock, Page

_EDGE, _END = r"(?:^|[\s_-])(?:", r")(?:$|[\s_-])"
_COMMENTS = re.compile(
    _EDGE + r"(?:comments?|responses)(?:-?(?:list|area|section|wrap\w*|container|thread|form|template))?|disqus\w*|livefyre|coral\w*" + _END,
    re.IGNORECASE,
)
# Names that a part of a page has only where it is no article.
_SURE = re.compile(
    _EDGE + r"sidebars?|side-?bar|footer|foot|breadcrumbs?|breadcrumb-\w+|share\w{0,8}|sharing|sharedaddy|addtoany\w*|social\w{0,12}|"
    r"related\w*|recirc\w*|recommend\w*|read-?more|readnext|newsletters?\w*|subscri\w*|promo\w*|advert\w*|ads?|sponsored|outbrain|taboola|zergnet|"
    r"cookies?\w*|gdpr|popups?|modals?|overlays?|author-?(?:bio|box|info|card|desc\w*)|about-?author|bio|more-?(?:stories|news|from|on|articles|posts)|"
    r"most-?(?:read|popular|viewed|shared|recent)|trending|popular|latest\w*|toolbar|pagination|pager|post-?nav\w*|login|log-?in|sign-?(?:up|in)|"
    r"register|paywall|ratings?|polls?|quiz|skip\w*|screen-?reader\w*|sr-only|visually-?hidden|masthead|copyright|tag-?(?:list|cloud|links)|post-?tags|"
    r"galler(?:y|ies)|slideshow\w*|lightbox\w*|carousel\w*|next-?(?:up|post|article)|prev(?:ious)?-?(?:post|article)|jump-?links?|hashtags?|site-?(?:header|footer|nav\w*)" + _END,
    re.IGNORECASE,
)
# Names that an article's own parts may have too ("meta", "widget"); these go only where little of the prose is in them.
_LIKELY = re.compile(
    _EDGE + r"nav(?:bar|igation)?|menus?|banner|widgets?|tags?|byline|meta|print|hidden|disclaimers?|disclosures?|contact|"
    r"top-?stories|slider|teasers?|cards?|rail|ticker|shop\w*|products?|deals?|feeds?|topics?|categor\w+|search\w*|tools?|buttons?|links" + _END,
    re.IGNORECASE,
)
# Names that sites give the element that holds an article's text.
_BODY = re.compile(
    r"(?:article|story|entry|post|news|page|main|body|rich)[-_]{0,2}(?:body|content|text|copy|inner)|articleBody|(?:^|\s)(?:content|prose|body)(?:\s|$)"
)
_ALWAYS = frozenset(["nav", "footer", "aside"])
_NEVER = frozenset(["html", "body", "article", "main"])
_LONGEST_HINT = 300
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
    found: set[int] = set()
    bodies: set[int] = set()
    for number, element in enumerate(page.elements):
        hint = element.hint[:_LONGEST_HINT]
        if element.parent in bodies or (sizes[number] >= total * _LEAST_OF_BODY and _BODY.search(hint)):
            bodies.add(number)
        if element.parent in found:
            found.add(number)
        elif number not in around and element.tag not in _NEVER:
            most = total * _share(element.tag, hint, in_body=element.parent in bodies)
            if max(sizes[number], called[element.tag, element.hint] if element.hint else 0) <= most:
                found.add(number)
    return frozenset(found)


def _share(tag: str, hint: str, *, in_body: bool) -> float:
    """The share of the prose up to which an element so called is left out; below zero: it never is."""
    if tag in _ALWAYS:
        return _MOST_OF_ALWAYS
    if not hint:
        return -1
    if _COMMENTS.search(hint):
        return _MOST_OF_COMMENTS
    if _SURE.search(hint):
        return _MOST_OF_SURE
    return _MOST_OF_LIKELY if not in_body and _LIKELY.search(hint) else -1


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

"""What a page says in JSON-LD: the first ``NewsArticle`` or the like in any of its scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urldefrag

from tapecheck.publishers.base import Metadata
from tapecheck.publishers.metadata.instants import NO_INSTANT, read_instant
from tapecheck.publishers.metadata.wording import clean, is_address, names_of
from tapecheck.schema.article import Image
from tapecheck.text.page import Page

_ARTICLE_TYPES = re.compile(
    r"(?:https?://schema\.org/)?(?:\w{0,30}NewsArticle|Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|"
    r"ScholarlyArticle|TechArticle)"
)
_DEEPEST = 6
_LONGEST_JSON = 2_000_000
_MOST_NODES = 2_000
_MOST_IMAGES = 20
# What old habit puts around a script's content; what follows the JSON does not matter.
_WRAPPING = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)?\s*(?=[\[{])")
Json = dict[str, object]


def read_json_ld(page: Page) -> Metadata:
    """What the page's first article in JSON-LD says; nothing where there is none or it is no JSON."""
    nodes = _all_nodes(page)
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = _article(nodes)
    return Metadata() if article is None else _from_node(article, by_id)


def read_article_body(page: Page) -> str | None:
    """The words of the article as the page's JSON-LD has them; ``None`` where it has none, which is usual."""
    if '"articleBody"' not in page.source:
        return None
    article = _article(_all_nodes(page))
    body = article.get("articleBody") if article is not None else None
    return body if isinstance(body, str) and body.strip() else None


def _all_nodes(page: Page) -> list[Json]:
    nodes: list[Json] = []
    for script in page.tree.css('script[type*="ld+json"]'):
        content = script.text(deep=True)
        if len(content) <= _LONGEST_JSON:
            nodes += _nodes(_parse(content), 0)
    return nodes


def _article(nodes: list[Json]) -> Json | None:
    return next((node for node in nodes if is_article_type(node.get("@type"))), None)


def is_article_type(kinds: object) -> bool:
    """Whether a schema.org type, or one of several, is an article's.

    >>> is_article_type(["Thing", "AnalysisNewsArticle"]), is_article_type("https://schema.org/NewsArticle"), is_article_type("WebPage")
    (True, True, False)
    """
    return any(
        isinstance(kind, str) and len(kind) < 80 and _ARTICLE_TYPES.fullmatch(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _parse(content: str) -> object:
    opening = _WRAPPING.match(content)
    try:
        return json.JSONDecoder(strict=False).raw_decode(content, opening.end())[0] if opening else None
    except (ValueError, RecursionError):
        return None


def _nodes(data: object, depth: int) -> list[Json]:
    """The objects that may be an article, those inside ``@graph`` and lists too, in order."""
    if depth > _DEEPEST:
        return []
    if isinstance(data, list):
        return [node for item in data[:_MOST_NODES] for node in _nodes(item, depth + 1)]
    if not isinstance(data, dict):
        return []
    return [data] + [
        node for key in ("@graph", "mainEntity", "mainEntityOfPage") for node in _nodes(data.get(key), depth + 1)
    ]


def _from_node(node: Json, by_id: dict[object, Json]) -> Metadata:
    published = read_instant(_string(node.get("datePublished")) or "") or NO_INSTANT
    updated = read_instant(_string(node.get("dateModified")) or "") or NO_INSTANT
    page = _string(node.get("mainEntityOfPage"), "@id") or _string(node.get("url"))
    return Metadata(
        canonical_url=urldefrag(page).url if page and is_address(page) else None,
        publisher=_string(_resolved(node.get("publisher"), by_id)),
        title=_string(node.get("headline")) or _string(node.get("name")),
        subtitle=_string(node.get("alternativeHeadline")) or _string(node.get("abstract")),
        authors=names_of(
            _string(_resolved(author, by_id)) or "" for author in _listed(node.get("author") or node.get("creator"))
        ),
        published_at=published.at,
        published_at_zone_assumed=published.assumed,
        updated_at=updated.at,
        updated_at_zone_assumed=updated.assumed,
        language=_string(node.get("inLanguage"), "alternateName") or _string(node.get("inLanguage")),
        section=_string(node.get("articleSection")),
        tags=tuple(_tags(node.get("keywords"))),
        images=tuple(_images(node.get("image"), by_id)),
    )


def _resolved(value: object, by_id: dict[object, Json]) -> object:
    """The object that ``{"@id": …}`` stands for; anything else is itself."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value and "url" not in value:
        return by_id.get(value["@id"], value)
    return value


def _string(value: object, key: str = "name") -> str | None:
    """A string, or the ``key`` of an object, or the same of the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get(key)
    return (clean(value) or None) if isinstance(value, str) else None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _tags(keywords: object) -> Iterator[str]:
    for keyword in _listed(keywords):
        name = _string(keyword) or ""
        # One string with all of them; "type:story" and the like are a newsroom's own.
        for tag in name.split(",") if not isinstance(keywords, list) or len(keywords) == 1 else [name]:
            bare = tag.strip().removeprefix("#")
            if bare and not re.match(r"\w{1,20}:", bare):
                yield bare


def _images(value: object, by_id: dict[object, Json]) -> Iterator[Image]:
    for item in _listed(value)[:_MOST_IMAGES]:
        found = _resolved(item, by_id)
        url = _string(found, "url") or _string(found, "contentUrl")
        if url and is_address(url):
            yield Image(url=url, caption=_string(found, "caption") if isinstance(found, dict) else None)

"""What a page says about itself: JSON-LD, OpenGraph and other ``<meta>``, ``<title>``, canonical link."""

from __future__ import annotations

import html
import json
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bs4 import BeautifulSoup, ParserRejectedMarkup, SoupStrainer, Tag, XMLParsedAsHTMLWarning

from tapecheck.publishers.base import Metadata
from tapecheck.publishers.datelines import read_dateline

_ARTICLE_TYPES = re.compile(
    r"(?:\w{0,20}NewsArticle|Article|BlogPosting|LiveBlogPosting|Report|ScholarlyArticle|TechArticle)"
)
_DEEPEST = 6
_LONGEST_JSON = 2_000_000
_SPACE = re.compile(r"\s+")
_TAGS = ("script", "meta", "link", "title", "time")
Json = dict[str, object]


def read_metadata(source: str) -> Metadata:
    """The page's metadata: JSON-LD first, then OpenGraph and article tags, then ``<title>``, ``<time>`` and the canonical link."""
    tags = _tags(source)
    return _from_json_ld(tags).over(_from_meta(tags)).over(_from_tags(tags))


def _tags(source: str) -> list[Tag]:
    """The tags that say something about the page, in its order; none if the parser refuses the page."""
    with warnings.catch_warnings():
        # XHTML begins like XML and is read as HTML all the same.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            soup = BeautifulSoup(source, "lxml", parse_only=SoupStrainer(list(_TAGS)))
        except ParserRejectedMarkup:
            return []
    return [tag for tag in soup.find_all(_TAGS) if isinstance(tag, Tag)]


def _attribute(tag: Tag, name: str) -> str:
    """The attribute's value, several values with a blank between them; empty if it is not there."""
    value = tag.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)


def read_instant(written: str) -> tuple[datetime, bool] | None:
    """The moment in UTC and whether its zone was assumed; ``None`` if it can't be read.

    >>> read_instant("2026-01-14T17:57:00-05:00")
    (datetime.datetime(2026, 1, 14, 22, 57, tzinfo=datetime.timezone.utc), False)
    """
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        line = read_dateline(written.strip())
        return (line.published_at, line.zone_assumed) if line and line.published_at else None
    try:
        return (moment.replace(tzinfo=UTC), True) if moment.tzinfo is None else (moment.astimezone(UTC), False)
    except OverflowError:
        return None


def _from_json_ld(tags: Sequence[Tag]) -> Metadata:
    for tag in tags:
        content = tag.get_text() if tag.name == "script" and "ld+json" in _attribute(tag, "type") else ""
        if not content or len(content) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(content.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data, 0):
            if _is_article(node):
                return _from_node(node)
    return Metadata()


def _nodes(data: object, depth: int) -> Iterator[Json]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "itemListElement"):
            yield from _nodes(data.get(key), depth + 1)


def _is_article(node: Json) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE_TYPES.fullmatch(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _from_node(node: Json) -> Metadata:
    published = read_instant(_string(node.get("datePublished")) or "")
    updated = read_instant(_string(node.get("dateModified")) or "")
    return Metadata(
        url=_address(_string(node.get("url")) or _string(node.get("mainEntityOfPage"), "@id")),
        publisher=_string(node.get("publisher"), "name"),
        title=_string(node.get("headline")) or _string(node.get("name")),
        authors=tuple(name for name in map(_name, _listed(node.get("author"))) if name),
        published_at=published[0] if published else None,
        updated_at=updated[0] if updated else None,
        published_at_zone_assumed=published[1] if published else False,
        subtitle=_string(node.get("alternativeHeadline")),
    )


def _from_meta(tags: Sequence[Tag]) -> Metadata:
    values: dict[str, list[str]] = {}
    for tag in tags:
        name = _attribute(tag, "property") or _attribute(tag, "name") or _attribute(tag, "itemprop")
        content = _clean(_attribute(tag, "content"))
        if tag.name == "meta" and name and content:
            values.setdefault(name.lower(), []).append(content)

    def first(*names: str) -> str | None:
        return next((values[name][0] for name in names if name in values), None)

    published = read_instant(
        first("article:published_time", "datepublished", "publish-date", "date", "dc.date", "parsely-pub-date") or ""
    )
    updated = read_instant(first("article:modified_time", "og:updated_time", "datemodified") or "")
    authors = values.get("author") or values.get("parsely-author") or values.get("article:author") or []
    return Metadata(
        url=_address(first("og:url")),
        publisher=first("og:site_name", "application-name"),
        title=first("og:title", "twitter:title", "parsely-title"),
        authors=tuple(name for name in authors if "://" not in name),
        published_at=published[0] if published else None,
        updated_at=updated[0] if updated else None,
        published_at_zone_assumed=published[1] if published else False,
    )


def _from_tags(tags: Sequence[Tag]) -> Metadata:
    title = next((_clean(tag.get_text()) for tag in tags if tag.name == "title" and tag.get_text(strip=True)), None)
    link = next(
        (_attribute(tag, "href") for tag in tags if tag.name == "link" and _attribute(tag, "rel") == "canonical"), None
    )
    times = (read_instant(_attribute(tag, "datetime")) for tag in tags if tag.name == "time" and tag.get("datetime"))
    time = next((moment for moment in times if moment), None)
    return Metadata(
        url=_address(link),
        title=title or None,
        published_at=time[0] if time else None,
        published_at_zone_assumed=time[1] if time else False,
    )


def _string(value: object, key: str = "name") -> str | None:
    """A string, or the ``key`` of an object, or the same of the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get(key)
    return (_clean(value) or None) if isinstance(value, str) else None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _name(author: object) -> str | None:
    name = _string(author)
    return None if name is None or "://" in name else name


def _address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _clean(text: str) -> str:
    return _SPACE.sub(" ", html.unescape(text)).strip()

"""What a page says in ``<meta>``, ``<link>``, ``<time>``, ``<title>``, ``<html lang>``, and in microdata."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from selectolax.lexbor import LexborNode

from tapecheck.publishers.base import Metadata
from tapecheck.publishers.metadata.instants import NO_INSTANT, Instant, read_instant
from tapecheck.publishers.metadata.json_ld import is_article_type
from tapecheck.publishers.metadata.wording import clean, is_address, names_of
from tapecheck.schema.article import Image
from tapecheck.text.page import Page

# Names of <meta> in the order they are believed, as news sites use them (Open Graph, Parse.ly, Dublin Core, Sailthru, …).
_OPEN_GRAPH = {
    "title": ("og:title",),
    "publisher": ("og:site_name",),
    "canonical_url": ("og:url",),
    "authors": ("article:author", "og:article:author"),
    "published_at": ("article:published_time", "og:article:published_time", "og:published_time", "article:published"),
    "updated_at": ("article:modified_time", "og:article:modified_time", "og:updated_time", "article:modified"),
    "language": ("og:locale",),
    "section": ("article:section", "og:article:section"),
    "tags": ("article:tag", "og:article:tag"),
    "images": ("og:image", "og:image:url", "og:image:secure_url"),
}
_META = {
    "title": ("parsely-title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "headline", "hdl"),
    "subtitle": ("subtitle", "article.summary"),
    "publisher": ("application-name", "parsely-site", "dc.publisher", "publisher", "apple-mobile-web-app-title"),
    "canonical_url": ("parsely-link", "twitter:url"),
    "authors": (
        "author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "cxenseparse:author",
    ),
    "published_at": (
        "parsely-pub-date",
        "sailthru.date",
        "publish-date",
        "publication_date",
        "pubdate",
        "ptime",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "date",
        "article.published",
        "cxenseparse:recs:publishtime",
        "rnews:datepublished",
    ),
    "updated_at": ("last-modified", "lastmod", "utime", "dcterms.modified", "dc.date.modified", "article.updated"),
    "language": ("language", "content-language", "dc.language"),
    "section": ("parsely-section", "section", "cg", "category"),
    "tags": ("parsely-tags", "news_keywords", "sailthru.tags", "keywords"),
    "images": ("twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full"),
}
_MOST = 50
_UPDATED, _PUBLISHED = re.compile(r"updat|modif", re.IGNORECASE), re.compile(r"--pub|publi|entry-date", re.IGNORECASE)


def read_meta(page: Page) -> tuple[Metadata, Metadata]:
    """What Open Graph (with its ``article:`` names) says, and what the other ``<meta>`` say."""
    values: dict[str, list[str]] = {}
    for tag in page.tree.css("meta[content]"):
        found = tag.attributes
        name = found.get("property") or found.get("name") or found.get("http-equiv") or ""
        content = clean(found.get("content") or "")
        if name and content and len(said := values.setdefault(name.lower(), [])) < _MOST:
            said.append(content)
    return _from_names(values, _OPEN_GRAPH), _from_names(values, _META)


def _from_names(values: dict[str, list[str]], names: dict[str, tuple[str, ...]]) -> Metadata:
    def all_of(field: str) -> list[str]:
        return next((values[name] for name in names.get(field, ()) if name in values), [])

    def first(field: str) -> str | None:
        return next(iter(all_of(field)), None)

    published, updated = _instant(first("published_at")), _instant(first("updated_at"))
    address, section = first("canonical_url"), first("section")
    tags = all_of("tags")
    return Metadata(
        canonical_url=address if address and is_address(address) else None,
        publisher=first("publisher"),
        title=first("title"),
        subtitle=first("subtitle"),
        authors=names_of(all_of("authors")),
        published_at=published.at,
        published_at_zone_assumed=published.assumed,
        updated_at=updated.at,
        updated_at_zone_assumed=updated.assumed,
        language=_language(first("language")),
        section=section,
        tags=tuple(bare for tag in (tags[0].split(",") if len(tags) == 1 else tags) if (bare := tag.strip(" #"))),
        images=tuple(Image(url=url) for url in all_of("images")[:1] if is_address(url)),
    )


def read_microdata(page: Page) -> Metadata:
    """What the article marked up with ``itemprop`` says of itself; items inside it (comments, say) are not read."""
    scopes = [
        node for node in page.tree.css("[itemscope][itemtype]") if is_article_type(node.attributes.get("itemtype"))
    ]
    with_headline = [node for node in scopes if node.css_first("h1") is not None]
    # Several, and none with the headline: teasers of other articles.
    if len(scopes) != 1 and not with_headline:
        return Metadata()
    article = (with_headline or scopes)[0]
    values: dict[str, list[str]] = {}
    for node in article.css("[itemprop]")[: _MOST * 4]:
        scope = node.parent
        while scope is not None and "itemscope" not in scope.attributes:
            scope = scope.parent
        if scope is not None and scope.mem_id == article.mem_id:
            for name in (node.attributes.get("itemprop") or "").lower().split():
                values.setdefault(name, []).append(_itemprop(page, node))
    published = _instant(next(iter(values.get("datepublished", ())), None))
    updated = _instant(next(iter(values.get("datemodified", ())), None))
    return Metadata(
        title=next(iter(values.get("headline", ())), None) or None,
        subtitle=next(iter(values.get("alternativeheadline", ())), None) or None,
        authors=names_of(values.get("author", ())),
        publisher=next(iter(values.get("publisher", ())), None) or None,
        published_at=published.at,
        published_at_zone_assumed=published.assumed,
        updated_at=updated.at,
        updated_at_zone_assumed=updated.assumed,
        section=next(iter(values.get("articlesection", ())), None) or None,
    )


def _itemprop(page: Page, node: LexborNode) -> str:
    """The value of a property: of an item inside, its name; of an element, what it is for machines, else its words."""
    if "itemscope" in node.attributes:
        name = node.css_first('[itemprop~="name"]')
        return value_of(page, name) if name is not None else ""
    return value_of(page, node)


def value_of(page: Page, node: LexborNode) -> str:
    """The ``datetime`` or ``content`` of an element, else its words."""
    found = node.attributes
    return clean(found.get("content") or found.get("datetime") or "") or clean(page.words(node))


def read_link(page: Page) -> Metadata:
    """The canonical address, and the language of ``<html>``."""
    link = page.tree.css_first('link[rel~="canonical"][href]')
    address = (link.attributes.get("href") or "").strip() if link is not None else ""
    root = page.tree.root
    language = root.attributes.get("lang") or root.attributes.get("xml:lang") if root is not None else None
    return Metadata(canonical_url=address if is_address(address) else None, language=_language(language))


def read_title_tag(page: Page) -> Metadata:
    """The words of ``<title>``."""
    title = page.tree.css_first("head title, title")
    return Metadata(title=clean(title.text(deep=True)) or None) if title is not None else Metadata()


def read_times(nodes: Iterable[LexborNode]) -> Metadata:
    """The moments of ``<time>`` elements: the first is that of publication, one that is marked as such the update."""
    published = updated = NO_INSTANT
    for node in islice(nodes, _MOST):
        found = _instant(node.attributes.get("datetime"))
        hint = " ".join(value for value in node.attributes.values() if value)
        if found.at is None:
            continue
        # hAtom calls the time of publication "published updated", or "entry-date updated".
        if _UPDATED.search(hint) and not _PUBLISHED.search(hint):
            updated = found if updated.at is None else updated
        elif published.at is None:
            published = found
    return Metadata(
        published_at=published.at,
        published_at_zone_assumed=published.assumed,
        updated_at=updated.at,
        updated_at_zone_assumed=updated.assumed,
    )


def _instant(written: str | None) -> Instant:
    return read_instant(written or "") or NO_INSTANT


def _language(written: str | None) -> str | None:
    """A language tag as BCP 47 writes it: ``en_US`` is ``en-US``."""
    tag = (written or "").strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", tag) else None

"""Blockworks."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="blockworks",
    title="Blockworks",
    domains=("blockworks.co", "blockworks.com"),
    layouts=(
        Layout(
            # The text comes from WordPress into a page without names of its own: the parent of its paragraphs can be told.
            body='article section, article [class*="prose"], article [class*="article-content"], '
            'article div:has(> p + p), article:not(:has(section)):not(:has([class*="prose"]))',
            kinds={
                "title": "article h1, main h1",
                "subtitle": "article h1 + h2, article h1 + p, article h1 + div > h2",
                "caption": "article figure figcaption",
                "related": '[class*="related"], [class*="recommended"], [class*="upcoming-event"]',
                # WordPress's own names for its lists: the newsletters that close a text are one, below a rule.
                "furniture": "article header a, article header time, article form, "
                'article [class*="newsletter"], article [class*="subscribe"], '
                'article hr ~ ul:has(a[href*="/newsletter"]), '
                'article hr ~ p:has(> em:lexbor-contains("newsletter" i)), '
                'article [class*="price-badge"], article [class*="asset-price"], article [class*="share"]',
            },
            authors='article a[href*="/author/"]',
            published_at="article time[datetime]",
            tags='article a[href*="/tag/"]',
        ),
    ),
)

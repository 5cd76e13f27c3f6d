"""The Defiant."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="thedefiant",
    title="The Defiant",
    domains=("thedefiant.io",),
    layouts=(
        Layout(
            # Tailwind's typography plugin names the text ("prose"); the page names little else.
            body="article .prose, main .prose, .prose",
            kinds={
                "title": "article h1, main h1",
                "subtitle": "article h1 + p, article h1 + h2, article header h1 ~ h2, article header h1 ~ p:not(:has(a))",
                "caption": ".prose figure figcaption, article header figcaption",
                "related": '[class*="related"], aside article, aside:has(article), [class*="recommended"]',
                "furniture": '[class*="newsletter"], [class*="premium"], [class*="subscribe"], .prose form, '
                '.prose [class*="price-ticker"], .prose [class*="share"]',
            },
            authors='[itemprop="author"] [itemprop="name"], article header a[href*="/author"]',
            published_at='[itemprop="datePublished"]',
            updated_at='[itemprop="dateModified"]',
            tags='article a[href*="/tag/"], article a[href*="/tags/"]',
        ),
    ),
)

"""Cointelegraph."""

from datetime import date

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="cointelegraph",
    title="Cointelegraph",
    domains=("cointelegraph.com",),
    layouts=(
        Layout(
            body='[data-testid="html-renderer-container"], article .ct-prose',
            kinds={
                "title": '[data-testid="post-title"]',
                "subtitle": '[data-testid="post-description"]',
                "caption": "article > figure figcaption",
                "related": '[data-testid*="related"], [data-testid*="read-more"], [data-testid*="recommend"]',
                # The badge with a coin's price inside a sentence is one of these.
                "furniture": '.ct-prose [data-testid*="price"], .ct-prose [data-testid*="badge"], .ct-prose [class*="price-badge"], '
                '.ct-prose [class*="coin-badge"], [data-testid*="subscri"], [data-testid*="newsletter"], [data-testid="author-bio"], '
                '.ct-prose [data-testid*="banner"]',
            },
            authors='[data-testid="author-link"], [data-testid="post-author"]',
            published_at='[data-testid="publish-date"]',
            tags='[data-testid="post-tags"] a, [data-testid="post-tag"]',
        ),
        # The Nuxt pages before, which stood until some time in 2025.
        Layout(
            body=".post-content",
            kinds={
                "title": "h1.post__title",
                "subtitle": ".post__lead, .post__block_lead-text",
                "caption": ".post-cover figcaption, .post-content figcaption",
                "related": '.related-list, [class*="related-posts"], .post-content .post-preview-item-card',
                "furniture": '.post-content [class*="newsletter"], .post-content [class*="subscri"], .post-content .post-actions, '
                ".post-content .nft-banner, .post-content [data-ct-widget]",
            },
            authors=".post-meta__author-name",
            published_at=".post-meta__publish-date, .post-meta time",
            tags=".tags-list__item",
            valid_until=date(2025, 12, 31),
        ),
    ),
)

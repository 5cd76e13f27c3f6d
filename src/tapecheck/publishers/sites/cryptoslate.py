"""CryptoSlate."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="cryptoslate",
    title="CryptoSlate",
    domains=("cryptoslate.com",),
    layouts=(
        Layout(
            # Pages before the text had an element of its own have it right in .post-box.
            body=".post-box__content-flow, .post-box:not(:has(.post-box__content-flow))",
            kinds={
                "title": "h1.post-title, .post-header h1",
                "subtitle": ".post-subheading",
                "caption": ".post-header figcaption, .post-cover figcaption",
                "related": '.post-box [class*="related"], .post-box [class*="mentioned"], .post-box [class*="alpha-report"]',
                # A coin's price and rank, and the market's size, as they stood when the article went out, are pasted below it.
                "furniture": '.cs-inline-newsletter, .post-box [class*="newsletter"], .post-box [class*="market-data"], '
                '.post-box [class*="market-summary"], .post-box [class*="coin-widget"], .post-box [class*="coin-price"], '
                '[class*="author-box"], [class*="author-info"], [class*="disclaimer"], .post-box .ad, .post-date',
            },
            published_at=".post-date",
            section=".post-header .category a",
            tags=".post-tags a, .posted-in a",
        ),
    ),
)

"""Reuters."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="reuters",
    title="Reuters",
    domains=("reuters.com",),
    layouts=(
        Layout(
            # "article-body-module__content__…", until 2024 "article-body__content__…"; its paragraphs were <p> then and are <div> now.
            body='article [class*="article-body"][class*="content__"], [data-testid="ArticleBody"] [class*="content__"]',
            kinds={
                "title": 'article header h1, article h1[data-testid="Heading"], h1[class*="article-header"]',
                "heading": '[data-testid="ContextWidget"] [role="tablist"], [data-testid="ContextWidget"] [data-testid="summary-tab"]',
                "key_point": '[data-testid="Summary"] > li, ul[class*="summary"] > li',
                # These are <div>, which otherwise may be anything: "($1 = 0.7312 pounds)" looks like a heading.
                "paragraph": '[data-testid^="paragraph-"]',
                "caption": "article figure figcaption, [data-testid$=image] figcaption",
                "related": '[class*="article-module__read-next"], [data-testid="ReadNext"], [data-testid="MediaStoryCard"]',
                # "opens new tab" stands unseen behind the words of each link; the licence button stands in a caption.
                "furniture": '[data-testid="SignOff"], [class*="sign-off"], p:has(> a[href*="trust-principles"]), '
                '[data-testid="promo-box"], '
                '[class*="promo-box"], [data-testid="ResponsiveAdSlot"], [class*="registration-prompt"], [data-testid="AuthorBio"], '
                '[class*="author-bio"], article [data-testid="Link"] > span[style*="clip"], [class*="caption__license"], '
                '[data-testid="LicenceContentButton"], [data-testid*="oolbar"], [class*="article-body"] nav',
            },
            authors='a[data-testid="AuthorNameLink"], a[rel="author"]',
            section='nav[aria-label="breadcrumb"] a, [data-testid="Kicker"] a',
        ),
    ),
)

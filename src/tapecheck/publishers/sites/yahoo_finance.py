"""Yahoo Finance."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="yahoo_finance",
    title="Yahoo Finance",
    domains=("finance.yahoo.com",),
    layouts=(
        Layout(
            # The text stands in up to two parts, the second behind the button "Story Continues".
            body='[data-testid="article-content-wrapper"] .body, [data-testid="article-body"], .bodyItems-wrapper, '
            '.body-wrap .atoms-wrapper, .read-more-wrapper, [data-testid="read-more"]',
            kinds={
                "title": '[data-testid="article-content-wrapper"] .cover-title, .cover-headline h1',
                "caption": '[data-testid="article-content-wrapper"] figcaption',
                "related": '[data-testid*="recirc"], [data-testid*="related"], .recommended-stories, [class*="read-more-stories"]',
                # Chips: the tickers listed above the text whole; inside a sentence only the change of the price is no word of it.
                "furniture": ".body-wrap .ticker-list, .body-wrap > h2, .body p fin-streamer, .bodyItems-wrapper p fin-streamer, "
                '.read-more-wrapper p fin-streamer, .body-wrap div [data-testid="ticker-container"]:not(p *), '
                '[data-testid="inarticle-ad"], .readmore, [data-testid="view-comments"], .body-wrap [class*="newsletter"]',
            },
            authors=".byline-attr-author",
            published_at="time.byline-attr-meta-time",
        ),
        # The pages before, which gave way in the second half of 2024, and on some of Yahoo's sites later; so no last day.
        Layout(
            body=".caas-body",
            kinds={
                "title": ".caas-title-wrapper h1, h1[data-test-locator=headline]",
                "caption": ".caas-body figcaption, .caas-figure figcaption, .caas-img-container figcaption",
                "related": ".caas-readmore-stories, .caas-body .caas-list, .caas-body [class*=caas-related]",
                "furniture": ".caas-body fin-streamer, .caas-body .xray-fin-streamer, .caas-body .caas-da, .caas-body .caas-readmore, "
                ".caas-body .caas-iframe-wrapper, .caas-body [class*=newsletter], .caas-body .caas-xray-wrapper",
            },
            authors=".caas-attr-item-author .caas-author-byline-collapse, .caas-attr-item-author a",
            published_at=".caas-attr-time-style time",
        ),
    ),
)

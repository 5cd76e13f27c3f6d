"""MarketWatch."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="marketwatch",
    title="MarketWatch",
    domains=("marketwatch.com",),
    layouts=(
        # The Next.js pages of 2025 and after, which MarketWatch shares with its owner's other papers; class names are made by the build.
        Layout(
            body="#__next [data-type=paragraph], #__next [data-type=hed]:not(h1), #__next [data-type=list], #__next [data-type=table], "
            "#__next [data-type=pullquote]",
            kinds={
                "title": "#__next main h1",
                "subtitle": "#__next main h1 + h2, #__next [data-type=dek]",
                "heading": '#__next [data-type="hed"]:not(h1)',
                "caption": "#__next figcaption, #__next [data-type=image] [class*=Caption]",
                "related": '#__next [data-type="inset"] [class*="Related"], #__next [class*="RelatedStories"]',
                # The chip with a ticker and its change stands inside a sentence, behind the company's name.
                "furniture": '#__next [data-type="paragraph"] [class*="Chip"], #__next [data-type="paragraph"] [class*="chip"], '
                '#__next [data-testid*="author-bio"], #__next [class*="AuthorBio"]',
            },
        ),
        # The pages before; they were still there in 2024.
        Layout(
            body="#js-article__body, .article__body, #article-body",
            kinds={
                "title": "h1.article__headline, h1#article-headline",
                "subtitle": "h2.article__subhead, .article__masthead .article__subhead",
                "caption": ".article__inset--image figcaption, .article__masthead figcaption, .article__body figcaption",
                "related": '.article__body .list--related, .article__body [class*="related"], .element--morefrom, .region--referral',
                "furniture": ".article__body .qt-chip, .article__body bg-quote, .article__body .advertisement, "
                '.article__body .author-info, .bio__description, .article__body [class*="newsletter"], .article__body .media__video, '
                ".article__body .content__disclaimer, .article__body .article__inset--type-InlineVideo",
            },
            authors=".article__byline .author h4, .article__byline a, .author__content a",
            published_at="time.timestamp--pub",
            updated_at="time.timestamp--update",
        ),
    ),
)

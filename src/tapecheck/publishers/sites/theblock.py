"""The Block."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="theblock",
    title="The Block",
    domains=("theblock.co", "theblockcrypto.com"),
    layouts=(
        Layout(
            body="#articleContent, .articleBody .dynamic-content",
            kinds={
                "title": ".articleBody h1, h1[class*=articleLabel]",
                "heading": ".quickTake",
                "key_point": ".quickTake li",
                "caption": ".articleFeatureImage figcaption, .articleFeatureImage [class*=caption]",
                "related": '[class*="relatedArticles"], [class*="relatedIndices"], .popularRail, [class*="popularRail__"]',
                # A coin's ticker and its move of the day follow its name inside a sentence; the disclaimer stands in .copyright.
                "furniture": "#articleContent [class*=ticker i], #articleContent [class*=newsletter i], #articleContent form, "
                '#articleContent a[href*="/price/"] > span, .articleBody .copyright, .articleBody [class*=authorBio i]',
            },
            authors='.articleByline a[href*="/author/"]',
            published_at=".ArticleTimestamps__container",
            section=".articleBody .categoryLink a",
            tags=".articleBody .tagRow a, .articleBody [class*=tagList] a",
        ),
    ),
)

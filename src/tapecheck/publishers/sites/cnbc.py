"""CNBC."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="cnbc",
    title="CNBC",
    domains=("cnbc.com",),
    layouts=(
        Layout(
            body='[data-module="ArticleBody"], .ArticleBody-articleBody, .FeaturedContent-articleBody, .LiveBlogBody-articleBody',
            kinds={
                "title": "h1.ArticleHeader-headline, h1.LiveBlogHeader-headline",
                "heading": ".RenderKeyPoints-title, .RenderKeyPoints-list h2",
                "key_point": ".RenderKeyPoints-list li",
                "caption": ".InlineImage-imageEmbedCaption, .InlineImage-imageEmbedCredit, .ArticleBody-articleBody figcaption",
                # Under "Don't miss these insights from CNBC Pro": a list of the site's own addresses.
                "related": ".RelatedContent-relatedContent, .RelatedContent-container, .TransporterSection, "
                '.ArticleBody-articleBody p:has(> strong) + ul:has(li > a[href*="cnbc.com/2"]:only-child), '
                '.ArticleBody-articleBody p:has(> strong:only-child):has(+ ul li > a[href*="cnbc.com/2"]:only-child)',
                # The button "Add to watchlist" stands inside a sentence, behind the name of a company.
                "furniture": ".QuoteInBody-inlineButton, .RelatedQuotes-relatedQuotes, .InlineVideo-wrapper, "
                '[class*="InlineVideo-"], .PlaceHolder-wrapper, [id^="Placeholder-ArticleBody-Video"], [class*="googlePreferredSource"], '
                '.ArticleBody-articleBody [class*="BoxInline"], .ArticleBody-articleBody [class*="Newsletter"]',
            },
            authors="a.Author-authorName",
            published_at='time[data-testid="published-timestamp"]',
            updated_at='time[data-testid="lastpublished-timestamp"]',
            section="a.ArticleHeader-eyebrow",
        ),
    ),
)

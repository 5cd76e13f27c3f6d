"""Bitcoin Magazine."""

from datetime import date

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="bitcoinmagazine",
    title="Bitcoin Magazine",
    domains=("bitcoinmagazine.com",),
    layouts=(
        # tagDiv's blocks: a part of the page is a block, and its text stands in .tdb-block-inner.
        Layout(
            body=".tdb_single_content .tdb-block-inner, .tdb-post-content, .td-post-content",
            kinds={
                "title": "h1.tdb-title-text",
                "subtitle": ".tdb_single_subtitle p, .tdb-subtitle-text",
                "caption": ".tdb_single_featured_image figcaption, .tdb-caption-text",
                "related": '.tdb_single_related, [class*="related"], .td_block_related_posts',
                # Advertisements are by the plugin Advanced Ads, prefix bitco; the author's box by Molongui.
                "furniture": '[class*="bitco-"], .molongui-post-byline, .m-a-box, .td-a-rec, .tdb_single_tags, .tdb_single_post_share, '
                ".tdb_single_author_box, .newsletter-signup, .td_block_wrap form",
            },
            authors=".tdb-author-name",
            published_at=".tdb_single_date time",
            section=".tdb-entry-category",
            tags=".tdb-tags a",
        ),
        # The pages of the host that it shared with other magazines, until 2024 or the year after.
        Layout(
            body=".m-detail--body",
            kinds={
                "title": ".m-detail-header--title, .m-detail--header h1",
                "subtitle": ".m-detail-header--dek",
                "caption": ".m-detail--media figcaption",
                "related": '.m-detail--body .m-card, .m-related, [class*="m-related-content"], .m-detail--body .m-article-teaser',
                "furniture": ".m-advertisement, .m-detail--tags, .m-newsletter-embed, .m-detail-header--meta, .m-detail--contributors, "
                ".m-detail--body phoenix-ad, .m-social-share",
            },
            authors=".m-detail-header--meta-author a, .m-detail-header--author a",
            published_at=".m-detail-header--date time, .m-detail-header--meta-date",
            tags=".m-detail--tags a",
            valid_until=date(2025, 12, 31),
        ),
    ),
)

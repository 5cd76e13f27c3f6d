"""U.Today."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="utoday",
    title="U.Today",
    domains=("u.today",),
    layouts=(
        Layout(
            body=".article__content, .article__text, .article__body",
            kinds={
                "title": "h1.article__title",
                "subtitle": ".article__subtitle, .article__lead",
                "caption": ".article__media figcaption, .article__image-caption",
                "key_point": ".article__summary li",
                "related": '[class*="related"], .article__content .news__item, .read-also',
                # The rows of advertisements are named "something".
                "furniture": ".something, .adsbygoogle, .article__footer, .article__tags, .author-brief, .article__content form, "
                ".article__content .subscribe, .article__google-news, .article__disclaimer, .article__advertisement",
            },
            authors=".author-brief__name a",
            published_at=".article__short-date",
            section=".article__categories a",
            tags=".article__tags a, .tags-list a",
        ),
    ),
)

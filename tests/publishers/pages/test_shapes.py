"""One article in the shapes that pages have: the same body from each, and its figures where they stand."""

import pytest

from tapecheck.publishers import parse

FIRST = "Samplecoin rose by 4% on Wednesday, its third day of gains in a row, to trade at $5.10, a report by Sample Research says."
SECOND = "Traders closed short positions worth $12 million &amp; more in the hour after the&nbsp;move, the report&#8217;s authors write."
THIRD = "The token had fallen to $4.20 in December, its lowest price since it was listed, and had stayed below $5 until this week."
BODY = (
    FIRST,
    "Traders closed short positions worth $12 million & more in the hour after the move, the report’s authors write.",
    THIRD,
)
HEAD = "<title>Samplecoin rises</title>"
TITLE = "<h1>Samplecoin rises</h1>"

PARAGRAPHS = f"<p>{FIRST}</p>\n<p>{SECOND}</p>\n<p>{THIRD}</p>"


def page(body: str) -> str:
    return f"<html><head>{HEAD}</head><body>{TITLE}{body}</body></html>"


AMP = f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script>
{HEAD}<style amp-boilerplate>body{{visibility:hidden}}</style><noscript><style>body{{visibility:visible}}</style></noscript></head>
<body><amp-sidebar hidden><ul><li><a href="/">Home</a></li></ul></amp-sidebar><main>{TITLE}<amp-img src="/a.jpg" alt="x"></amp-img>
<p>{FIRST}</p><amp-ad width="300"><div placeholder>Ad</div></amp-ad><p>{SECOND}</p><p>{THIRD}</p>
<amp-social-share type="twitter"></amp-social-share></main></body></html>"""
XHTML = f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">
<html xmlns="http://www.w3.org/1999/xhtml"><head>{HEAD}<link rel="a" href="b" /></head><body>{TITLE}{PARAGRAPHS}</body></html>"""
TABLE = f"""<HTML><HEAD>{HEAD}</HEAD><BODY><TABLE><TR><TD><A HREF=/>Home</A><BR><A HREF=/n>News</A></TD>
<TD>{TITLE}<P>{FIRST}<P>{SECOND}<P>{THIRD}</TD></TR></TABLE></BODY></HTML>"""
PIECES = (
    FIRST.replace("Samplecoin", "Sample<b>coin</b>"),
    SECOND.replace("$12 million", "<span>$<i>12</i></span> <em>million</em>"),
)
UNSEEN = "<script>var a = '<p>no</p>';</script><style>p {}</style><svg><title>no</title><text>no</text></svg><template><p>no</p></template>"
SHAPES = {
    "paragraphs": page(f"<article>{PARAGRAPHS}</article>"),
    "unclosed paragraphs": f"<html><head>{HEAD}<body>{TITLE}<div><p>{FIRST}<p>{SECOND}<p>{THIRD}</div>",
    "line breaks": page(f"<div>{FIRST}<br><br>{SECOND}<br/>\n<br />{THIRD}</div>"),
    "single line breaks": page(f"<div>{FIRST}<br>{SECOND}<BR>{THIRD}</div>"),
    "divs": page(f"<div class=story><div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div></div>"),
    "a table": TABLE,
    "broken nesting": page(f"<b><article></b></i><p><i>{FIRST}</p><p>{SECOND}</i></p></span><p>{THIRD}</section></p>"),
    "AMP": AMP,
    "to be printed": page(
        f'<div id="print">{PARAGRAPHS}</div><hr><p><a href="#" onclick="window.close()">Close</a></p>'
    ),
    "XHTML": XHTML,
    "a feed's content": f"{PARAGRAPHS}<p>The post <a href='/a'>A title</a> appeared first on <a href='/'>Sample</a>.</p>",
    "words in pieces": page(f"<article><p>{PIECES[0]}</p><p>{PIECES[1]}</p><p>{THIRD}<!-- more --></p></article>"),
    "things unseen": page(f"<article><p>{FIRST}{UNSEEN}</p><p>{SECOND}</p>{UNSEEN}<p>{THIRD}</p></article>"),
}


@pytest.mark.parametrize(("shape", "source"), SHAPES.items(), ids=SHAPES)
def test_the_body_and_its_places(shape, source):
    article = parse(source, media="html")
    assert tuple(article.body.split("\n\n")) == BODY
    for figure in ("4%", "$5.10", "$12 million", "$4.20", "report’s"):
        start = article.text.index(figure)
        span = article.source_span(start, start + len(figure))
        assert span is not None
        written = source[span.start : span.end]
        assert (
            figure == written or (shape == "words in pieces" and written.startswith("$<i>12")) or "&#8217;" in written
        )


def test_lines_of_an_address_stay_together():
    address = "<p>Sample Street 1<br>10000 Sampletown<br>Sampleland</p>"
    article = parse(f"<article><p>{FIRST}</p>{address}<p>{THIRD}</p></article>")
    assert "Sample Street 1\n10000 Sampletown\nSampleland" in article.text


def test_a_table_of_figures_is_rows():
    rows = "<tr><th>Coin</th><th>Price</th></tr><tr><td>Samplecoin</td><td>$5.10</td></tr>"
    article = parse(f"<article><p>{FIRST}</p><table>{rows}</table><p>{THIRD}</p></article>")
    tables = [article.text[block.start : block.end] for block in article.blocks if block.kind == "table"]
    assert tables == ["Coin Price", "Samplecoin $5.10"]


def test_a_lead_in_to_a_list_is_no_heading():
    listed = "<p>Three prices stand out:</p><ul><li>$4.20, the low</li></ul><p><b>What next</b></p>"
    article = parse(f"<article><p>{FIRST}</p>{listed}<p>{THIRD}</p></article>")
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    found = [kinds[words] for words in ("Three prices stand out:", "$4.20, the low", "What next")]
    assert found == ["paragraph", "list_item", "heading"]


def test_an_embedded_post_has_its_author_and_day():
    post = (
        '<blockquote class="twitter-tweet"><p lang="en">Up only. <a href="https://t.co/abc">pic.twitter.com/abc</a></p>'
        '&mdash; Sam Sample (@sample) <a href="https://twitter.com/sample/status/1">January 3, 2026</a></blockquote>'
    )
    article = parse(f"<article><p>{FIRST}</p>{post}<p>{THIRD}</p></article>")
    (found,) = article.posts
    assert (found.author, found.handle, str(found.posted_on)) == ("Sam Sample", "@sample", "2026-01-03")
    assert article.text[found.start : found.end].startswith("Up only.")


def test_a_price_beside_a_name_is_cut_out():
    badge = "<span class='coin-price'>SMP $5.11</span>"
    article = parse(
        f"<article><p>Samplecoin {badge} rose to $5.10 on Wednesday, a report says.</p><p>{THIRD}</p></article>"
    )
    assert article.body.startswith("Samplecoin rose to $5.10 on Wednesday")
    assert [article.text[b.start : b.end] for b in article.blocks if b.kind == "furniture"] == ["SMP $5.11"]


def test_a_shell_that_holds_the_article_in_its_data():
    body = f'{FIRST}\\n\\nTraders closed \\"shorts\\" worth $12 million \\u2013 and <b>more</b>, it says \\ud83d\\ude80.<br>{THIRD}'
    data = f'{{"@type": "NewsArticle", "headline": "Samplecoin rises", "articleBody": "{body}"}}'
    data = f'<script type="application/ld+json">{data}</script>'
    source = f'<html><head>{data}</head><body><div id="root"></div><script src="/a.js"></script></body></html>'
    article = parse(source)
    assert article.body.startswith(FIRST)
    assert 'Traders closed "shorts" worth $12 million – and more, it says 🚀.' in article.body
    for words, written in (("$12 million", "$12 million"), ("–", "\\u2013"), ("🚀", "\\ud83d\\ude80"), ('"', '\\"')):
        span = article.source_span(article.text.index(words), article.text.index(words) + len(words))
        assert span is not None
        assert source[span.start : span.end] == written


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("Ether rose to $3,300 and bitcoin<sup>1</sup> to $97,100.", "Ether rose to $3,300 and bitcoin to $97,100."),
        ("It said so.<sup>[12]</sup> Then it rose.", "It said so. Then it rose."),
        ("A field of 10<sup>2</sup> km<sup>2</sup> and the 1<sup>st</sup>.", "A field of 102 km2 and the 1st."),
        ('Ether (<a>ETH</a><span class="ticker">▲ 2.1%</span>) rose.', "Ether (ETH) rose."),
        ('It traded at $145 <span class="badge">SOL $145.20 ▼ 1.2%</span>, down 3%.', "It traded at $145, down 3%."),
        (
            'Bitcoin (<span class="ticker">BTC</span>) rose <span class="change">4%</span> in a day.',
            "Bitcoin (BTC) rose in a day.",
        ),
        ('He said <span class="quote">“up 4% to $5”</span> twice.', "He said “up 4% to $5” twice."),
    ],
)
def test_figures_that_are_no_words_of_a_sentence(inside, shown):
    article = parse(f"<article><p>{FIRST}</p><p>{inside}</p><p>{THIRD}</p></article>")
    assert article.body.split("\n\n")[1] == shown


def test_a_post_on_a_short_page_is_whole():
    post = (
        '<blockquote class="twitter-tweet"><p>Samplecoin is going to $150 this year. Do not fade it.</p>&mdash; Sam Sample (@sample) '
        '<a href="https://twitter.com/sample/status/1">January 14, 2026</a></blockquote>'
    )
    article = parse(
        f"<html><body><article><h1>Samplecoin soars</h1><p>{FIRST}</p>{post}<p>{THIRD}</p></article></body></html>"
    )
    assert [block.kind for block in article.blocks] == ["title", "paragraph", "post", "paragraph"]
    assert [post.handle for post in article.posts] == ["@sample"]

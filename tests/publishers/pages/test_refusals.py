"""Pages that are no article are refused with what they are; short and odd articles are not."""

import pytest

from tapecheck.errors import ParseError
from tapecheck.publishers import parse

SENTENCE = "Samplecoin rose by {n}% on Wednesday, its third day of gains in a row, to trade at ${n}.10, a report by Sample Research says."
TEASERS = "".join(
    f'<article><h3><a href="/news/{n}">Samplecoin rises to ${n}</a></h3><p>{SENTENCE.format(n=n)}</p></article>'
    for n in range(3, 20)
)
HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{meta}</head>'


def page(body: str, *, title: str = "Sample News", meta: str = "") -> str:
    return f"{HEAD.format(title=title, meta=meta)}<body><nav><a href='/'>Home</a></nav>{body}<footer>© Sample News</footer></body></html>"


REFUSED = {
    "front page": page(f"<main><h1>Crypto news of today</h1>{TEASERS}</main>"),
    "list of articles": page(
        "<h1>Markets</h1>"
        + "".join(
            f"<div><h2><a href='/{n}'>Ether falls to ${n}</a></h2><time>{n} min ago</time></div>" for n in range(12)
        )
    ),
    "search results": page(
        f"<h1>Search results for: samplecoin</h1><p>17 results</p>{TEASERS}", title="Search: samplecoin"
    ),
    "log-in wall": page(
        "<h1>Samplecoin rises</h1><p>Subscribe to continue reading.</p><form><input type='email'><input type='password'>"
        "<button>Log in</button></form><p>Already a subscriber? Sign in.</p>"
    ),
    "empty shell": page('<div id="root"></div><script src="/main.js"></script>'),
    "check for robots": page(
        "<h1>Just a moment...</h1><p>Verify you are human by completing the action below.</p><p>Ray ID: 1</p>"
    ),
    "error page": page("<h1>404</h1><p>Sorry, this page could not be found.</p>", title="Page not found"),
    "empty page": "<html><head></head><body></body></html>",
}


@pytest.mark.parametrize(("what", "source"), REFUSED.items())
def test_refused_with_what_it_is(what, source):
    with pytest.raises(ParseError, match=what):
        parse(source, media="html")


ARTICLE = "".join(f"<p>{SENTENCE.format(n=n)}</p>" for n in (40, 50, 60))
TAKEN = {
    "with many teasers": page(f"<article><h1>Samplecoin rises</h1>{ARTICLE * 5}</article><section>{TEASERS}</section>"),
    "short, with teasers, but says it is one": page(
        f"<h1>Samplecoin rises</h1><p>{SENTENCE.format(n=4)}</p><section>{TEASERS}</section>",
        meta='<meta property="og:type" content="article"><meta property="article:published_time" content="2026-01-14T10:00:00Z">',
    ),
    "about a log-in": page(
        f"<h1>Exchange drops passwords</h1>{ARTICLE}<p>Users sign in with a key; to register takes a minute.</p>"
    ),
    "about a search": page(f"<h1>Search results for bitcoin peak, data show</h1>{ARTICLE * 2}"),
    "about captchas": page(f"<h1>Captcha farms take coins</h1>{ARTICLE}"),
    "with a log-in form": page(f"<form><input type=password></form><h1>Samplecoin rises</h1>{ARTICLE}"),
    "a part of a page": "<p>Up 5%.</p>",
}


@pytest.mark.parametrize(("what", "source"), TAKEN.items())
def test_taken(what, source):
    assert parse(source, media="html").body

"""One self-contained HTML page: its styles and script stand in it, and its policy forbids it to ask anybody for anything else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from markupsafe import Markup

from tapecheck.report.rendering import asset, render

STYLES = ("tokens.css", "page.css", "article.css", "chart.css")
"""In the order in which they are put together."""
SCRIPTS = ("article.js", "main.js")
"""Likewise; they share one scope, and the last one starts the page."""
INDEX_STYLES = (*STYLES, "index.css")
"""Those of a page that has an index of articles."""
INDEX_SCRIPTS = (
    *SCRIPTS[:-1],
    "index-rows.js",
    "index-address.js",
    "index-list.js",
    "index-overview.js",
    "index-parts.js",
    "index-reader.js",
    "index.js",
    SCRIPTS[-1],
)
CLOSING = "</body>\n</html>\n"
"""What ends a page; before it, and after its script, may stand what the page carries along."""


def page(title: str, content: Markup, *, styles: Sequence[str] = STYLES, scripts: Sequence[str] = SCRIPTS) -> str:
    """The whole document around ``content``; see ``opening``."""
    return opening(title, content, styles=styles, scripts=scripts) + CLOSING


def opening(title: str, content: Markup, *, styles: Sequence[str] = STYLES, scripts: Sequence[str] = SCRIPTS) -> str:
    """The document up to the end of its script; ``title`` is escaped.

    Styles and script are allowed by the hash of their text (Content Security Policy Level 3), so nothing that an article
    brings along can run, even if escaping failed. Where a browser knows Trusted Types, only the script's own policy makes HTML of text.
    """
    style = "\n".join(map(asset, styles))
    script = "\n".join(['"use strict";', *map(asset, scripts)])
    html = render(
        "page.html.j2",
        title=title,
        content=content,
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
    )
    return str(html)


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types tapecheck"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

"""A hook of MkDocs: pages of the repository that lie outside ``docs/`` are in the site too, and links to and from them lead there."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

OUTSIDE = ("models/*/README.md", "corpora/*/GUIDELINES.md", "CONTRIBUTING.md", "CHANGELOG.md")
"""What is taken into the site, under its path in the repository; a page of ``docs/`` loses that folder."""
LINK = re.compile(r"(?<=\]\()(?!https?:|#)([^)#\s]+)")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """The files of ``docs/``, and those outside."""
    root = Path(config.config_file_path).parent
    for pattern in OUTSIDE:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root).as_posix()
            files.append(File.generated(config, name, content=path.read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """The page with its links as they are in the site."""
    name = page.file.src_uri
    place = name if page.file.generated_by else f"docs/{name}"
    return LINK.sub(lambda link: in_site(link[1], place, name), markdown)


def in_site(target: str, place: str, name: str) -> str:
    """A link of the page at ``place`` in the repository, as it is in the site, where the page is at ``name``.

    >>> in_site("../models/a/README.md", "docs/names.md", "names.md")
    'models/a/README.md'
    >>> in_site("../../docs/names.md", "models/a/README.md", "models/a/README.md")
    '../../names.md'
    """
    meant = posixpath.normpath(posixpath.join(posixpath.dirname(place), target))
    found = meant.removeprefix("docs/")
    return posixpath.relpath(found, posixpath.dirname(name) or ".")

"""The colours of ``tokens.css`` for what is no page of its own: a view in somebody else's page, another program's options."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tapecheck.report.rendering import asset

_TOKEN = re.compile(r"--(?P<name>[a-z_-]{1,20}): (?P<value>[^;]{1,120});")


class Colour(NamedTuple):
    """A value on a light ground and on a dark one; a font has one for both."""

    light: str
    dark: str


@cache
def tokens() -> dict[str, Colour]:
    """All that ``tokens.css`` names, without the two dashes.

    >>> tokens()["ground"]
    Colour(light='#ffffff', dark='#14161a')
    """
    light, _, dark = asset("tokens.css").partition("@media (prefers-color-scheme: dark)")
    by_night = dict(_TOKEN.findall(dark))
    return {name: Colour(value, by_night.get(name, value)) for name, value in _TOKEN.findall(light)}


def scoped() -> str:
    """The same as declarations of one element, which follow its own ``color-scheme`` instead of the page's."""
    return "\n".join(
        f"  --{name}: {one.light if one.light == one.dark else f'light-dark({one.light}, {one.dark})'};"
        for name, one in tokens().items()
    )

"""Everything that ``pip install tapecheck`` brings may be passed on with it: no licence that asks more than to be named."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distribution

import pytest
from packaging.requirements import Requirement

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",  # its files stay under it; nothing is asked of what stands beside them
    "PSF-2.0",
    "Zlib",
}
"""SPDX identifiers."""
OTHER_NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What older metadata call them."""
LEFT_OUT = {"ccxt", "pandas", "polars", "psycopg", "pyarrow", "ray", "scipy", "torch", "transformers"}


def needed(name: str) -> dict[str, Distribution]:
    """The installed distributions that ``name`` needs here, itself included, by their names in lower case."""
    found: dict[str, Distribution] = {}
    waiting, done = [(name, "")], set()
    while waiting:
        each, extra = waiting.pop()
        key = re.sub(r"[-_.]+", "-", each).lower()
        if (key, extra) in done:
            continue
        done.add((key, extra))
        found[key] = distribution(each)
        for line in found[key].requires or []:
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                waiting += [(wanted.name, word) for word in ("", *wanted.extras)]
    return found


NEEDED = needed("tapecheck")


def licences(package: Distribution) -> list[set[str]]:
    """All of which hold, each with its alternatives: the SPDX expression, else the classifiers, else the words of the field."""
    about = package.metadata
    named = [line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    stated = about.get("License-Expression") or " AND ".join(named) or about.get("License") or "none stated"
    parts = [part.strip() for part in re.split(r" AND ", stated)]
    return [{OTHER_NAMES.get(word, word) for word in re.split(r" OR ", part)} for part in parts]


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_licence_is_one_of_those_allowed(name: str) -> None:
    for alternatives in licences(NEEDED[name]):
        assert alternatives & ALLOWED, alternatives


def test_the_default_install_is_the_light_one() -> None:
    assert {"tapecheck", "spacy", "duckdb", "pydantic", "jinja2"} <= set(NEEDED)
    assert not LEFT_OUT & set(NEEDED)

"""What importing tapecheck gives, and what it costs."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tapecheck
from tapecheck import errors

README = Path(__file__).parents[2] / "README.md"
HEAVY = {"torch", "transformers", "spacy", "duckdb", "pandas", "polars", "pyarrow", "bs4"}


def loaded_by(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after this code."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    output = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    return set(json.loads(output.splitlines()[-1]))


def test_the_names_are_sorted_and_all_there() -> None:
    assert tapecheck.__all__ == sorted(tapecheck.__all__)
    assert dir(tapecheck) == tapecheck.__all__
    for name in tapecheck.__all__:
        assert getattr(tapecheck, name) is not None


@pytest.mark.parametrize("name", tapecheck.__all__)
def test_each_name_is_documented(name: str) -> None:
    assert inspect.getdoc(getattr(tapecheck, name))
    assert re.search(rf"\b{name}\b", (README.parent / "docs" / "python.md").read_text("utf-8")), "docs/python.md"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        tapecheck.extrakt  # type: ignore[attr-defined]  # noqa: B018


def test_every_error_is_public() -> None:
    classes = {name for name, value in vars(errors).items() if inspect.isclass(value) and issubclass(value, Exception)}
    assert classes <= set(tapecheck.__all__)
    assert all(issubclass(getattr(errors, name), errors.TapecheckError) for name in classes)


def test_importing_it_loads_nothing_heavy() -> None:
    assert not loaded_by("import tapecheck") & (HEAVY | {"pydantic", "rich"})


def test_the_version_option_loads_nothing_heavy() -> None:
    code = "import sys\nsys.argv = ['tapecheck', '--version']\nfrom tapecheck.cli import main\ntry: main()\nexcept SystemExit: pass"
    assert not loaded_by(code) & (HEAVY | {"pydantic"})


def test_extracting_loads_no_torch() -> None:
    # spaCy loads torch wherever it is installed; the default install has none.
    code = "import sys; sys.modules['torch'] = None; import tapecheck; tapecheck.extract('Bitcoin rose 4% to $97,000.')"
    assert not loaded_by(code) & {"transformers", "pandas", "polars", "pyarrow"}

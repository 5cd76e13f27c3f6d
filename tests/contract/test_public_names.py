"""What importing tapecheck gives, and what it costs."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
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


@pytest.mark.parametrize(
    "given", ["2026-01-14T22:00", "2026-01-14T17:00-05:00", datetime.fromisoformat("2026-01-14 22:00")]
)
def test_a_pipeline_takes_a_time_as_text_or_datetime(given: str | datetime) -> None:
    pipeline = tapecheck.Pipeline.from_config(tapecheck.Settings.of(ner="none", figures="patterns"))
    result = pipeline.extract("Bitcoin rose 4%.", published_at=given)
    assert result.article.published_at == datetime(2026, 1, 14, 22, tzinfo=UTC)
    with pytest.raises(tapecheck.DecodeError, match="not an ISO 8601 time: 'yesterday'"):
        pipeline.extract("Bitcoin rose 4%.", published_at="yesterday")


def test_results_are_read_from_a_path_or_its_name(tmp_path: Path) -> None:
    result = tapecheck.extract("Bitcoin rose 4%.")
    path = tmp_path / "out.jsonl"
    path.write_text(result.to_json() + "\n", "utf-8")
    assert [one.article.id for one in tapecheck.read_results(str(path))] == [result.article.id]

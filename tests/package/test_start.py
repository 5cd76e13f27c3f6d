"""What starting loads: hardly anything. How long it takes depends on the machine, and scripts/measure_start prints it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

LOADED = "print(*sorted(sys.modules))"
HEAVY = {
    "bs4",
    "ccxt",
    "charset_normalizer",
    "duckdb",
    "fsspec",
    "jinja2",
    "lxml",
    "numpy",
    "pandas",
    "polars",
    "psycopg",
    "pyarrow",
    "ray",
    "safetensors",
    "selectolax",
    "spacy",
    "thinc",
    "torch",
    "transformers",
    "zstandard",
}
"""Pydantic is not among them: typer itself loads it for the help of a command."""


def of_ours(modules: list[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "tapecheck"}


def of_others(modules: list[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules} - {"tapecheck"}


def test_importing_loads_the_errors_and_nobody_elses_package(fresh: Callable[[str], str]) -> None:
    before = fresh(f"import sys; {LOADED}").split()
    after = fresh(f"import sys, tapecheck; {LOADED}").split()
    assert of_ours(after) == {"tapecheck", "tapecheck.errors"}
    standard = fresh("import sys; print(*sys.stdlib_module_names)").split()
    assert of_others(after) - of_others(before) <= set(standard)


@pytest.mark.parametrize(
    "words", [("--help",), ("--version",), ("extract", "--help"), ("market", "--help")], ids=" ".join
)
def test_help_loads_the_command_line_and_nothing_of_the_work(
    words: tuple[str, ...], fresh: Callable[[str], str]
) -> None:
    start = f"sys.argv = {['tapecheck', *words]}; from tapecheck.cli import main; main()"
    modules = fresh(f"import atexit, sys; atexit.register(lambda: {LOADED}); {start}").splitlines()[-1].split()
    others = {name for name in of_ours(modules) if not name.startswith("tapecheck.cli")}
    assert others == {"tapecheck", "tapecheck.errors"}
    assert not HEAVY & of_others(modules)


@pytest.mark.parametrize("name", ["Pipeline", "ArticleInput", "read_inputs", "batch"])
def test_a_public_name_is_loaded_on_use(name: str, fresh: Callable[[str], str]) -> None:
    modules = fresh(f"import sys, tapecheck; tapecheck.{name}; {LOADED}").split()
    assert len(of_ours(modules)) > 2
    assert not {"torch", "transformers", "pandas", "polars", "ray", "jinja2"} & of_others(modules)

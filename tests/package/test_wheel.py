"""The wheel holds what the program needs and nothing else, says the truth about itself, and works where there is no repository."""

from __future__ import annotations

import json
import shutil
import tarfile
import zipfile
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.package.conftest import Built, Installed

ROOT = Path(__file__).parents[2]
TEXT = "Bitcoin rose 4% to $97,000 on Wednesday."
MODELS = ("figures-linear", "names-cnn", "names-minilm", "readings-linear")
ENDINGS = {
    "tapecheck/data": {".jsonl", ".sql", ".txt"},
    "tapecheck/models": {".bin", ".cfg", ".json", ".md", ".safetensors", ".toml", ".txt"},
    "tapecheck/report/assets": {".css", ".js"},
    "tapecheck/report/templates": {".j2"},
}
"""What may lie in the folders that hold more than code."""
UNNAMED = {"cfg", "key2row", "model", "tokenizer", "vectors"}
"""Files of a spaCy model that have no ending."""
LARGEST = 100 * 1024 * 1024
"""What the Python Package Index takes of a file, in bytes."""


@pytest.fixture(scope="module")
def names(built: Built) -> set[str]:
    """The files in the wheel."""
    with zipfile.ZipFile(built.wheel) as wheel:
        return set(wheel.namelist())


@pytest.fixture(scope="module")
def metadata(built: Built) -> Message:
    """What the wheel says of itself."""
    with zipfile.ZipFile(built.wheel) as wheel:
        (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(wheel.read(name).decode())


def below(folder: Path) -> set[str]:
    """The files of a folder and its subfolders, but for what Python leaves there."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


def test_the_wheel_holds_the_code_the_data_and_the_models_and_nothing_else(names: set[str]) -> None:
    code = {f"tapecheck/{name}" for name in below(ROOT / "src" / "tapecheck")}
    models = {f"tapecheck/models/{name}" for name in below(ROOT / "models")}
    about = {name for name in names if name.split("/")[0].endswith(".dist-info")}
    assert names - about == code | models
    assert {name.partition("/")[2] for name in about} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_no_file_lies_in_it_by_mistake(names: set[str]) -> None:
    for name in names:
        path = PurePosixPath(name)
        allowed = next((ends for folder, ends in ENDINGS.items() if path.is_relative_to(folder)), {".py", ".typed"})
        about = path.parts[0].endswith(".dist-info")
        assert about or path.suffix in allowed or path.name in UNNAMED, name


def test_what_a_user_would_miss_is_there(names: set[str]) -> None:
    assert {"tapecheck/py.typed", "tapecheck/data/assets.jsonl", "tapecheck/report/templates/page.html.j2"} <= names
    for model in MODELS:
        assert {f"tapecheck/models/{model}/README.md", f"tapecheck/models/{model}/metrics.json"} <= names
        assert any(f"tapecheck/models/{model}/{file}" in names for file in ("config.json", "config.cfg"))


def test_the_sdist_holds_what_the_wheel_is_made_of(built: Built) -> None:
    with tarfile.open(built.sdist) as sdist:
        inside = {PurePosixPath(name).parts[1] for name in sdist.getnames()}
    files = {"PKG-INFO", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore"}
    assert inside == {"src", "models", *files}


def test_both_are_small_enough_to_be_published(built: Built) -> None:
    assert max(file.stat().st_size for file in built) < LARGEST


def test_the_metadata_is_that_of_the_project(metadata: Message, project: dict[str, Any]) -> None:
    assert (metadata["Name"], metadata["Version"]) == ("tapecheck", project["version"])
    assert metadata["Requires-Python"] == ">=3.11"
    assert (metadata["License-Expression"], metadata["License-File"]) == ("Apache-2.0", "LICENSE")
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert set(metadata.get_all("Provides-Extra", [])) == set(project["optional-dependencies"])
    of_python = "Programming Language :: Python :: 3."
    minor = [line.removeprefix(of_python) for line in metadata.get_all("Classifier", []) if line.startswith(of_python)]
    assert minor == ["11", "12", "13"]


def test_it_runs_as_a_program_in_an_empty_folder(installed: Installed) -> None:
    for data in sorted((ROOT / "examples" / "market").glob("*.csv")):
        shutil.copy(data, installed.folder)
    tables = sorted(path.name for path in installed.folder.glob("*.csv"))
    (installed.folder / "wire.jsonl").write_bytes((ROOT / "examples" / "articles" / "wire.jsonl").read_bytes())
    for command in (
        ("tapecheck", "market", "import", *tables, "--market", "tape.duckdb"),
        ("tapecheck", "extract", "wire.jsonl", "-o", "records.jsonl", "--market", "tape.duckdb"),
        ("tapecheck", "report", "records.jsonl", "-o", "report.html", "--market", "tape.duckdb"),
        ("tapecheck", "doctor"),
    ):
        ended = installed.run(*command)
        assert ended.returncode == 0, ended.stderr
    (line,) = map(json.loads, (installed.folder / "records.jsonl").read_text("utf-8").splitlines())
    verdicts = {record["verdict"]["label"] for record in line["records"]}
    assert verdicts == {"SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"}
    assert set(line["versions"]["models"]) >= {"figures-linear", "names-cnn", "readings-linear"}
    assert "Bitcoin extends rally" in (installed.folder / "report.html").read_text("utf-8")
    assert json.loads(installed.run("tapecheck", "schema").stdout)["title"]


def test_it_is_a_library_in_an_empty_folder(installed: Installed) -> None:
    code = f"""
import tapecheck
print(tapecheck.__file__)
print(tapecheck.__version__)
print(*(record.provenance.exact for record in tapecheck.extract({TEXT!r}).records))
"""
    ended = installed.run("python", "-W", "error", "-c", code)
    assert ended.returncode == 0, ended.stderr
    where, version, found = ended.stdout.splitlines()
    assert Path(where).is_relative_to(installed.python.parents[1])
    assert version == installed.version
    assert found == "4% $97,000"

"""What the tests of the package look at: what the project says of itself, a wheel built here, and an environment that has it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]


class Built(NamedTuple):
    """The files that ``python -m build`` made."""

    sdist: Path
    wheel: Path


class Installed(NamedTuple):
    """An environment of its own that holds the wheel, and an empty folder to work in."""

    python: Path
    folder: Path
    version: str

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A program of the environment, in the folder, with nothing of this process's settings but where programs are."""
        program = self.python.with_name(command[0])
        return subprocess.run(
            [program, *command[1:]],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session")
def project() -> dict[str, Any]:
    """The table ``[project]`` of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist, and the wheel that is made of it, without the network."""
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT)
    (sdist,), (wheel,) = out.glob("*.tar.gz"), out.glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an environment of its own. What it needs is taken from this one: of a folder that a ``.pth`` file adds,
    the ``.pth`` files aren't read, so an editable tapecheck stays behind."""
    place, folder = tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("empty")
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    _run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", built.wheel)
    packages = place / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return Installed(python, folder, built.wheel.name.split("-")[1])


@pytest.fixture
def fresh() -> Callable[[str], str]:
    """What a fresh interpreter prints that runs this code."""
    return lambda code: _run(sys.executable, "-c", code)


def _run(*command: object) -> str:
    ended = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout

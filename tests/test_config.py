from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from tapecheck.config import Settings
from tapecheck.errors import ConfigError


def test_the_hash_is_of_the_values_and_nothing_else() -> None:
    assert Settings().sha256 == Settings.of().sha256 == Settings.of(ner="auto").sha256
    assert Settings().sha256 != Settings.of(ner="none").sha256
    assert len(Settings().sha256) == 64


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().ner = "none"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ner": "magic"}, "setting 'ner': .* not 'magic'"),
        ({"language": "de"}, "setting 'language': .* not 'de'"),
        ({"max_characters": "many"}, "setting 'max_characters': .* not 'many'"),
        ({"max_characters": 0}, "setting 'max_characters': .* not 0"),
        (
            {"nerr": "none"},
            "no setting is called 'nerr'; there are: ner, ner_model, ner_labels, ner_reads, figures, language, max_characters",
        ),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Settings.of(**options)


def test_settings_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "tapecheck.toml"
    path.write_text('ner = "none"\nmax_characters = 5000\n', "utf-8")
    assert Settings.from_toml(path) == Settings(ner="none", max_characters=5000)


@pytest.mark.parametrize(
    ("content", "message"), [(b"ner = ", "Invalid value"), (b"speed = 1", "'speed'"), (b"\xff", "utf-8")]
)
def test_a_bad_settings_file_is_named_with_its_option(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=rf"settings file .*bad\.toml: .*{message}"):
        Settings.from_toml(path)


def test_a_missing_settings_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"settings file .*none\.toml"):
        Settings.from_toml(tmp_path / "none.toml")

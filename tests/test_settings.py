"""Settings: defaults < file < environment < command line, every one documented."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from verbale.errors import SettingsError
from verbale.settings import Settings, load_settings


def test_later_sources_win(tmp_path: Path) -> None:
    (tmp_path / "verbale.toml").write_text("max_nesting = 5\nfetch_retries = 1\nfetch_timeout = 2\n", "utf-8")
    settings = load_settings(tmp_path, {"VERBALE_MAX_NESTING": "6", "VERBALE_FETCH_RETRIES": "2"}, fetch_retries=3)
    assert settings == dataclasses.replace(Settings(), max_nesting=6, fetch_retries=3, fetch_timeout=2.0)


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("0", False), ("TRUE", True)])
def test_yes_and_no_have_several_words(tmp_path: Path, word: str, value: bool) -> None:
    assert load_settings(tmp_path, {"VERBALE_FETCH_PRIVATE": word}).fetch_private is value


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("colour = 1", "no such setting: colour"),
        ("max_nesting = 'deep'", "not a number: 'deep'"),
        ("max_nesting = -1", "negative"),
        ("max_nesting = true", "not a number"),
        ("fetch_robots = 'maybe'", "not yes or no"),
        ("max_nesting =", "not a TOML file"),
    ],
)
def test_a_wrong_setting_is_said(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "verbale.toml").write_text(line, "utf-8")
    with pytest.raises(SettingsError, match=says):
        load_settings(tmp_path, {})


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).parents[1] / "docs/settings.md").read_text("utf-8")
    for field in dataclasses.fields(Settings):
        assert f"| `{field.name}` | `{field.default}` |" in page

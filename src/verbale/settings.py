"""One frozen `Settings`: defaults < `verbale.toml` < `VERBALE_*` in the environment < the command line.

Read once, by the command line; no module reads the environment when it is imported.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

from verbale.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. Sizes are bytes, times are seconds."""

    max_page_bytes: int = 20_000_000  #: a larger page is refused, fetched or read
    max_nesting: int = 1_000  #: HTML elements inside one another; a deeper page is refused
    fetch_timeout: float = 20.0  #: for connecting, and for each wait for data
    fetch_deadline: float = 120.0  #: for one page in all, retries and redirects included
    fetch_redirects: int = 5
    fetch_retries: int = 3
    fetch_private: bool = False  #: allow private, loopback and link-local addresses
    fetch_robots: bool = True  #: honour robots.txt
    second_reader: str = ""  #: the address of an OpenAI-compatible endpoint that reads after us; none where empty
    second_model: str = ""  #: the model that it is to run
    second_timeout: float = 120.0  #: for one answer of it
    database: str = ""  #: where the minutes are: a file or an SQLAlchemy URL; the user's data folder where empty
    reviewer: str = ""  #: in whose name decisions are kept; the name of the login where empty
    user_agent: str = "Verbale/0.1 (+https://github.com/verbale/verbale; reads pages that its user names)"


def load_settings(folder: Path, environ: Mapping[str, str], **given: Any) -> Settings:
    """Settings from `folder/verbale.toml`, then `VERBALE_*`, then `given` (None means not given).

    Raises SettingsError for a key that does not exist or a value of the wrong type.
    """
    values: dict[str, Any] = {}
    path = folder / "verbale.toml"
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(str(path), f"not a TOML file ({error})", "mend or remove it") from error
        for key, value in table.items():
            values[key] = _checked(key, value, str(path))
    names = {f"VERBALE_{f.name.upper()}": f.name for f in dataclasses.fields(Settings)}
    for variable, key in names.items():
        if variable in environ:
            values[key] = _checked(key, environ[variable], variable)
    values.update({key: _checked(key, value, key) for key, value in given.items() if value is not None})
    return Settings(**values)


def current_settings(**given: Any) -> Settings:
    """Settings of this process: the working folder, its environment and what the command line gave."""
    return load_settings(Path.cwd(), os.environ, **given)


def _checked(key: str, value: Any, where: str) -> Any:
    types = get_type_hints(Settings)
    if key not in types:
        raise SettingsError(where, f"no such setting: {key}", "the settings are " + ", ".join(types))
    kind = types[key]
    if kind is bool:
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if isinstance(value, bool):
            return value
        if str(value).lower() in words:
            return words[str(value).lower()]
        raise SettingsError(where, f"{key} is not yes or no: {value!r}", "write true or false")
    if kind is not str and isinstance(value, bool):
        raise SettingsError(where, f"{key} is not a number: {value!r}", "write a number")
    try:
        checked = kind(value)
    except (TypeError, ValueError) as error:
        raise SettingsError(where, f"{key} is not a number: {value!r}", "write a number") from error
    if not isinstance(checked, str) and checked < 0:
        raise SettingsError(where, f"{key} is negative: {value!r}", "write zero or more")
    return checked

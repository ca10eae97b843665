"""Verbale reads the news about a negotiation and keeps its minutes, every line tied to its sentence.

The front door: each name is loaded when it is first used (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

_DOOR = {
    "Article": "verbale.page.article",
    "Page": "verbale.page.source",
    "Reading": "verbale.reading.entries",
    "Settings": "verbale.settings",
    "VerbaleError": "verbale.errors",
    "PageError": "verbale.errors",
    "load": "verbale.language.pipeline",
    "load_page": "verbale.page.load",
    "read_page": "verbale.page.read",
    "read": "verbale.work",
    "reading_json": "verbale.reading.entries",
}
__all__ = [*_DOOR, "__version__"]  # pyright: ignore[reportUnsupportedDunderAll]

try:
    __version__ = version("verbale")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0"


def __getattr__(name: str) -> Any:
    if name not in _DOOR:
        raise AttributeError(f"module 'verbale' has no attribute {name!r}")
    return getattr(import_module(_DOOR[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

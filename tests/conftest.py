"""What all tests share: where the corpora and the gold readings lie, if they are on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import verbale

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[1]


def pytest_configure() -> None:
    # No deadlines: machines are noisy. In continuous integration the same examples each time, so that a failure is the
    # change's; the fuzzer and everybody's own runs look for new ones.
    settings.register_profile("local", deadline=None)
    settings.register_profile("ci", deadline=None, derandomize=True)
    settings.load_profile("ci" if os.environ.get("CI") else "local")
    os.environ.setdefault("COLUMNS", "100")  # what commands print does not depend on who runs the tests


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and gold readings; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("VERBALE_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpora").is_dir():
        pytest.skip("the shared corpora are not on this machine (set VERBALE_SHARED to their folder)")
    return folder


@pytest.fixture(scope="session")
def examples() -> list[Path]:
    """The example pages."""
    return sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".txt", ".html"))


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline as users load it, with the model of the package."""
    return verbale.load(threads=1)

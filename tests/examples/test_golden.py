"""The example pages give the articles that are stored beside this file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.examples.renew import FOLDER, PAGES, golden


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_example_gives_its_golden_article(page: Path) -> None:
    stored = json.loads((FOLDER / f"{page.stem}.json").read_text("utf-8"))
    assert golden(page) == stored, "if the change is meant, run python -m tests.examples.renew and review the diff"

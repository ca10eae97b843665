"""The gold pages, read by the command and scored by the project's own scorer."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SEED = "miami-talks"


def read_and_score(shared: Path, folder: Path, *, only: str | None = None) -> dict[str, float]:
    pages = [p for p in sorted((shared / "pages").iterdir()) if only in (None, p.stem)]
    gold = folder / "gold"
    gold.mkdir()
    for page in pages:
        shutil.copy(shared / "gold" / f"{page.stem}.json", gold)
    script = "from verbale.cli.main import run; run()"
    command = [sys.executable, "-c", script, "read", *map(str, pages), "--out", str(folder / "out")]
    subprocess.run(command, check=True, capture_output=True)
    scorer = [sys.executable, str(shared / "tools/score.py"), str(gold), str(folder / "out"), "--json"]
    return json.loads(subprocess.run(scorer, check=True, capture_output=True).stdout)


@pytest.mark.corpora
@pytest.mark.slow
def test_the_gold_pages_are_read_right(shared: Path, tmp_path: Path) -> None:
    figures = read_and_score(shared, tmp_path)
    assert figures["page_accuracy"] >= 0.99
    assert figures["blocks"] >= 0.99
    assert figures["evidence"] == 1.0
    assert figures["people"] >= 0.95
    assert figures["parties"] >= 0.90


@pytest.mark.corpora
@pytest.mark.slow
def test_the_seed_page_is_read_without_a_fault(shared: Path, tmp_path: Path) -> None:
    figures = read_and_score(shared, tmp_path, only=SEED)
    assert figures["page_accuracy"] == 1.0
    assert figures["blocks"] == 1.0
    assert figures["evidence"] == 1.0

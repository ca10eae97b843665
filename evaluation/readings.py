"""Readings against gold readings.

Comes in: gold readings (`verbale.reading/1` with the liberties of gold files), each with its page in the folder `pages`
beside its own folder, or one level up. Entries are compared by the scorer that belongs to the gold, `tools/score.py` of
the shared folder (`../shared` from the repository's root, or VERBALE_SHARED).
"""

from __future__ import annotations

import importlib.util
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from verbale.reading.entries import reading_json
from verbale.work import read

KINDS = ("statement", "meeting", "position", "proposal", "pledge", "event")


def measure(files: Sequence[Path]) -> dict[str, float]:
    """F1 of people and parties, and precision, recall and F1 of each kind of entry that is drafted."""
    scorer = load_scorer()
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder, "gold"), Path(folder, "found")
        gold.mkdir()
        found.mkdir()
        for path, reading in read_pages(files):
            gold.joinpath(path.name).write_bytes(path.read_bytes())
            found.joinpath(path.name).write_text(json.dumps(reading), "utf-8")
        scored = scorer.score(gold, found)
    figures = {"macro_f1": scored["macro"], "field_accuracy": scored["field_accuracy"]}
    figures |= {"people_f1": scored["people"], "parties_f1": scored["parties"], "evidence": scored["evidence"]}
    for kind in KINDS:
        for name in ("precision", "recall", "f1"):
            figures[f"{kind}_{name}"] = scored["kinds"][kind][name]
    return figures


def read_pages(files: Sequence[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each gold file with the reading of its page. Raises ValueError where the page is missing."""
    for path in files:
        folders = (path.parent / "pages", path.parent.parent / "pages")
        pages = [page for folder in folders for page in sorted(folder.glob(f"{path.stem}.*"))]
        if not pages:
            raise ValueError(f"no page for {path.name} beside its folder")
        yield path, reading_json(read(str(pages[0])))


def load_scorer() -> ModuleType:
    """The gold's scorer. Raises ValueError where the shared folder is absent."""
    shared = Path(os.environ.get("VERBALE_SHARED", Path(__file__).parents[1].parent / "shared"))
    path = shared / "tools" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise ValueError(f"{path} is missing; set VERBALE_SHARED to the folder that holds the corpora and their tools")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

"""The development figures of a model's folder, as `evaluation/` measures them, in one table."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path

SETS = {
    "attribution": ("attributions.dev.jsonl.gz",),
    "names": ("names.ewt-dev.iob2.gz", "names.ewt-test.iob2.gz"),
    "tree gum": ("gum.dev.conllu.gz",),
    "tree ewt": ("ewt.dev.conllu.gz",),
    "coreference": ("gum.dev.conllu.gz",),
}


def figures(folder: Path, corpora: Path) -> dict[str, dict[str, float]]:
    """Measure the model of `folder` on every development set; also written to `figures.json` beside the folder."""
    os.environ["VERBALE_MODEL"] = str(folder)
    found = {
        name: import_module(f"evaluation.{name.split()[0]}").measure([corpora / file for file in files])
        for name, files in SETS.items()
    }
    (folder.parent / "figures.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return found

"""Readings against gold readings, and how often each rule of drafting is right.

Comes in: gold readings (`verbale.reading/1` with the liberties of gold files), each with its page in the folder `pages`
beside its own folder, or one level up. Entries are compared by the scorer that belongs to the gold, `tools/score.py` of
the shared folder (`../shared` from the repository's root, or VERBALE_SHARED); a rule's precision counts an entry that
matches an optional one as right.

    python -m evaluation.readings GOLD.json… > src/verbale/reading/lexicon/confidence.toml

writes the precision of every rule, from which the confidence of an entry is taken.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
from collections import Counter
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
    figures = {"people_f1": scored["people"], "parties_f1": scored["parties"], "evidence": scored["evidence"]}
    for kind in KINDS:
        for name in ("precision", "recall", "f1"):
            figures[f"{kind}_{name}"] = scored["kinds"][kind][name]
    return figures


def measure_rules(files: Sequence[Path]) -> dict[str, tuple[int, int]]:
    """Of each rule, how many of its entries were right, and how many it made."""
    scorer = load_scorer()
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for path, reading in read_pages(files):
        gold = json.loads(path.read_text("utf-8"))["entries"]
        for kind in KINDS:
            wanted = [entry for entry in gold if entry["kind"] == kind]
            entries = [entry for entry in reading["entries"] if entry["kind"] == kind]
            hits = {at for _, at in scorer.best_pairs(wanted, entries)}
            for at, entry in enumerate(entries):
                rule = entry["origin"]["by"].partition("rule ")[2]
                made[rule] += 1
                right[rule] += at in hits
    return {rule: (right[rule], made[rule]) for rule in sorted(made)}


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


def write_rules(rules: dict[str, tuple[int, int]]) -> str:
    """The data file of confidences. One right and one wrong are added to each count: few entries prove little."""
    lines = [
        "# How often each rule's entries were right: (right + 1) / (made + 2). Made by `python -m evaluation.readings`",
        "# over the gold readings of the corpora (counts behind each line); make it again when a rule changes.",
        "[precision]",
    ]
    lines += [f'"{rule}" = {(right + 1) / (made + 2):.2f} # {right} of {made}' for rule, (right, made) in rules.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(write_rules(measure_rules([Path(name) for name in sys.argv[1:]])), end="")

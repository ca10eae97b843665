"""How stories are compared with gold texts."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from evaluation.pages import FLOORS, measure
from evaluation.pages_from_gold import make_lines

SHARED = Path(os.environ.get("VERBALE_SHARED", Path(__file__).parents[3] / "shared"))
STORY = "The delegations met for five hours on Monday and agreed to meet again before the end of the month in Geneva."
PAGE = f"<!doctype html><html><body><article><h1>Talks go on</h1><p>{STORY}</p><p>{STORY}</p></article></body></html>"


def write_samples(path: Path, *samples: tuple[str, str]) -> Path:
    lines = "\n".join(json.dumps({"html": html, "body": body}) for html, body in samples).encode()
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)
    return path


@pytest.mark.parametrize("name", ["pages.jsonl", "pages.jsonl.gz"])
def test_a_story_found_whole_has_full_marks(tmp_path: Path, name: str) -> None:
    figures = measure([write_samples(tmp_path / name, (PAGE, f"{STORY}\n{STORY}"))])
    assert (figures["precision"], figures["recall"], figures["shingle_f1"], figures["refused"]) == (1, 1, 1, 0)


def test_a_story_found_in_half_has_half_the_recall(tmp_path: Path) -> None:
    figures = measure([write_samples(tmp_path / "pages.jsonl", (PAGE, f"{STORY}\n" * 4))])
    assert (figures["precision"], figures["recall"]) == (1, 0.5)


def test_a_page_that_is_refused_counts_as_empty(tmp_path: Path) -> None:
    figures = measure([write_samples(tmp_path / "pages.jsonl", ("  ", STORY))])
    assert (figures["f1"], figures["refused"], figures["trafilatura_f1"]) == (0, 1, 0)


@pytest.mark.corpora
@pytest.mark.slow
def test_stories_keep_their_floors(tmp_path: Path) -> None:
    gold, pages = SHARED / "corpora" / "minutes" / "gold", SHARED / "corpora" / "minutes" / "pages"
    if not gold.exists():
        pytest.skip(f"needs the shared corpora: {gold}")
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(make_lines(gold, pages)), "utf-8")
    figures = measure([path])
    assert all(figures[name] >= floor for name, floor in FLOORS.items()), figures

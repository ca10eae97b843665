"""Pages in the layouts of three dozen kinds of outlet, written with their gold articles by people who never saw a rule.

They are harder than the examples, and not all is read right: the figures may not fall.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from verbale.page.load import load_page
from verbale.page.read import read_page

FOLDER = Path(__file__).parent / "layouts"


def words(value: object) -> str:
    return " ".join(re.findall(r"\w+", str(value).casefold()))


def accepted(gold: object) -> list[object]:
    return gold if isinstance(gold, list) else [gold]


def fields_right(gold: dict[str, Any], got: dict[str, Any]) -> list[bool]:
    """For each scored field of a page, whether it is one of the accepted values."""
    right = [
        any(words(value) == words(got[field]) for value in accepted(gold[field]))
        for field in ("headline", "publisher", "published")
    ]
    for field, part in (("related", "title"), ("disclosures", "kind")):
        right.append(sorted(words(x[part]) for x in gold[field]) == sorted(words(x[part]) for x in got[field]))
    right.append(sorted(map(words, gold["credits"])) == sorted(map(words, got["credits"])))
    return right


def overlap(pairs: Iterable[tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]]) -> float:
    """F1 of blocks, kind and words, over all pages."""
    both = gold_count = got_count = 0
    for gold, got in pairs:
        both += (gold & got).total()
        gold_count, got_count = gold_count + gold.total(), got_count + got.total()
    return 2 * both / (gold_count + got_count)


@pytest.mark.parametrize(("ending", "fields", "blocks"), [(".txt", 0.88, 0.93), (".html", 0.93, 0.95)])
def test_layouts_are_read_as_well_as_ever(ending: str, fields: float, blocks: float) -> None:
    right: list[bool] = []
    pairs: list[tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]] = []
    for path in sorted(FOLDER.glob(f"*{ending}")):
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
        got = dict(read_page(load_page(str(path))).to_json())
        right += fields_right(gold, got)
        pairs.append(
            (
                Counter((block["kind"], words(block["text"])) for block in gold["blocks"]),
                Counter((block["kind"], words(block["text"])) for block in got["blocks"]),
            )
        )
    assert len(pairs) >= 14
    assert sum(right) / len(right) >= fields
    assert overlap(pairs) >= blocks

"""Plain pages in the layouts of many outlets, each beside what is to be read from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verbale.page.plain import read_plain
from verbale.page.source import decode_page

LAYOUTS = sorted((Path(__file__).parent / "plain").glob("*.txt"))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_is_read_as_expected(path: Path) -> None:
    article = read_plain(decode_page(path.read_bytes(), name=path.name)).to_json()
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = {
        **{key: article[key] for key in expected if key in article},
        "quotes": [[quote["symbol"], quote["last"], quote["change_percent"]] for quote in article["quotes"]],
        "related": [[related["label"], related["title"]] for related in article["related"]],
        "disclosures": [disclosure["kind"] for disclosure in article["disclosures"]],
        "notes": [note["kind"] for note in article["notes"]],
        "blocks": [[block["kind"], block["text"]] for block in article["blocks"]],
    }
    assert found == expected

"""A development file for `evaluation.pages`, made of HTML pages that have gold readings.

    python -m evaluation.pages_from_gold GOLD_DIR PAGES_DIR > pages.jsonl

Each line is `{"name", "html", "body"}`: the page as it stands, and the gold blocks joined by blank lines. Pages of
plain text, and pages without gold, are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from verbale.page.source import decode_page


def make_lines(gold: Path, pages: Path) -> Iterator[str]:
    """One line of JSON for each HTML page of `pages` with a gold reading of the same stem in `gold`."""
    for reading in sorted(gold.glob("*.json")):
        page = pages / f"{reading.stem}.html"
        if page.exists():
            text = decode_page(page.read_bytes(), name=page.name).text
            blocks = json.loads(reading.read_text("utf-8"))["article"]["blocks"]
            record = {"name": page.name, "html": text, "body": "\n\n".join(map(_text, blocks))}
            yield json.dumps(record, ensure_ascii=False)


def _text(block: dict[str, Any]) -> str:
    """The block's text; the first where the gold accepts several."""
    text = block["text"]
    return text if isinstance(text, str) else text[0]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation.pages_from_gold", description=(__doc__ or "")[:79])
    parser.add_argument("gold", type=Path, help="folder of gold readings (NAME.json)")
    parser.add_argument("pages", type=Path, help="folder of pages (NAME.html)")
    told = parser.parse_args(arguments)
    for line in make_lines(told.gold, told.pages):
        print(line)


if __name__ == "__main__":
    main()

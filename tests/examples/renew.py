"""Write the golden articles of the example pages again: `python -m tests.examples.renew`. Review the diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from verbale.page.load import load_page
from verbale.page.read import read_page

FOLDER = Path(__file__).parent
PAGES = sorted(p for p in (FOLDER.parents[1] / "examples").iterdir() if p.suffix in (".txt", ".html"))


def golden(page: Path) -> dict[str, Any]:
    """The article of an example page, without where it lies and where its bytes stood."""
    article = dict(read_page(load_page(str(page))).to_json())
    del article["source"], article["text"]
    return article


def main() -> None:
    for page in PAGES:
        text = json.dumps(golden(page), ensure_ascii=False, indent=1) + "\n"
        (FOLDER / f"{page.stem}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()

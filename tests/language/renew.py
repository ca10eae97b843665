"""`python -m tests.language.renew`: store the predictions anew, after a new model or a new rule, and read the diff."""

from __future__ import annotations

import json
from pathlib import Path

import verbale
from tests.language.test_pipeline import REFERENCE, told


def main() -> None:
    nlp = verbale.load(threads=1)
    articles = [verbale.read(str(path)).article for path in sorted(Path("examples").glob("*.txt"))]
    texts = [article.text[:1500].rsplit(". ", 1)[0] + "." for article in articles]
    lines = ",\n".join(json.dumps(told(nlp(text)), ensure_ascii=False) for text in texts)
    REFERENCE.write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main()

"""Seeds for the fuzzer: the example pages, and the words that mark a page's furniture."""

from __future__ import annotations

import os
from pathlib import Path

_ROOT = Path(__file__).parent.parent


def find_pages(*endings: str) -> list[Path]:
    """Example pages with one of `endings`: of the repository, and of the shared corpora where they are there."""
    shared = Path(os.environ.get("VERBALE_SHARED", _ROOT.parent / "shared"))
    folders = [_ROOT / "examples", shared / "pages", shared / "corpora" / "minutes" / "pages"]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in endings]


def fuzz_arguments(name: str, *endings: str, given: list[str]) -> list[str]:
    """libFuzzer's arguments: those `given`, a dictionary, and a corpus seeded with the example pages.

    The corpus is kept in `out/fuzz/<name>`, so that a later run goes on where an earlier one ended.
    """
    if any(Path(word).is_file() for word in given):
        return given  # run these again, and nothing else
    corpus = _ROOT / "out" / "fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for page in find_pages(*endings):
        seed = corpus / page.name
        if not seed.exists():
            seed.write_bytes(page.read_bytes())
    given = given or ["-max_total_time=60"]
    kept = f"-artifact_prefix={corpus.parent}/{name}-"
    return [
        f"-dict={Path(__file__).with_name('furniture.dict')}",
        "-max_len=20000",
        "-timeout=20",
        kept,
        *given,
        str(corpus),
    ]

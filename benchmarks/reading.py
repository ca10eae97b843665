"""The whole of `verbale read`: `python -m benchmarks.reading [PAGE…]`.

One article of about 600 words from a cold start: a new process, from its start to its end, the median of several. Then
a batch on two cores, one process each with one thread: articles a second, with the encoder alone beside it in the same
run and on the same texts; and the processor's time of an article, which tells more than the clock on a busy machine.
Articles are brought to about 600 words by reading on into the next.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

_WORDS = 600
_COLD = 5  # runs from a cold start
_BATCH = 60  # articles
_CORES = 2
_HEAD = "Envoys gather for a round of talks\n\nBy Ann Archer\nMarch 4, 2026, 10:00 GMT\n\n"


def articles(paths: Sequence[Path]) -> list[str]:
    """Texts of about `_WORDS` words, of whole paragraphs of the pages' stories, one after another."""
    from verbale.work import article

    paragraphs = [block.text for path in paths for block in article(str(path)).blocks]
    made: list[str] = []
    held: list[str] = []
    for at in range(len(paragraphs) * 100):
        held.append(paragraphs[at % len(paragraphs)])
        if sum(len(one.split()) for one in held) >= _WORDS:
            made.append(_HEAD + "\n\n".join(held) + "\n")
            held = []
        if len(made) == _BATCH:
            break
    return made


def _read_all(texts: Sequence[str]) -> tuple[float, float]:
    """Seconds to read the texts, page and all, the model loaded and warm: by the clock, and of the processor."""
    from verbale.page.read import read_page
    from verbale.page.source import decode_page
    from verbale.reading.read import read_article

    def read(text: str) -> None:
        read_article(read_page(decode_page(text.encode(), name="page.txt")))

    read(texts[0])
    began, worked = time.perf_counter(), time.process_time()
    for text in texts:
        read(text)
    return time.perf_counter() - began, time.process_time() - worked


def _encode_all(texts: Sequence[str]) -> tuple[float, float]:
    """Seconds that the encoder alone takes for the same texts, on one thread; as `_read_all` else."""
    from verbale.language.encoder import MODEL, Encoder
    from verbale.language.words import gaps_of, words_of

    encoder = Encoder(MODEL, threads=1)
    documents = [
        ([text[w.start : w.end] for w in words], gaps_of(words)) for text in texts for words in [words_of(text)]
    ]
    list(encoder.windows(documents[:1]))
    began, worked = time.perf_counter(), time.process_time()
    for document in documents:
        list(encoder.windows([document]))
    return time.perf_counter() - began, time.process_time() - worked


def _on_cores(texts: Sequence[str], work: str) -> tuple[float, float]:
    """Articles a second of a function of this module on `_CORES` processes at once, and ms of the processor for one."""
    parts = [list(texts[core::_CORES]) for core in range(_CORES)]
    with ProcessPoolExecutor(_CORES) as pool:
        told = list(pool.map(globals()[work], parts))
    pace = sum(len(part) / seconds for part, (seconds, _) in zip(parts, told, strict=True))
    return pace, sum(worked for _, worked in told) / len(texts) * 1000


def _cold(text: str) -> float:
    """Seconds of `verbale read` on one page in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.txt")
        page.write_text(text, "utf-8")
        began = time.perf_counter()
        script = "from verbale.cli.main import run; run()"
        subprocess.run([sys.executable, "-c", script, "read", str(page)], check=True, capture_output=True)
        return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("pages", nargs="*", type=Path)
    given = parser.parse_args()
    pages = given.pages or sorted(p for p in Path("examples").iterdir() if p.suffix in (".txt", ".html"))
    texts = articles(pages)
    words = statistics.mean(len(text.split()) for text in texts)
    cold = [_cold(texts[0]) for _ in range(_COLD)]
    print(f"one article of {len(texts[0].split())} words, cold: {statistics.median(cold):.2f} s (best {min(cold):.2f})")
    (alone, encoded), (whole, worked) = _on_cores(texts, "_encode_all"), _on_cores(texts, "_read_all")
    print(f"{len(texts)} articles of {words:.0f} words on {_CORES} cores: {whole:.1f} articles/s")
    print(f"  the encoder alone: {alone:.1f} articles/s; reading is {whole / alone:.2f} of its speed")
    print(f"  the processor's time of an article: {worked:.0f} ms, of which the encoder {encoded:.0f} ms")


if __name__ == "__main__":
    main()

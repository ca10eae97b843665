"""Speed of the language model: `python -m benchmarks.language [PAGE…] [--checkpoint FILE]`.

Over the articles of the pages (the examples by default), in one run and by thread count and batch size: word pieces and
articles a second of the encoder alone (words in, scores out), of the whole pipeline, and, where PyTorch and a
checkpoint are there, of the same network in PyTorch (float32). Then where the pipeline's time goes, and what loading
costs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verbale.language.encoder import MODEL, Document, Encoder
from verbale.language.pipeline import COMPONENTS, load
from verbale.language.words import gaps_of, words_of
from verbale.work import read

_LEAST = 24  # articles: the pages are read again and again until there are so many
_RUNS = 3  # the best of so many


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.language")
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--checkpoint", type=Path, help="of `python -m training train`: the same network in PyTorch")
    given = parser.parse_args()
    pages = given.pages or sorted(p for p in Path("examples").iterdir() if p.suffix in (".txt", ".html"))
    texts = [read(str(page)).article.text for page in pages]
    texts = (texts * (_LEAST // len(texts) + 1))[: max(_LEAST, len(texts))]
    documents = [_document(text) for text in texts]
    pieces = sum(len(one) for words, _ in documents for one in Encoder(MODEL, threads=1).pieces(words))
    print(f"{len(texts)} articles, {pieces} word pieces")
    for threads in (1, 2):
        _measure(threads, texts, documents, pieces, given.checkpoint)
    for name, script in (
        ("import verbale", "import verbale"),
        ("verbale.load()", "import verbale, spacy; s = time.perf_counter(); verbale.load()"),
        ("import spacy and verbale.load()", "import verbale; verbale.load()"),
    ):
        print(f"{name}: {min(_fresh(script) for _ in range(_RUNS)):.2f} s")


def _measure(threads: int, texts: list[str], documents: list[Document], pieces: int, checkpoint: Path | None) -> None:
    nlp = load(threads=threads)
    component: Any = nlp.get_pipe("verbale_encoder")
    for batch in (1, 4, 8, 16):
        alone = _best(lambda batch=batch: list(component.model.windows(documents, batch=batch)))
        _say(f"threads {threads} batch {batch}: encoder", alone, pieces, len(texts))
    encoder = _best(lambda: list(component.model.windows(documents)))
    whole = _best(lambda: list(nlp.pipe(texts)))
    _say(f"threads {threads}: pipeline", whole, pieces, len(texts), f", {encoder / whole:.2f} of the encoder's speed")
    for name, seconds in _shares(nlp, texts):
        print(f"    {name}: {seconds / len(texts) * 1000:.1f} ms an article")
    if checkpoint:
        from training.export import TorchSession

        component.model.session = TorchSession(checkpoint, threads)
        torch = _best(lambda: list(component.model.windows(documents)))
        _say(f"threads {threads}: PyTorch float32", torch, pieces, len(texts))


def _document(text: str) -> Document:
    words = words_of(text)
    return [text[w.start : w.end] for w in words], gaps_of(words)


def _best(do: Callable[[], object], *, runs: int = _RUNS) -> float:
    found: list[float] = []
    for _ in range(runs):
        began = time.perf_counter()
        do()
        found.append(time.perf_counter() - began)
    return min(found)


def _say(name: str, seconds: float, pieces: int, articles: int, more: str = "") -> None:
    print(f"{name}: {pieces / seconds:.0f} pieces/s, {articles / seconds:.1f} articles/s{more}")


def _shares(nlp: Any, texts: list[str]) -> list[tuple[str, float]]:
    """Seconds of the tokenizer and of each component over the texts, one after another."""
    shares: list[tuple[str, float]] = []
    began = time.perf_counter()
    docs = [nlp.make_doc(text) for text in texts]
    shares.append(("tokenizer", time.perf_counter() - began))
    for name in COMPONENTS:
        component = nlp.get_pipe(name)
        began = time.perf_counter()
        docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
        shares.append((name, time.perf_counter() - began))
    return shares


def _fresh(script: str) -> float:
    """Seconds that a script takes in a fresh interpreter, from `s` where it sets it."""
    code = f"import time; s = time.perf_counter(); {script}; print(time.perf_counter() - s)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    main()

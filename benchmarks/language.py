"""Speed of the language model: `python -m benchmarks.language MODEL STORIES…` (attribution corpora as text).

Word pieces and articles a second from text to the scores of all heads, and on to attributions, names and trees, in one
run, by thread count and batch size.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

from verbale.language import findings
from verbale.language.decode import Labels
from verbale.language.encoder import Encoder
from verbale.language.windows import rough_breaks
from verbale.language.words import words_of

_STORIES = 40


def main(model: Path, stories: list[Path]) -> None:
    texts: list[str] = []
    for path in stories:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    texts = texts[:_STORIES]
    for threads in (1, 2):
        encoder = Encoder(model, threads=threads)
        pieces = sum(len(one) for text in texts for one in encoder.pieces(_given(text)[0]))
        for batch in (1, 4, 8, 16):
            began = time.perf_counter()
            encoded = encoder.encode([_given(text) for text in texts], batch=batch)
            inside = time.perf_counter()
            for windows in encoded:
                findings.attributions(windows, Labels(encoder.config["attribution"]))
                findings.spans(windows, "names", Labels(encoder.config["names"]))
                findings.trees(windows, encoder)
            ended = time.perf_counter()
            print(
                f"threads {threads} batch {batch}: words and encoder {pieces / (inside - began):.0f} pieces/s, "
                f"with decoding {pieces / (ended - began):.0f} pieces/s, {len(texts) / (ended - began):.1f} articles/s"
            )


def _given(text: str) -> tuple[list[str], list[int]]:
    places = words_of(text)
    words = [text[w.start : w.end] for w in places]
    return words, rough_breaks(words, [w.paragraph for w in places])


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])

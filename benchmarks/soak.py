"""Many real and damaged pages through the whole reader: no exception, exact evidence, flat memory.

    python -m benchmarks.soak [--texts 1000] [--articles 5000] [PAGE…]

Comes in: pages (those of examples/ without any). Each text is a page, or two joined, with one to six damages: blocks
shuffled, cut short, letters swapped, dropped or doubled, quotation marks gone, cases changed, a long run,
right-to-left marks, combining accents, emoji, carriage returns, zero-width spaces. Goes out: how many were read, how
many were refused with a clear error, and resident memory at five marks as ratios to the first. The seed is fixed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil

from verbale.errors import PageError
from verbale.page.read import read_page
from verbale.page.source import decode_page
from verbale.reading.entries import Reading, reading_json
from verbale.reading.read import read_article

EXAMPLES = Path(__file__).parents[1] / "examples"
SEED = 20
_POINTS = 5
_ODD = (
    "\u200f",
    "e\u0301",
    "👩‍👩‍👧",
    "\r\n",
    "\u200b",
    "“",
    "”",
    "’s ",
    " said ",
    "€5bn ",
    "\x00",
    "x" * 3000,
    "he " * 60,
)


def damaged(pages: Sequence[str], chance: random.Random) -> str:
    """One text: a page, now and then two, with its damages."""
    text = chance.choice(pages)
    if chance.random() < 0.2:
        text = text[: chance.randrange(1, len(text))] + "\n\n" + chance.choice(pages)
    for _ in range(chance.randint(1, 6)):
        text = chance.choice(_DAMAGES)(text, chance)
    return text


def _shuffle(text: str, chance: random.Random) -> str:
    blocks = text.split("\n\n")
    chance.shuffle(blocks)
    return "\n\n".join(blocks)


def _cut(text: str, chance: random.Random) -> str:
    start = chance.randrange(max(1, len(text) // 2))
    return text[start : start + chance.randrange(1, len(text) + 1)]


def _letters(text: str, chance: random.Random) -> str:
    found = list(text)
    for _ in range(min(40, len(found) // 4)):
        at = chance.randrange(len(found))
        found[at] = chance.choice(("", found[at] * 2, found[at].swapcase(), found[at - 1]))
    return "".join(found)


def _odd(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(_ODD) + text[at:]


_DAMAGES: tuple[Callable[[str, random.Random], str], ...] = (
    _shuffle,
    _cut,
    _letters,
    _odd,
    lambda text, chance: text.translate({ord(mark): None for mark in "“”\"'’"}),
    lambda text, chance: chance.choice((text.upper, text.lower, text.title))(),
)


def check(reading: Reading) -> None:
    """The reading's promises. Raises AssertionError."""
    text = reading.article.text
    for entry in reading.entries:
        assert entry.evidence, "an entry without evidence"
        assert all(text[e.start : e.end] == e.exact for e in entry.evidence), "evidence that is not the article's"
        assert 0 < entry.confidence <= 1, "a confidence out of range"
    json.dumps(reading_json(reading))


def soak(pages: Sequence[bytes], count: int, *, damage: bool) -> Iterator[tuple[int, bool, int]]:
    """Read `count` texts; for each its number, whether it was refused with a clear error, and resident bytes."""
    chance, process = random.Random(SEED), psutil.Process()
    texts = [page.decode("utf-8", "replace") for page in pages]
    for number in range(1, count + 1):
        text = damaged(texts, chance) if damage else texts[number % len(texts)]
        try:
            check(read_article(read_page(decode_page(text.encode("utf-8", "replace"), name=f"text {number}"))))
            refused = False
        except PageError:
            refused = True
        yield number, refused, process.memory_info().rss


def _run(pages: Sequence[bytes], count: int, *, damage: bool) -> None:
    refused, marks = 0, list[int]()
    for number, bad, resident in soak(pages, count, damage=damage):
        refused += bad
        if number % max(1, count // _POINTS) == 0:
            marks.append(resident)
            print(f"  {number} of {count}: resident memory {resident / marks[0]:.3f} of the first mark", flush=True)
    what = "damaged texts" if damage else "articles"
    print(f"{count} {what}: {count - refused} read, {refused} refused with a clear error, no exception")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("pages", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    files = given.pages or sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".html"))
    pages = [path.read_bytes() for path in files]
    if given.texts:
        _run(pages, given.texts, damage=True)
    if given.articles:
        _run(pages, given.articles, damage=False)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Stretches of a text that the encoder reads at once: whole sentences where they fit, at most 256 word pieces."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.language.words import PARAGRAPH

LIMIT = 254  # pieces, without the two that mark the ends


def cut(sizes: Sequence[int], breaks: Sequence[int], *, limit: int = LIMIT) -> list[tuple[int, int]]:
    """Windows (first word, past the last) over words of `sizes` pieces; cuts fall at `breaks` where one is in reach.

    `breaks` holds for each word how good a cut before it is: 0 none, 1 a sentence, 2 a paragraph.
    Every word falls into exactly one window; a word of more pieces than `limit` stands alone.
    """
    windows: list[tuple[int, int]] = []
    first, total = 0, 0
    for word, size in enumerate(sizes):
        while word > first and total + size > limit:
            at = _cut_before(breaks, first, word)
            windows.append((first, at))
            total = sum(sizes[at:word])
            first = at
        total += size
    if first < len(sizes):
        windows.append((first, len(sizes)))
    return windows


def _cut_before(breaks: Sequence[int], first: int, word: int) -> int:
    """The best place to cut in (first, word]: a sentence or paragraph in the last half, else the end."""
    middle = first + (word - first) // 2
    for kind in (2, 1):
        for at in range(word, middle, -1):
            if breaks[at] >= kind:
                return at
    for at in range(middle, first, -1):
        if breaks[at]:
            return at
    return word


def rough_breaks(words: Sequence[str], gaps: Sequence[int]) -> list[int]:
    """How good a cut before each word is, told by punctuation alone: good enough to choose windows by."""
    breaks = [2 if gap == PARAGRAPH else 0 for gap in gaps]
    for at in range(1, len(words)):
        before = words[at - 1]
        closes = before in {".", "?", "!", "…"} or (
            before in {'"', "”", "’", "'", ")"} and words[at - 2] in {".", "?", "!"}
        )
        if not breaks[at] and closes and words[at] not in {'"', "”", "’", "'", ")"}:
            breaks[at] = 1
    return breaks

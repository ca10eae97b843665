"""Where the characters of a decoded text stand in the bytes that it was decoded from.

Comes in: bytes, their encoding and the text. Goes out: `Marks`, which tell the byte offset of any code point in little
time, however long the page. It decodes pages for nobody else: what encoding they are in is `source.py`'s to say.
"""

from __future__ import annotations

import codecs
from array import array
from dataclasses import dataclass

#: Encodings without memory, whose every piece decodes alone.
_UNICODE = frozenset({"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
_STEP = 512


@dataclass(frozen=True, slots=True)
class Marks:
    """Byte offsets of every `step`-th code point and of the end; one byte for each code point where `at` is None."""

    data: bytes
    encoding: str
    first: int = 0  #: bytes before the text: a byte-order mark
    step: int = 1
    at: array[int] | None = None

    def offset(self, index: int) -> int:
        """The byte at which code point `index` starts; the end of the bytes for the length of the text."""
        if self.at is None:
            return self.first + index
        mark, rest = divmod(index, self.step)
        start = self.at[mark]
        if not rest:
            return start
        piece = self.data[start : self.at[mark + 1]].decode(self.encoding, "surrogateescape")
        return start + len(piece[:rest].encode(self.encoding, "surrogateescape"))


def mark_text(data: bytes, text: str, *, encoding: str, first: int = 0) -> Marks:
    """Marks for `text`, decoded from `data[first:]`.

    In `text` a byte that could not be decoded is a lone surrogate (Python's `surrogateescape`).
    """
    if len(text) == len(data) - first:
        return Marks(data, encoding, first)
    broken_wide = encoding != "utf-8" and any("\udc80" <= char <= "\udcff" for char in text)
    if encoding not in _UNICODE or broken_wide:
        return Marks(data, encoding, first, 1, _mark_each(data, text, encoding, first))
    at, offset = array("L"), first
    for start in range(0, len(text), _STEP):
        at.append(offset)
        offset += len(text[start : start + _STEP].encode(encoding, "surrogateescape"))
    at.append(offset)
    return Marks(data, encoding, first, _STEP, at)


def _mark_each(data: bytes, text: str, encoding: str, first: int) -> array[int]:
    """The start of every character, found byte by byte: for encodings that keep a state (ISO-2022) or do not come
    back as they were (Shift JIS has two ways to write some characters)."""
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    at, start = array("L"), first
    for end in range(first + 1, len(data) + 2):
        found = decoder.decode(data[end - 1 : end], final=end > len(data))
        if not found:
            continue
        end = min(end, len(data))
        # Bytes that turned out to be broken come all at once, with the character behind them.
        for back in range(len(found), 0, -1):
            at.append(max(start, end - back) if len(found) > 1 else start)
        start = end
    # A broken end may give a character less than the whole text has (GB 18030: 80 30): it stands at the end.
    del at[len(text) :]
    at.extend([len(data)] * (len(text) + 1 - len(at)))
    return at

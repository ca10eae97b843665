"""What is kept of an article's text so that its copies and its story can be found: hashes of its words.

Comes in: a text, and the names of those it is about. Goes out: a `Sketch`, and its bytes for the `sketch` column.

Copies are found by the shingles of five words whose hash falls under a bound, the same for all texts. The share that
the smaller of two such samples has in the larger estimates containment, and so shows a shortened copy; MinHash, which
estimates the likeness of whole texts, would not (FracMinHash: Irber et al. 2022). That is a dozen lines of numpy;
datasketch, which is well kept, offers containment only through an index of its own that cannot live in a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from verbale.minutes.traits import idle_words, stem

Hashes = NDArray[np.uint32]
_SHINGLE = 5  # words
_KEPT = 2**32 // 4  # shingles whose hash is below are kept
_FEWEST = 8  # kept shingles below which a text is too short to be called a copy
_MOST_TERMS = 300
_NAMED = 3  # as often as a name of the article counts beside its words
_FORM = b"1"
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
_MOST_WORDS = 300_000  # whose hashes are remembered
_MIXED = np.uint64(0x9E3779B97F4A7C15)
#: Agencies by what credits them in a dateline, a by-line or at a text's end.
_AGENCIES = {
    "Reuters": r"Reuters",
    "AP": r"AP|Associated Press",
    "AFP": r"AFP|Agence France[- ]Presse",
    "Xinhua": r"Xinhua",
    "TASS": r"TASS",
    "Interfax": r"Interfax",
    "dpa": r"dpa|DPA",
    "EFE": r"EFE",
    "ANSA": r"ANSA",
    "PA": r"PA Media|Press Association",
    "UPI": r"UPI",
    "Bloomberg": r"Bloomberg",
    "Kyodo": r"Kyodo",
    "Yonhap": r"Yonhap",
    "PTI": r"PTI",
    "ANI": r"ANI",
    "Anadolu": r"Anadolu(?: Agency)?|AA",
}
#: One of these stands wherever one of them is named.
_SIGNS = (
    "Reuters", "AP", "Associated", "AFP", "Agence", "Xinhua", "TASS", "Interfax", "dpa", "DPA", "EFE", "ANSA", "PA",
    "Press A", "UPI", "Bloomberg", "Kyodo", "Yonhap", "PTI", "ANI", "Anadolu", "AA",
)  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")
_NAMES = "|".join(_AGENCIES.values())
_DATELINE = re.compile(rf"[(/]\s*({_NAMES})\s*[)/]|^({_NAMES})\s*[-–—:]", re.MULTILINE)
_FOOT = re.compile(
    rf"\b(?i:inputs? from|source:|copyright|reporting by|credit:|with|©)\s*(?:\d{{4}} )?(?:[Tt]he )?({_NAMES})\b"
)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """An article's text as hashes: shingles in ascending order, terms in ascending order and how often each stands."""

    shingles: Hashes
    terms: Hashes
    counts: NDArray[np.uint8]
    agencies: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        head = ",".join(self.agencies).encode()
        sizes = np.array([len(self.shingles), len(self.terms), len(head)], dtype="<u2").tobytes()
        numbers = self.shingles.astype("<u4").tobytes() + self.terms.astype("<u4").tobytes()
        return _FORM + sizes + numbers + self.counts.tobytes() + head


def read_sketch(data: bytes | None) -> Sketch | None:
    """The sketch of its bytes; None where there are none, or of another form."""
    if not data or data[:1] != _FORM:
        return None
    shingles, terms, head = (int(size) for size in np.frombuffer(data, "<u2", 3, 1))
    at = 7 + 4 * shingles
    after = at + 4 * terms
    agencies = data[after + terms : after + terms + head].decode()
    return Sketch(
        np.frombuffer(data, "<u4", shingles, 7),
        np.frombuffer(data, "<u4", terms, at),
        np.frombuffer(data, np.uint8, terms, after),
        tuple(filter(None, agencies.split(","))),
    )


def make_sketch(text: str, names: Iterable[str] = (), credits: Iterable[str] = ()) -> Sketch:
    """The sketch of a text; `names` are the people, parties and places that it is about, `credits` its by-lines."""
    if len(_VOCABULARY) > _MOST_WORDS:
        _VOCABULARY.clear()
    words = _WORDS.findall(text.lower())
    hashed = np.fromiter(map(_VOCABULARY.__getitem__, words), np.uint64, len(words))
    named = [crc32(f"@{name.casefold()}".encode()) for name in names] * _NAMED
    found = np.concatenate(((hashed >> _HALF).astype(np.uint32), np.array(named, np.uint32)))
    found.sort()
    starts = np.flatnonzero(_news(found))
    terms, counts = found[starts], np.diff(starts, append=len(found))
    if len(terms) and not terms[0]:
        terms, counts = terms[1:], counts[1:]
    if len(terms) > _MOST_TERMS:
        kept = np.sort(np.argsort(-counts, kind="stable")[:_MOST_TERMS])
        terms, counts = terms[kept], counts[kept]
    return Sketch(
        _shingles(hashed & _LOW), terms, np.minimum(counts, 255).astype(np.uint8), credited_agencies(text, credits)
    )


def credited_agencies(text: str, credits: Iterable[str] = ()) -> tuple[str, ...]:
    """The agencies that a dateline, a by-line or a foot credits: `GENEVA (Reuters) —`. A hint, not a proof."""
    lines = [credit.removeprefix("By ").removeprefix("by ").removeprefix("The ").strip() for credit in credits]
    named = [line for line in lines if re.fullmatch(_NAMES, line)]
    for pattern, part in ((_DATELINE, text[:300]), (_FOOT, text[-300:])):
        if any(word in part for word in _SIGNS):
            named += [name for match in pattern.finditer(part) for name in match.groups() if name]
    found = {name for name, forms in _AGENCIES.items() for words in named if re.fullmatch(forms, words)}
    return tuple(sorted(found))


def held_in(a: Sketch, b: Sketch) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1; 0 where either is too short to tell."""
    fewest = min(len(a.shingles), len(b.shingles))
    if fewest < _FEWEST:
        return 0.0
    return len(np.intersect1d(a.shingles, b.shingles, assume_unique=True)) / fewest


def _shingles(hashed: NDArray[np.uint64]) -> Hashes:
    if len(hashed) < _SHINGLE:
        return np.empty(0, np.uint32)
    two = _mix(hashed[:-1], hashed[1:])
    mixed = _mix(_mix(two[:-3], two[2:-1]), hashed[4:])
    short = (mixed >> _HALF).astype(np.uint32)
    kept = np.sort(short[short < _KEPT])
    return kept[_news(kept)]


def _mix(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash of two, which their order changes."""
    mixed = (one * _MIXED) ^ other
    mixed *= _MIXED
    mixed ^= mixed >> np.uint64(29)
    return mixed


def _news(ordered: Hashes) -> NDArray[np.bool_]:
    """Which numbers of an ascending row differ from the one before."""
    news = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=news[1:])
    return news


class _Vocabulary(dict[str, int]):
    """Of each word the hash, and 32 bits higher that of its stem: none for idle words."""

    def __missing__(self, word: str) -> int:
        term = 0 if word in idle_words() or len(word) < 2 else crc32(stem(word).encode())
        self[word] = term << 32 | crc32(word.encode())
        return self[word]


_VOCABULARY = _Vocabulary()

"""The words by which lines are found: what a person typed as terms, and the same terms for each database.

Comes in: any text. Goes out: terms of letters and digits alone, which no query language can stumble over. Marks are
words that no news has: they stand in the index beside a line's names, and tell its dossier and kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

#: More terms than a person types; the rest is left out.
MOST_TERMS = 24
_SHORTEST = 3  # letters of a beginning: shorter ones begin too many words
_PIECES = re.compile(r'(?P<no>(?<!\S)-)?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]|(?P<word>[^\s"“”„«»]+))')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that stand side by side, parted by single spaces."""

    words: str
    beginning: bool = False  #: of the last word only the beginning is given
    excluded: bool = False


def parse_terms(typed: str) -> tuple[Term, ...]:
    """What a person typed as terms. A word with marks inside ("20-point", "U.S.") is a phrase of its parts."""
    terms: list[Term] = []
    for match in _PIECES.finditer(typed):
        piece: str = match["phrase"] if match["phrase"] is not None else match["word"]
        words = " ".join(_WORD.findall(piece))
        if words:
            beginning = match["word"] is not None and piece.endswith("*") and len(words) >= _SHORTEST
            terms.append(Term(words, beginning, match["no"] is not None))
    return tuple(dict.fromkeys(terms))[:MOST_TERMS]


def sqlite_term(term: Term) -> str:
    """A term as FTS5 has it."""
    return f'"{term.words}"{"*" if term.beginning else ""}'


def tsquery_term(term: Term, *, weight: str = "") -> str:
    """A term as PostgreSQL's `to_tsquery` has it."""
    *first, last = plain_words(term.words).split()
    marks = weight + ("*" if term.beginning else "")
    end = f"'{last}'" + (f":{marks}" if marks else "")
    told = " <-> ".join([*(f"'{word}'" + (f":{weight}" if weight else "") for word in first), end])
    return f"!({told})" if term.excluded else told


def mark_of(what: Literal["dossier", "kind"], value: object) -> str:
    """The word that tells one dossier or kind in the index."""
    return f"x0{what}0{value}"


def marks_of(row: Mapping[str, Any]) -> str:
    """The marks of a line's row."""
    return f"{mark_of('dossier', row['dossier'])} {mark_of('kind', row['kind'])}"


def plain_words(said: str) -> str:
    """A text as its words alone, without accents: PostgreSQL is given it, to part and fold as FTS5 does."""
    if not said.isascii():
        said = "".join(letter for letter in unicodedata.normalize("NFKD", said) if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(said))

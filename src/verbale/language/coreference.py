"""Which mentions are of one: pronouns and descriptions led back to names.

Comes in: words with their trees and names, and the model's antecedent scores. Goes out: chains of mentions in the order
of the text. The model's head chooses; number, sex and the kind of name say what it may choose from.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from verbale.language.encoder import Window
from verbale.language.findings import Span, Tree

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_IT = frozenset("it its itself".split())
_THEY = frozenset("they them their theirs themselves".split())
PRONOUNS = _HE | _SHE | _IT | _THEY
_DEFINITE = frozenset("the this that these those his her its their".split())
#: Titles and kin that tell a sex beside a name.
_MEN = frozenset("mr sir king prince emir lord brother father son husband chairman spokesman businessman".split())
_WOMEN = frozenset("mrs ms miss queen princess lady sister mother daughter wife chairwoman spokeswoman".split())
_REACH = 400  # words that a name may lie before a pronoun whose window holds none


@dataclass(frozen=True, slots=True)
class Mention:
    """Words (first, past the last) of a document, their head word, and what they are."""

    first: int
    last: int
    head: int
    form: Literal["name", "description", "pronoun"]
    kind: str  # of a name: person, organization, place, other; else the lower-cased head
    plural: bool = False


def chains(
    words: Sequence[str], trees: Sequence[Tree], names: Sequence[Span], windows: Sequence[Window]
) -> list[list[Mention]]:
    """The chains of two mentions or more, names, descriptions and pronouns together."""
    found = sorted(_mentions(words, trees, names), key=lambda one: (one.head, one.first))
    window_of = {word: window for window in windows for word in range(window.first, window.last)}
    made: list[_Chain] = []
    chain_of: list[_Chain] = []
    named: dict[tuple[str, ...], _Chain] = {}
    for at, one in enumerate(found):
        if one.form == "name":
            key = tuple(word.lower() for word in words[one.first : one.last])
            chain = _same_name(key, one, named)
        else:
            key = ()
            chain = _chosen(found, at, window_of[one.head], chain_of)
        if chain is None:
            chain = _Chain()
            made.append(chain)
        chain.add(one, _sex(words, one))
        chain_of.append(chain)
        if key:
            named[key] = chain
    return [chain.mentions for chain in made if len(chain.mentions) > 1]


@dataclass(slots=True)
class _Chain:
    """Mentions of one, and what they tell of it: a name's kind, a sex, a number."""

    mentions: list[Mention] = field(default_factory=list[Mention])
    kind: str = ""
    sex: str = ""
    pronouns: set[str] = field(default_factory=set[str])
    plural: bool = False

    def add(self, one: Mention, sex: str) -> None:
        self.mentions.append(one)
        self.sex = self.sex or sex
        if one.form == "name":
            self.kind = self.kind or one.kind
        if one.form == "pronoun":
            self.pronouns.add(one.kind)
        self.plural = self.plural or one.plural

    def may_be(self, pronoun: str) -> bool:
        """Whether number, sex and kind allow a pronoun to mean this."""
        if pronoun in _HE | _SHE:
            wanted = "m" if pronoun in _HE else "f"
            return self.kind in ("", "person") and self.sex in ("", wanted) and not self.plural and not self.neuter
        if pronoun in _IT:
            return self.kind != "person" and not self.sex and not self.plural and not self.pronouns & _THEY
        return not self.sex and not self.pronouns & _IT and (self.kind != "person" or self.plural)

    @property
    def neuter(self) -> bool:
        return bool(self.pronouns & (_IT | _THEY))


def _mentions(words: Sequence[str], trees: Sequence[Tree], names: Sequence[Span]) -> Iterator[Mention]:
    named = set[int]()
    heads, relations, tags, fine = _flat(trees, len(words))
    for first, last, kind in names:
        named.update(range(first, last))
        inside = [k for k in range(first, last) if not first <= heads[k] < last]
        yield Mention(first, last, inside[0] if inside else last - 1, "name", kind, fine[last - 1] == "NNPS")
    below: dict[int, list[int]] = defaultdict(list)
    for word, head in enumerate(heads):
        if head >= 0:
            below[head].append(word)
    for word, text in enumerate(words):
        low = text.lower()
        if low in PRONOUNS:
            yield Mention(word, word + 1, word, "pronoun", low)
        elif tags[word] == "PROPN" and word not in named and (heads[word] < 0 or tags[heads[word]] != "PROPN"):
            first = last = word
            while first and tags[first - 1] == "PROPN" and first - 1 not in named:
                first -= 1
            while last + 1 < len(words) and tags[last + 1] == "PROPN" and last + 1 not in named:
                last += 1
            yield Mention(first, last + 1, word, "name", "other", fine[word] == "NNPS")
        elif tags[word] == "NOUN" and word not in named and relations[word] != "compound":
            marks = [k for k in below[word] if words[k].lower() in _DEFINITE and k < word]
            if marks:
                yield Mention(min(marks), word + 1, word, "description", low, fine[word] == "NNS")


def _flat(trees: Sequence[Tree], size: int) -> tuple[list[int], list[str], list[str], list[str]]:
    """Heads in words of the document (-1 the root), relations, UPOS and Penn tags."""
    heads, relations, tags, fine = [-1] * size, [""] * size, [""] * size, [""] * size
    for tree in trees:
        inside = slice(tree.first, tree.first + len(tree.heads))
        heads[inside] = [tree.first + head - 1 if head else -1 for head in tree.heads]
        relations[inside], tags[inside], fine[inside] = tree.relations, tree.tags, tree.fine
    return heads, relations, tags, fine


def _same_name(key: tuple[str, ...], one: Mention, named: dict[tuple[str, ...], _Chain]) -> _Chain | None:
    """The chain of the same words, or of a person's fuller or shorter name, the last one first."""
    if key in named:
        return named[key]
    if one.kind == "person":
        for other, chain in reversed(named.items()):
            alike = (
                key[-1] == other[-1]
                or (len(key) == 1 and key[0] == other[0])
                or (len(other) == 1 and other[0] == key[0])
            )
            if chain.kind == "person" and alike and 1 in (len(key), len(other)):
                return chain
    return None


def _chosen(found: Sequence[Mention], at: int, window: Window, chain_of: Sequence[_Chain]) -> _Chain | None:
    """The chain that a pronoun or a description goes on, by the best score of its mentions in the window.

    He and she go back to a person's name where one is in reach; everything else may also be new.
    """
    one = found[at]
    scores = window.scores["antecedent"][one.head - window.first]
    person = one.kind in _HE | _SHE
    best: _Chain | None = None
    best_score = -np.inf if person else float(scores[0])
    best_named = False
    for other in range(at - 1, -1, -1):
        candidate, chain = found[other], chain_of[other]
        if candidate.head < window.first:
            break
        if candidate.head == one.head or candidate.last > one.first:
            continue
        if one.form == "pronoun" and not chain.may_be(one.kind):
            continue
        if one.form == "description" and chain.plural != one.plural and chain.kind != "organization":
            continue
        named = person and chain.kind == "person"
        score = float(scores[1 + candidate.head - window.first])
        if (named, score) > (best_named, best_score):
            best, best_score, best_named = chain, score, named
    if person and not best_named:
        for other in range(at - 1, -1, -1):
            if one.head - found[other].head > _REACH:
                break
            if chain_of[other].kind == "person" and chain_of[other].may_be(one.kind):
                return chain_of[other]
    return best


def _sex(words: Sequence[str], one: Mention) -> str:
    if one.form == "pronoun":
        return "m" if one.kind in _HE else "f" if one.kind in _SHE else ""
    if one.form == "description":
        return "m" if one.kind in _MEN else "f" if one.kind in _WOMEN else ""
    near = {word.lower().rstrip(".") for word in words[max(0, one.first - 1) : one.last]}
    if near & _MEN or near & _WOMEN:
        return "m" if near & _MEN else "f"
    return given_names().get(words[one.first], "") if one.kind == "person" else ""


@cache
def given_names() -> dict[str, str]:
    table = tomllib.loads(files("verbale.language").joinpath("given_names.toml").read_text("utf-8"))
    return dict.fromkeys(table["men"].split(), "m") | dict.fromkeys(table["women"].split(), "f")

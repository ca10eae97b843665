"""The tree of an article's words, made of its tokens and of what the model found in them.

Comes in: tokens and `Findings`. Goes out: a `Doc` as spaCy would make of them, with its edges and its sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from verbale.language.document import ENTITIES, GROUPS, Findings
from verbale.language.lemmas import lemma_of
from verbale.language.tokens import kind_of
from verbale.reading.tree import Doc, DocSpan, Token

_ROUNDS = 11  # passes over crossing trees: a few are enough for any that were met


def make_doc(text: str, tokens: Sequence[tuple[int, str]], places: Sequence[int], found: Findings | None) -> Doc:
    """A text's tokens, and what the model found in those of them at `places`, which are not blank, as plain objects.

    Blank tokens hang on the one before them, as they do in the spaCy pipeline.
    """
    words = [_word(i, start, word) for i, (start, word) in enumerate(tokens)]
    width = found.states.shape[1] if found else 0
    states = np.zeros((len(tokens), width), dtype=np.float32)
    made = Doc(text, words, states)
    if found is None:
        return made
    states[list(places)] = found.states
    _tell(words, places, found)
    _hang(words)
    _set_sentences(made)
    for name in found.names:
        for token in _span(made, places, *name):
            token.ent_type_ = ENTITIES[name[2]]
    spans = {
        group: tuple(_span(made, places, first, last, kind.upper()) for first, last in found.groups[group])
        for kind, group in GROUPS.items()
    }
    for number, chain in enumerate(found.chains, start=1):
        spans[f"coref_clusters_{number}"] = tuple(
            _span(made, places, one.first, one.last, one.form.upper()) for one in chain
        )
    made.spans, made.attributions = spans, found.attributions
    return made


def _span(doc: Doc, places: Sequence[int], first: int, last: int, label: str) -> DocSpan:
    return DocSpan(doc, places[first], places[last - 1] + 1, label)


def _word(i: int, start: int, word: str) -> Token:
    token = Token()
    token.i, token.idx, token.text = i, start, word
    token.lower_, token.is_punct, token.is_space, token.like_num = kind_of(word)
    token.ent_type_ = token.pos_ = token.tag_ = token.dep_ = ""
    token.lemma_ = word if token.is_space else ""
    token.head = token.left_edge = token.right_edge = token
    token.ancestors, token.children = (), []
    return token


def _tell(words: Sequence[Token], places: Sequence[int], found: Findings) -> None:
    """Give each word its tags, its lemma and its head."""
    for token in words:
        if token.is_space:
            token.pos_, token.tag_, token.dep_ = "SPACE", "_SP", "dep"
            token.head = words[token.i - 1 if token.i else places[0]]
    for tree in found.trees:
        inside = [words[place] for place in places[tree.first : tree.first + len(tree.heads)]]
        rows = zip(inside, tree.heads, tree.relations, tree.tags, tree.fine, strict=True)
        for token, head, relation, tag, fine in rows:
            token.pos_, token.tag_, token.dep_ = tag, fine, "ROOT" if relation == "root" else relation
            token.lemma_ = lemma_of(token.text, tag, fine)
            token.head = inside[head - 1] if head else token


def _set_sentences(doc: Doc) -> None:
    """Where each word's subtree begins and ends, and the sentences: each begins where its root's subtree does."""
    heads = [token.head.i for token in doc.tokens]
    left, right = _edges(heads)
    for token, first, last in zip(doc.tokens, left, right, strict=True):
        token.left_edge, token.right_edge = doc.tokens[first], doc.tokens[last]
    starts = sorted({0, *(left[i] for i, head in enumerate(heads) if head == i)})
    doc.sents = tuple(DocSpan(doc, *bounds) for bounds in pairwise([*starts, len(heads)]))
    for sentence in doc.sents:
        for token in sentence:
            token.sent = sentence


def _edges(heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """The first and the last word of each word's subtree; over and over where trees cross, until no head lies outside
    its sentence.
    """
    left, right = list(range(len(heads))), list(range(len(heads)))
    for _ in range(_ROUNDS):
        for order in (range(len(heads)), range(len(heads) - 1, -1, -1)):
            for i in order:
                head = heads[i]
                if left[i] < left[head]:
                    left[head] = left[i]
                if right[i] > right[head]:
                    right[head] = right[i]
        if _are_whole(heads, {left[i] for i, head in enumerate(heads) if head == i}):
            break
    return left, right


def _are_whole(heads: Sequence[int], starts: set[int]) -> bool:
    """Whether every head lies in its sentence, or begins the next."""
    first = 0
    for last in range(len(heads)):
        if (last and last in starts) or last == len(heads) - 1:
            if not all(first <= head <= last for head in heads[first:last]):
                return False
            first = last
    return True


def _hang(tokens: Sequence[Token]) -> None:
    """Give each word its children and all that stands above it."""
    for token in tokens:
        above: list[Token] = []
        one = token
        while one.head is not one:
            one = one.head
            above.append(one)
        token.ancestors = tuple(above)
        if above:
            above[0].children.append(token)

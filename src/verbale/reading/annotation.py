"""An article's words with their tags, trees, coreference and acts, as the language model gives them.

Comes in: a text. Goes out: a `Doc`, the acts between its words and the vectors of what they mean. The model is loaded
once, when the first article is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

import numpy as np

from verbale.reading.tree import Doc, States, Token, plain

if TYPE_CHECKING:  # spaCy takes long to load: not before an article is read
    from spacy.language import Language

    from verbale.language.encoder import Encoder
    from verbale.language.pipeline import EncoderComponent


#: A quotation mark that a page sets for an apostrophe.
_TURNED = re.compile(r"(?<=\w)[‘`´](?=s\b)")


def annotate(text: str) -> Doc:
    """The text annotated; `Putin‘s` is read as `Putin’s`. Raises ModelError where the model is not whole."""
    return plain(_pipeline()(_TURNED.sub("’", text)))


def act_chances(pairs: Sequence[tuple[Token, Token]]) -> list[tuple[dict[str, float], str]]:
    """What the model gives each PLOVER type of act of the first toward the second of each pair, and the act's mode.

    All words of the pairs stand in one sentence of an annotated text.
    """
    from verbale.language.acts import chances

    if not pairs:
        return []
    sentence, states = pairs[0][0].sent, pairs[0][0].doc.tensor
    words = [((a.i, a.i + 1), (b.i, b.i + 1)) for a, b in pairs]
    return chances(_encoder(), states, words, (sentence.start, sentence.end))


def vector(doc: Doc, first: int, last: int) -> States:
    """The vector (384,) of the words from `first` up to `last`, worked out once; zeros for no words."""
    known: dict[tuple[int, int], States] = doc.user_data.setdefault("vectors", {})
    if (first, last) not in known:
        from verbale.language import findings

        encoder = _encoder()
        known[first, last] = (
            findings.vector(encoder, doc.tensor[first:last])
            if first < last
            else np.zeros(encoder.heads["vector.bias"].shape, dtype=np.float32)
        )
    return known[first, last]


def _encoder() -> Encoder:
    return cast("EncoderComponent", _pipeline().get_pipe("verbale_encoder")).model


@cache
def _pipeline() -> Language:
    """The pipeline on all cores; on one in a process that another started, whose siblings have the others."""
    from multiprocessing import parent_process

    from verbale.language.pipeline import load

    nlp = load(threads=1 if parent_process() is not None else 0)
    nlp.select_pipes(enable=["verbale_encoder", "verbale_lemmas"])  # reading has its own ways to states, times, sums
    return nlp

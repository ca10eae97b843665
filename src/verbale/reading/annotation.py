"""An article's words with their tags, trees, coreference and acts, as the language model gives them.

Comes in: a text. Goes out: a `Doc`, the acts between its words and the vectors of what they mean. The model is loaded
once, when the first article is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from threading import Lock, Thread

import numpy as np

from verbale.errors import ModelError
from verbale.language.document import gaps_between, read_documents
from verbale.language.encoder import MODEL, Encoder
from verbale.language.tokens import tokens_of
from verbale.reading.tree import Doc, States, Token
from verbale.reading.tree_making import make_doc

#: A quotation mark that a page sets for an apostrophe.
_TURNED = re.compile(r"(?<=\w)[‘`´](?=s\b)")
_LOADING = Lock()


def annotate(text: str) -> Doc:
    """The text annotated; `Putin‘s` is read as `Putin’s`. Raises ModelError where the model is not whole."""
    text = _TURNED.sub("’", text)
    tokens = tokens_of(text)
    places = [i for i, token in enumerate(tokens) if not token.text.isspace()]
    words = [tokens[place] for place in places]
    document = [word.text for word in words], gaps_between(text, words)
    return make_doc(text, tokens, places, next(read_documents(_encoder(), [document])))


def act_chances(asked: Sequence[Sequence[tuple[Token, Token]]]) -> list[list[tuple[dict[str, float], str]]]:
    """What the model gives each PLOVER type of act of the first toward the second of each pair, and the act's mode.

    The pairs come sentence by sentence, all of one annotated text.
    """
    from verbale.language.acts import chances

    told = [pairs for pairs in asked if pairs]
    if not told:
        return [[] for _ in asked]
    places = [
        ([((a.i, a.i + 1), (b.i, b.i + 1)) for a, b in pairs], (pairs[0][0].sent.start, pairs[0][0].sent.end))
        for pairs in told
    ]
    found = iter(chances(_encoder(), told[0][0][0].doc.tensor, places))
    return [list(islice(found, len(pairs))) for pairs in asked]


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


def prepare() -> None:
    """Begin to load the model beside what else is done; that it is not whole is told when a text is annotated."""

    def load() -> None:
        with suppress(ModelError):
            _encoder()

    Thread(target=load).start()


def _encoder() -> Encoder:
    with _LOADING:  # whoever asks while it is being loaded waits for it
        return _load()


@cache
def _load() -> Encoder:
    """The model on all cores; on one in a process that another started, whose siblings have the others."""
    from multiprocessing import parent_process

    return Encoder(MODEL, threads=1 if parent_process() is not None else 0)

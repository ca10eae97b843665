"""An article's words with their tags, trees, coreference and acts, as the language model gives them.

Comes in: a text. Goes out: a spaCy `Doc`, and the acts between its spans. The model is loaded once, when the first
article is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:  # spaCy takes long to load: not before an article is read
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from verbale.language.pipeline import EncoderComponent


#: A quotation mark that a page sets for an apostrophe.
_TURNED = re.compile(r"(?<=\w)[‘`´](?=s\b)")


def annotate(text: str) -> Doc:
    """The text annotated; `Putin‘s` is read as `Putin’s`. Raises ModelError where the model is not whole."""
    return _pipeline()(_TURNED.sub("’", text))


def act_chances(pairs: Sequence[tuple[Span, Span]]) -> list[tuple[dict[str, float], str]]:
    """What the model gives each PLOVER type of act of the first toward the second of each pair, and the act's mode.

    The spans of a pair stand in one sentence of an annotated text.
    """
    encoder = cast("EncoderComponent", _pipeline().get_pipe("verbale_encoder"))
    return encoder.act_chances(pairs)


@cache
def _pipeline() -> Language:
    from verbale.language.pipeline import load

    nlp = load()
    nlp.select_pipes(enable=["verbale_encoder", "verbale_lemmas"])  # reading has its own ways to states, times, sums
    return nlp

"""Lemmas: a dictionary of forms where the tag says that a word is inflected, a short table for function words.

Comes in: a word, its UPOS and its Penn tag. Goes out: the lemma as Universal Dependencies writes it. The dictionary is
simplemma's; it knows no parts of speech, so it is only asked where the tag speaks of an inflected form.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from simplemma import lemmatize

#: Penn tags of inflected forms: plurals, tenses, comparatives.
_INFLECTED = frozenset("NNS NNPS VBD VBN VBG VBZ JJR JJS RBR RBS".split())
_ENDINGS = ("ed", "ing")


@lru_cache(maxsize=100_000)
def lemma_of(word: str, upos: str, xpos: str) -> str:
    """The lemma of `word`; names keep their letters, other lemmas are lower case."""
    if upos == "PROPN" and xpos != "NNPS":
        return word
    low = word.lower().replace("’", "'") if len(word) > 1 else word.lower()
    tables = _tables()
    known = tables.get(upos, {}).get(low) or tables["any"].get(low)
    if known:
        return known
    mistaken = upos == "VERB" and low.endswith(_ENDINGS)  # `welcomed` that was tagged as a present tense
    if xpos not in _INFLECTED and not mistaken:
        return low
    found = base_of(low)
    return word[0] + found[1:] if upos == "PROPN" and found else found


@lru_cache(maxsize=100_000)
def base_of(word: str) -> str:
    """What the dictionary of forms has for a word of small letters; it is searched as it is, which loads quicker."""
    found: str = lemmatize(word, lang="en", low_memory=True)
    return found


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("verbale.language").joinpath("lemmas.toml").read_text("utf-8"))

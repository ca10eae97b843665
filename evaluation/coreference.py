"""Pronouns to names on GUM files: the third-person pronouns whose chain holds a name before them.

A pronoun is right when the chain that it was put into names the gold's entity: the nearest name before it in our chain,
or else the first in it, holds the head word of a named mention of the gold chain, or stands in one that no mention of
another entity parts it from. `news_interview` counts the documents of
those two genres alone; the words are the file's, sentences, names and trees the model's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluation.conllu import Mention, documents, mentions
from evaluation.models import encoder
from verbale.language import findings
from verbale.language.coreference import PRONOUNS, chains
from verbale.language.coreference import Mention as Ours


def measure(files: Sequence[Path]) -> dict[str, float]:
    """The share of pronouns led to the right name, in all documents and in news and interviews."""
    model = encoder()
    asked = right = near_asked = near_right = 0
    for document in (one for path in files for one in documents(path)):
        words = [word for sentence in document for word in sentence.words]
        tags = [tag for sentence in document for tag in sentence.tags]
        gold = mentions(document)
        (windows,) = model.encode([(words, [gap for sentence in document for gap in sentence.gaps])])
        found = chains(words, findings.trees(windows, model), findings.names(windows, model), windows)
        told = {one.head: chain for chain in found for one in chain if one.form == "pronoun"}
        heads: dict[str, set[int]] = {}
        for one in gold:
            heads.setdefault(one.chain, set()).add(one.head)
        for one in gold:
            names = {head for head in heads[one.chain] if tags[head] == "PROPN"}
            if words[one.head].lower() not in PRONOUNS or not any(head < one.head for head in names):
                continue
            ours = [other for other in told.get(one.head, ()) if other.form == "name"]
            before = [other for other in ours if other.head < one.head]
            chosen = before[-1] if before else ours[0] if ours else None
            hit = chosen is not None and _names(chosen, one.chain, gold, names)
            asked, right = asked + 1, right + hit
            if document[0].document.split("_")[1] in ("news", "interview"):
                near_asked, near_right = near_asked + 1, near_right + hit
    return {
        "accuracy": right / max(1, asked),
        "news_interview_accuracy": near_right / max(1, near_asked),
        "pronouns": float(asked),
        "news_interview_pronouns": float(near_asked),
    }


def _names(ours: Ours, chain: str, gold: Sequence[Mention], heads: set[int]) -> bool:
    if any(ours.first <= head < ours.last for head in heads):
        return True
    around = [one for one in gold if one.first <= ours.first and ours.last <= one.last]
    closest = min(around, key=lambda one: one.last - one.first, default=None)
    return closest is not None and closest.chain == chain and closest.head in heads

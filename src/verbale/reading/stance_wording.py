"""A position as one plain English sentence: `Iraq refuses to sign the treaty.`

Comes in: who holds it, its stance and the words of its matter. Goes out: the sentence, in the article's own words but
for the verb, which fits what follows it: a noun, an infinitive, somebody who is to do something, or a clause.
"""

from __future__ import annotations

import re

from verbale.language.gazetteer import party_called
from verbale.reading.entries import Stance
from verbale.reading.tree import DocSpan

#: Before a noun, before an infinitive, before somebody who is to do it.
_VERBS: dict[Stance, tuple[str, str, str]] = {
    "demands": ("demands", "wants to", "wants"),
    "offers": ("offers", "offers to", "offers"),
    "supports": ("supports", "supports:", "supports"),
    "accepts": ("accepts", "agrees to", "agrees that it is for"),
    "refuses": ("refuses", "refuses to", "does not want"),
    "opposes": ("opposes", "does not want to", "does not want"),
    "conditional": ("sets conditions:", "sets conditions:", "sets conditions:"),
    "undecided": ("is undecided on", "is undecided whether to", "is undecided on"),
}
_PLURAL = {"does": "do", "is": "are"}
_CLOSING = {"“": "”", "”": "“"}


def word_stance(party: str, stance: Stance, words: DocSpan) -> str:
    """The sentence of a position whose matter are some words of an annotated text."""
    what = _trimmed(words.text)
    noun, infinitive, somebody = _VERBS[stance]
    clause = any(word.dep_ in ("nsubj", "nsubj:pass") for word in words.root.children)
    if words[0].tag_ == "VB":
        verb = infinitive
    elif _is_to_do(words):
        verb = somebody
    elif clause:
        verb = noun.removesuffix(":") + ":"
    else:
        verb = noun
        what = what[:1].lower() + what[1:] if words[0].pos_ in ("DET", "PRON", "ADP", "NUM") else what
    return f"{party} {agree(party, verb)} {what}."


def agree(party: str, verb: str) -> str:
    """A verb in the present as the number of its subject wants it: `Developing nations demand`."""
    named = party_called(party)
    last = party.split()[-1]
    if not last.endswith("s") or not (last.islower() or (named is not None and named.kind == "group")):
        return verb
    first, *rest = verb.split(" ")
    plural = _PLURAL.get(first) or re.sub(r"s(:?)$", r"\1", first)
    return " ".join([plural, *rest])


def _is_to_do(words: DocSpan) -> bool:
    """`Moscow to release its citizen`: somebody, and behind it what is to be done, before any other verb."""
    for word in words:
        if word.pos_ in ("VERB", "AUX"):
            told = word.tag_ == "VB" and word.i > words[0].i + 1 and word.nbor(-1).lower_ == "to"
            return told and word.dep_ not in ("acl", "advcl")  # `a plan to move the border` is a thing
    return False


def _trimmed(what: str) -> str:
    """Without a stop at its end, nor a quotation mark whose other half stands outside."""
    what = re.sub(r"[,.;]+([”\"’]*)$", r"\1", what)
    for mark, other in _CLOSING.items():
        if what.count(mark) > what.count(other) and (what.startswith(mark) or what.endswith(mark)):
            what = what.strip(mark)
    return what

"""Who stands directly before a verb: the names that its clause opens with, whatever the tree makes of them.

Comes in: actors and a verb. Goes out: `Standing`s in the order of the text. Where a long subject with appositions is
parsed wrongly, the line of names before the verb still tells who acts.
"""

from __future__ import annotations

from verbale.reading.actors import Actors, Standing
from verbale.reading.clause import SUBJECTS, agent_of
from verbale.reading.entries import Actor
from verbale.reading.tree import Token

_FAR = 40  # words before the verb
_PASSED = frozenset("AUX ADV PART PUNCT CCONJ DET ADJ NUM NOUN PROPN PRON".split())
_OWNERS = frozenset(("\u2019s", "'s", "\u2019", "'"))
_PRONOUNS = frozenset("he she they it we i".split())
_OF = frozenset(("of", "for"))


def acting(actors: Actors, verb: Token) -> tuple[Standing, ...]:
    """Who does what a verb tells: its subjects or the agent of its passive, else whoever stands directly before it."""
    agent = agent_of(verb)
    if agent is None:
        return _before(actors, verb) if _is_finite(verb) else ()
    told: dict[Actor, Standing] = {}
    for one in (agent, *(child for child in verb.children if child.dep_ in SUBJECTS and child.i != agent.i)):
        if one.i != agent.i and agent.dep_ not in SUBJECTS:
            continue
        for standing in actors.all_of(one):
            told.setdefault(standing.actor, standing)
    named = agent.head.i == verb.i and agent.dep_ in SUBJECTS and agent.i < verb.i and agent.pos_ != "PRON"
    before = _before(actors, verb) if named else ()
    if not told or {one.actor for one in before} > set(told):
        return before or tuple(told.values())
    return tuple(told.values())


def _is_finite(verb: Token) -> bool:
    """An active verb with a tense; a participle that stands alone may be one that was tagged wrongly."""
    beside = {child.dep_ for child in verb.children}
    if beside & {"nsubj:pass", "aux:pass"}:
        return False
    return verb.tag_ in ("VBD", "VBZ", "VBP") or (verb.tag_ == "VBN" and "aux" not in beside and verb.dep_ != "acl")


def _before(actors: Actors, verb: Token) -> tuple[Standing, ...]:
    """`Armenia, Azerbaijan and Russia signed`, `Gennady Gatilov, its deputy foreign minister, met`."""
    doc, cast = verb.doc, actors.draft.cast
    found: list[Standing] = []
    at = verb.i - 1
    floor = max(verb.sent.start, verb.i - _FAR)
    while at >= floor:
        word = doc[at]
        name = cast.covering(word.idx)
        if name is not None and word.pos_ in ("PROPN", "NOUN", "ADJ", "DET"):
            first = at
            while first > floor and doc[first - 1].idx >= name.span.start:
                first -= 1
            behind = doc[at + 1] if at + 1 < len(doc) else None
            owner = behind is not None and behind.text in _OWNERS
            below = first > floor and doc[first - 1].lower_ in _OF
            adjective = word.pos_ == "ADJ" or (behind is not None and behind.pos_ in ("NOUN", "PROPN"))
            if not (owner or below or adjective):
                party = name.speaker.party or name.speaker.name
                person = name.speaker.kind == "person"
                found.append(Standing(Actor(name.speaker.name if person else party, party), "name"))
            at = first - 1
            continue
        if word.lower_ in _PRONOUNS and not found:
            return actors.all_of(word)
        if word.text in "\u201c\u201d;:" or (word.pos_ not in _PASSED and word.lower_ not in _OF):
            break
        if word.dep_ == "mark" or word.tag_ in ("WDT", "WP", "WRB"):
            break
        at -= 1
    return tuple(dict.fromkeys(reversed(found)))

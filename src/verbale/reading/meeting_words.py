"""Whether a word of meeting tells of one: `met the minister`, not `met the deadline` nor `a news conference`.

Comes in: a noun or verb of `lexicon/gatherings.toml` in its tree. Goes out: yes or no.
"""

from __future__ import annotations

from verbale.reading.actors import Actors
from verbale.reading.cast import Cast
from verbale.reading.clause import case_of
from verbale.reading.entries import MeetingFormat, Speaker
from verbale.reading.foregoing import acting
from verbale.reading.places import is_place
from verbale.reading.tree import Token
from verbale.reading.words import load_table

_WHILES = frozenset(
    "hour minute day night evening morning afternoon weekend word lunch dinner breakfast tea audience".split()
)
_WIRES = frozenset(("telephone", "phone", "zoom", "videolink", "video"))
#: So many words of a title stand between a verb and a name, and such.
_TITLE = 9
_TITLES = frozenset("NOUN PROPN ADJ DET".split())
_OWNERS = frozenset("’'‘")
#: Verbs of going somewhere.
GOING = frozenset(("visit", "travel", "fly", "trip"))


def is_meant(token: Token, word: str, form: MeetingFormat) -> bool:
    """`a news conference`, `a call for restraint`, `bargaining power`, `met the deadline` are no meetings."""
    beside = {child.lower_ for child in token.children if child.dep_ in ("compound", "amod", "compound:prt")}
    cases = {case_of(child) for child in token.children if child.dep_ in ("nmod", "obl")}
    if token.dep_ == "compound":
        return False
    if token.pos_ != "VERB":
        if beside & {"news", "press", "wake-up"} or token.lower_ == "calling":
            return False
        if word == "call":
            return not cases & {"for", "on", "to"} and bool(
                beside & {"phone", "telephone", "video", "conference", "zoom"}
                or cases & {"with", "between", "from"}
                or case_of(token) in ("after", "during", "following")
            )
        if word == "briefing":
            return bool(cases & {"with", "for", "of"})
        return True
    if word in ("sit", "come"):
        return ("down" if word == "sit" else "together") in {child.lower_ for child in token.children}
    if word in GOING:  # `flew to Moscow`, not `planes would fly`
        return "to" in cases or word == "visit"
    if word == "call":
        return _calls_up(token) or is_by_phone(token)
    if word in ("have", "spend"):  # `had an hour alone with the minister`, `spent two days with officials in Rome`
        return is_by_phone(token) or any(_is_while(child) for child in token.children)
    if word == "due":  # `is due at the White House on Monday`
        return bool(cases & {"in", "at"}) and any(child.dep_ == "cop" for child in token.children)
    if word in ("shake", "shook"):
        return any(child.lower_ == "hands" for child in token.children)
    if word == "see" and any(child.dep_ in ("xcomp", "ccomp") for child in token.children):
        return False  # `due to see Putin`, not `could see the fighting end`
    return word != "discuss" or "with" in cases or any(_has_with(child) for child in token.children)


def named_behind(cast: Cast, verb: Token) -> Speaker | None:
    """The person named first behind a verb that faces somebody, no more than a title between; not `Orlov’s envoy`."""
    if verb.lemma_ not in load_table("gatherings")["facing"].split():
        return None
    for word in verb.doc[verb.i + 1 : min(verb.i + _TITLE, verb.sent.end)]:
        name = cast.covering(word.idx)
        if name is not None and name.speaker.kind == "person":
            return None if verb.doc.text[name.span.end : name.span.end + 1] in _OWNERS else name.speaker
        if word.pos_ not in _TITLES and word.lower_ not in ("with", "us"):
            return None
    return None


def is_nobody(actors: Actors, token: Token) -> bool:
    """`met resistance`, `received signatures`: the object of a verb is nobody, and no place."""
    if token.pos_ != "VERB":
        return False
    objects = [child for child in token.children if child.dep_ == "obj"]
    return (
        bool(objects)
        and token.lemma_ not in ("shake", "shook", "sign", "initial", "discuss", "have", "spend")
        and not any(_is_somebody(actors, token, child) for child in objects)
        and named_behind(actors.draft.cast, token) is None
    )


def _is_somebody(actors: Actors, verb: Token, noun: Token) -> bool:
    """`met the minister`, `visited Riyadh`; who is seen or called is a person."""
    told = actors.of(noun)
    if verb.lemma_ in ("see", "call"):
        return noun.pos_ == "PROPN" and any(one.actor.name in actors.persons for one in told)
    return bool(told) or (verb.lemma_ == "visit" and noun.pos_ == "PROPN")


def is_spoken_with(actors: Actors, word: Token) -> bool:
    """`spoke to Kyiv`, `Modi and Starmer spoke`; a minister who spoke of the future did so alone."""
    if word.pos_ != "VERB" or any(
        case_of(child) in ("with", "to", "by") for child in word.children if child.dep_ in ("nmod", "obl")
    ):
        return True
    return len({one.actor.principal for one in acting(actors, word)}) > 1


def is_sit_down(token: Token) -> bool:
    """`a sit-down`, which is three words to the tree."""
    return token.lower_ == "down" and token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "sit"


def is_agreed_at(verb: Token) -> bool:
    """`agreed in Accra on Monday to share power`: who settles something somewhere met there."""
    return verb.lemma_ in load_table("gatherings")["agreeing"].split() and any(
        child.dep_ in ("obl", "nmod") and case_of(child) in ("in", "at") and is_place(child) for child in verb.children
    )


def is_by_phone(verb: Token) -> bool:
    """`agreed by telephone`, `traded ideas over the phone`, `had the board on Zoom`."""
    return any(
        child.dep_ in ("obl", "nmod")
        and child.lemma_.casefold() in _WIRES
        and case_of(child) in ("by", "over", "on", "via")
        for child in (
            *verb.children,
            *(low for child in verb.children if child.dep_ == "obj" for low in child.children),
        )
    )


def _is_while(child: Token) -> bool:
    """`an hour with Kyiv's envoy`, whether the tree hangs `with` on the hour or on the verb."""
    if child.dep_ not in ("obj", "obl", "obl:unmarked") or child.lemma_ not in _WHILES:
        return False
    return any(case_of(low) == "with" for low in (*child.children, *child.head.children))


def _calls_up(verb: Token) -> bool:
    """`called Tudjman to thank him`, not `called him a liar` nor `called Kyiv to order`."""
    objects = [child for child in verb.children if child.dep_ == "obj"]
    named = bool(objects) and objects[0].ent_type_ == "PERSON" and objects[0].pos_ == "PROPN"
    return named and not any(
        child.dep_ in ("xcomp", "ccomp", "compound:prt", "iobj")
        or (child.dep_ == "obl" and case_of(child) in ("", "for"))
        for child in verb.children
        if child.lemma_ != "thank"
    )


def _has_with(child: Token) -> bool:
    """`discussed a draft with Putin`, where the tree hangs `with Putin` on the draft."""
    return child.dep_ == "obj" and any(one.dep_ == "nmod" and case_of(one) == "with" for one in child.children)

"""Words of act, and who stands on either side of each: whose deed, and toward whom.

Comes in: a sentence with the parties that it names. Goes out: `Dealing`s, one for each doer, receiver and type of act
that a verb or noun of `lexicon/plover.toml` may tell; `events` weighs them. What the sentence tells as not done,
imagined or asked for gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from verbale.reading.act_words import MUTUAL, REFUSED, acts, told_kinds
from verbale.reading.actors import Actors, Standing
from verbale.reading.clause import SUBJECTS, case_of, predicate_of, reality_of
from verbale.reading.entries import Actor
from verbale.reading.foregoing import acting
from verbale.reading.tree import Token
from verbale.reading.words import load_table
from verbale.text import Span

Model: TypeAlias = Mapping[tuple[str, str], Mapping[str, float]]

_STEPS = (0.9, 0.75, 0.6, 0.45, 0.3, 0.12)
_DIRECT = ("obj", "obl to", "obl with", "obl on", "obl against", "obl of")
#: Where something is, or what is told beside it: `met at the Swiss residence`.
_ELSEWHERE = ("obl at", "obl in", "obl over", "obl other", "conj deep")
#: These are toward somebody in person.
_TOWARD = ("ACCUSE", "REQUEST", "SUPPORT", "THREATEN", "CONSULT")
_FAR = ("apart", "sentence before", "side")
_NEAR = 12  # words behind a word of act in which somebody may be the one it is toward
_MOST = 120  # of one sentence
#: A noun's party behind these does what the noun tells: `criticism from Riyadh`.
_BY = frozenset(("by", "from"))
_CASES = frozenset("with to by of for from against on between in at over".split())


@dataclass(frozen=True, slots=True)
class Dealing:
    actor: Actor
    recipient: Actor
    type: str
    sentence: Span
    token: Token  #: the word of the act, or the recipient's
    mode: str
    features: frozenset[str]
    far: bool = False  #: whether the recipient is only spoken of around it


@dataclass(frozen=True, slots=True)
class Placed:
    """A party where a sentence names it."""

    token: Token
    standing: Standing

    @property
    def party(self) -> str:
        return self.standing.actor.principal


@dataclass(frozen=True, slots=True)
class _Side:
    actor: Actor
    how: str
    by: str  #: how its word stands for it

    @property
    def far(self) -> bool:
        return self.how.startswith(_FAR)


def find_deeds(
    actors: Actors, words: Iterable[Token], placed: Sequence[Placed], told: Span, model: Model
) -> Iterator[Dealing]:
    """The acts that the words of one sentence, `told`, tell between the parties placed in it, or the story's sides.

    `model` is what the language model gives each type between two of those parties.
    """
    made = 0
    for word in words:
        kinds = told_kinds(word)
        mode = "planned" if reality_of(word).future and kinds != REFUSED else "happened"
        for kind in kinds:
            doers = list(_doers(actors, word, kind, placed))
            together = _together(word, kind, doers)
            for doer in doers:
                for receiver in together or _receivers(actors, word, kind, placed, doer):
                    if doer.actor.principal != receiver.actor.principal and made < _MOST:
                        made += 1
                        features = _features(word, kind, doer, receiver, len(kinds))
                        features |= _likely(kind, model.get((doer.actor.principal, receiver.actor.principal)))
                        yield Dealing(doer.actor, receiver.actor, kind, told, word, mode, features, receiver.far)


def _features(word: Token, kind: str, doer: _Side, receiver: _Side, kinds: int) -> frozenset[str]:
    pos = word.pos_.casefold()
    return frozenset(
        (
            "deed",
            f"type:{kind}",
            f"{kind} deed",
            f"deed lemma:{word.lemma_.casefold()}",
            f"{kind} lemma:{word.lemma_.casefold()}",
            f"deed doer:{doer.by}",
            f"deed receiver:{receiver.by}",
            f"deed by:{pos} {doer.how}",
            f"deed to:{pos} {receiver.how}",
            f"deed:{doer.how} {receiver.how}",
            f"{kind} to:{receiver.how}",
            f"deed kinds:{min(kinds, 3)}",
            f"deed as:{word.dep_}",
            *(f"deed {one}" for one in reality_of(word).features()),
            f"{kind} far:{receiver.far}",
            f"deed depth:{min(len(word.ancestors), 4)}",
            *(
                f"{kind} thing:{child.lemma_.casefold()}"
                for child in word.children
                if child.dep_ in ("obj", "nsubj:pass", "nmod")
            ),
            *(_features_far(word, kind, doer) if receiver.far else ()),
        )
    )


def _features_far(word: Token, kind: str, doer: _Side) -> Iterator[str]:
    """What speaks for and against a recipient whom the word of act leaves unsaid: above all, what it has instead."""
    thing = next(
        (child for child in word.children if child.dep_ in ("obj", "iobj", "obl", "nmod", "ccomp", "xcomp")), None
    )
    what = "nothing" if thing is None else f"{thing.pos_} {thing.dep_}"
    if thing is not None and thing.pos_ == "NOUN":
        lemma = thing.lemma_.casefold()
        what = "agent" if lemma in _agents() else "deal" if lemma in _deals() else "act" if lemma in acts()[1] else what
        yield f"far thing lemma:{lemma}"
    yield f"far thing:{what}"
    yield f"{kind} far thing:{what}"
    yield f"far lemma:{word.lemma_.casefold()}"
    yield f"far doer:{doer.how} {doer.by}"


def _together(word: Token, kind: str, doers: Sequence[_Side]) -> list[_Side]:
    """`Iran and Iraq met`, `the two accused each other`: those who do it, each toward the others."""
    each = any(child.lower_ in ("other", "another") for child in word.children if child.dep_ in ("obj", "obl"))
    if len(doers) < 2 or doers[0].how == "unsaid" or not (each or (kind in MUTUAL and not _has_partner(word))):
        return []
    return [_Side(one.actor, "each other" if each else "together", one.by) for one in doers]


def _has_partner(word: Token) -> bool:
    return any(case_of(child) in ("with", "to", "between") for child in word.children)


def _likely(kind: str, given: Mapping[str, float] | None) -> frozenset[str]:
    if given is None:
        return frozenset(("deed model:unasked",))
    best = max(given, key=lambda one: given[one])
    return frozenset(
        (
            f"deed model:{step(given.get(kind, 0.0))}",
            f"deed model none:{step(given.get('NONE', 0.0))}",
            f"deed model best:{best == kind}",
            f"{kind} model best:{best}",
        )
    )


def step(chance: float) -> str:
    """A chance as one of a few steps."""
    return next((str(one) for one in _STEPS if chance >= one), "0")


def _doers(actors: Actors, word: Token, kind: str, placed: Sequence[Placed]) -> Iterator[_Side]:
    """Who does what a word tells: the subject or agent of a verb, the owner of a noun, else the story's sides."""
    found: list[_Side] = []
    if word.pos_ != "NOUN":
        found = [_Side(one.actor, "subject", one.by) for one in acting(actors, word)]
    else:
        for one in placed:
            if one.token.head.i == word.i and (
                one.token.dep_ in ("nmod:poss", "compound", "amod") or case_of(one.token) in _BY
            ):
                found.append(
                    _Side(one.standing.actor, "owner" if case_of(one.token) not in _BY else "by", one.standing.by)
                )
        above = predicate_of(word)
        if not found and above.i != word.i and above.pos_ == "VERB" and word.dep_ in ("obj", "obl", "nsubj:pass"):
            found = [_Side(one.actor, "subject above", one.by) for one in acting(actors, above)]
    seen: set[str] = set()
    for side in found:
        if side.actor.principal not in seen:
            seen.add(side.actor.principal)
            yield side
    if not found and actors.two_sided and (kind in MUTUAL if word.pos_ == "NOUN" else _is_passive(word)):
        for actor in actors.sides():
            yield _Side(actor, "unsaid", "unsaid")


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj:pass", "aux:pass") for child in verb.children)


def _receivers(actors: Actors, word: Token, kind: str, placed: Sequence[Placed], doer: _Side) -> Iterator[_Side]:
    """Toward whom an act is: who hangs on its word, else who stands behind it, else whoever is spoken of around it."""
    found: dict[str, _Side] = {}
    for one in placed:
        how = place_of(word, one.token) if one.token.i != word.i else None
        apart = how is not None and kind in _TOWARD and how.startswith(_ELSEWHERE)
        if how is not None and not apart and one.party != doer.actor.principal:
            found.setdefault(one.party, _Side(one.standing.actor, how, one.standing.by))
    direct = list(dict.fromkeys(side for side in found.values() if side.how in _DIRECT))
    if direct and kind in _TOWARD:  # `confronted Putin over the bounties in Kabul`: he alone
        yield from sorted(direct, key=lambda side: side.how)
        return
    yield from found.values()
    if direct:
        return
    if not found and word.pos_ == "VERB":
        yield from _behind(word, placed, doer)
    for side in _around(actors, word, placed):
        if side.actor.principal not in {doer.actor.principal, *found}:
            yield side


def _around(actors: Actors, word: Token, placed: Sequence[Placed]) -> Iterator[_Side]:
    """Where nobody hangs on a word: who else is named in its sentence, in the one before, and the story's two sides."""
    seen: set[str] = set()
    for side in (
        *(
            _Side(one.standing.actor, "apart" if one.token.i > word.i else "apart before", one.standing.by)
            for one in placed
        ),
        *(_Side(one.actor, "sentence before", one.by) for one in _before(actors, word)),
        *(_Side(actor, f"side {at} {actors.two_sided}", "unsaid") for at, actor in enumerate(actors.sides())),
    ):
        if side.actor.principal not in seen:
            seen.add(side.actor.principal)
            yield side


def _before(actors: Actors, word: Token) -> tuple[Standing, ...]:
    """Who is named in the sentence before that of a word."""
    draft = actors.draft
    at = draft.place_of(Span(word.idx, word.idx + 1))
    return actors.named_in(draft.sentences[at - 1]) if at else ()


def _behind(word: Token, placed: Sequence[Placed], doer: _Side) -> Iterator[_Side]:
    """Who is named behind a verb before the next one, whatever the tree makes of it."""
    last = next((one.i for one in word.doc[word.i + 1 : word.sent.end] if one.pos_ == "VERB"), word.sent.end)
    inside = [one for one in placed if word.i < one.token.i < min(last, word.i + _NEAR)]
    first = next((one for one in inside if one.party != doer.actor.principal), None)
    if first is not None:
        yield _Side(first.standing.actor, "behind", first.standing.by)


def place_of(word: Token, b: Token) -> str | None:
    """How the recipient hangs on the word of act: its object, `with` it, in the clause below, owner of its object."""
    path: list[Token] = [b]
    while path[-1].i != word.i:
        if path[-1].head is path[-1] or len(path) > 6:
            return None
        path.append(path[-1].head)
    steps = [one.dep_ for one in path[:-1]]
    if not steps:
        return None
    top = path[-2]
    if top.dep_ in SUBJECTS and not any(child.dep_ == "aux:pass" for child in word.children):
        return None
    name = {
        "obj": "obj",
        "iobj": "obj",
        "nsubj:pass": "obj",
        "obl": f"obl {cased(top)}",
        "nmod": f"nmod {cased(top)}",
        "ccomp": "clause",
        "xcomp": "clause",
        "nmod:poss": "owner",
        "advcl": "aside",
        "conj": "conj",
    }.get(top.dep_)
    if name is None:
        return None
    return name if len(steps) == 1 else f"{name} deep"


def cased(token: Token) -> str:
    """The preposition of a noun where it counts, `other` where it does not."""
    case = case_of(token)
    return case if case in _CASES or not case else "other"


@cache
def _agents() -> frozenset[str]:
    sources, actors = load_table("sources"), load_table("actors")
    return frozenset([*sources["people"], *sources["bodies"], *actors["groups"].split(), *actors["agents"].split()])


@cache
def _deals() -> frozenset[str]:
    return frozenset(load_table("instruments")["nouns"])

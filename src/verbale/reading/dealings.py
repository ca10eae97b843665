"""Every two parties of a sentence, and what their clause and the language model say of an act between them.

Comes in: a draft and its actors. Goes out: `Dealing`s, one for each ordered pair of parties and type of act that
something speaks for; `events` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from verbale.reading.actors import Actors, Standing
from verbale.reading.annotation import act_chances
from verbale.reading.clause import SUBJECTS, agent_of, case_of, predicate_of, reality_of
from verbale.reading.draft import Draft
from verbale.reading.entries import Actor
from verbale.reading.tree import DocSpan, Token
from verbale.reading.words import load_table
from verbale.text import Span

#: What the model must give a type before it is thought of at all.
_FAINT = 0.25
_MOST_PARTIES = 7  # in one sentence
_HIGH = 4
_VERBAL = ("REJECT", "REQUEST", "THREATEN", "ACCUSE", "SUPPORT")
_MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
_STEPS = (0.9, 0.75, 0.6, 0.45, 0.3, 0.12)


@dataclass(frozen=True, slots=True)
class Dealing:
    actor: Actor
    recipient: Actor
    type: str
    sentence: Span
    token: Token  #: the word of the act, or the recipient's
    mode: str
    features: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A party where a sentence names it."""

    token: Token
    standing: Standing

    @property
    def party(self) -> str:
        return self.standing.actor.party or self.standing.actor.name


def find_dealings(draft: Draft, actors: Actors) -> Iterator[Dealing]:
    """The acts that may stand between the parties of each sentence of the story."""
    for sentence in draft.doc.sents:
        place = draft.place_of(Span(sentence.start_char, sentence.end_char))
        if place is None or not draft.sentences[place].start <= sentence.start_char < draft.sentences[place].end:
            continue
        placed = list(_placed(actors, sentence))
        if len({one.party for one in placed}) > 1:
            yield from _dealings(draft, actors, sentence, placed)
        yield from _one_sided(draft, actors, sentence, placed)


def _one_sided(draft: Draft, actors: Actors, sentence: DocSpan, placed: list[_Placed]) -> Iterator[Dealing]:
    """`The union struck on July 14`: an act whose other side the sentence leaves unsaid is toward the story's other
    party.
    """
    sides = actors.sides()
    for one in placed:
        word = predicate_of(one.token)
        kinds = _kinds(word)
        agent = agent_of(word) if kinds and _is_told(word) else None
        if agent is None or not (agent.i == one.token.i or _beside(agent, one.token)):
            continue
        told = {b.party for b in placed if word.is_ancestor(b.token)} - {one.party}
        for other in sides:
            if other.party in told or other.party == one.party:
                continue
            for kind in kinds:
                features = {
                    "unsaid",
                    f"{kind} unsaid",
                    f"type:{kind}",
                    f"unsaid told:{min(len(told), 2)}",
                    f"unsaid main:{one.party in [s.party for s in sides]}",
                }
                features |= {f"act {one}" for one in reality_of(word).features()}
                features |= {f"unsaid {kind} lemma:{word.lemma_.casefold() in _strong()}"}
                whole = draft.sentence_of(Span(sentence.start_char, sentence.end_char))
                yield Dealing(one.standing.actor, other, kind, whole, word, "happened", frozenset(features))
            break


@cache
def _strong() -> frozenset[str]:
    """Verbs of one type only."""
    verbs, _ = _acts()
    return frozenset(verb for verb, kinds in verbs.items() if len(kinds) == 1)


def _placed(actors: Actors, sentence: DocSpan) -> Iterator[_Placed]:
    """The nouns and pronouns of a sentence that mean somebody, the heads of their phrases only."""
    parties: set[str] = set()
    for token in sentence:
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ") or (
            token.dep_ in ("flat", "compound") and token.head.pos_ == "PROPN"
        ):
            continue
        if token.pos_ == "ADJ" and token.dep_ != "amod":
            continue
        for standing in actors.of(token):
            party = standing.actor.party or standing.actor.name
            if len(parties) < _MOST_PARTIES or party in parties:
                parties.add(party)
                yield _Placed(token, standing)


def _dealings(draft: Draft, actors: Actors, sentence: DocSpan, placed: list[_Placed]) -> Iterator[Dealing]:
    pairs = [
        (a, b)
        for a in placed
        for b in placed
        if a.party != b.party and (a.token.i != b.token.i or a.standing.by == "both")
    ]
    pairs = pairs[:60]
    chances = act_chances([(a.token, b.token) for a, b in pairs])
    told = Span(sentence.start_char, sentence.end_char)
    whole = draft.sentence_of(told)
    count = len({one.party for one in placed})
    denied = _denied(sentence)
    strongest = {
        (a.token.i, b.token.i): max(chance for kind, chance in kinds.items() if kind != "NONE")
        for (a, b), (kinds, _) in zip(pairs, chances, strict=True)
    }
    for (a, b), (kinds, mode) in zip(pairs, chances, strict=True):
        ties = list(_ties(a.token, b.token) if a.token.i != b.token.i else _between(a.token))
        unreal = {kind for kind, _, verb in ties if not _is_told(verb)}
        ties = [tie for tie in ties if tie[0] not in unreal]
        word = predicate_of(a.token)
        seen = mode not in ("possible", "denied") and (_is_told(word) or word.lemma_ in _imagining())
        types = (
            {kind for kind, chance in kinds.items() if chance >= _FAINT and kind != "NONE" and seen} - unreal - denied
        )
        types |= {kind for kind, _, _ in ties}
        here = strongest[a.token.i, b.token.i]
        shared = frozenset(
            (
                f"a by:{a.standing.by}",
                f"b by:{b.standing.by}",
                f"parties:{min(count, 5)}",
                f"ranks:{min(actors.rank(a.party), 3)}-{min(actors.rank(b.party), 3)}",
                f"apart:{min(abs(a.token.i - b.token.i) // 6, 4)}",
                f"a as:{a.token.dep_}",
                f"b as:{b.token.dep_}",
                f"b case:{_cased(b.token)}",
                f"mode:{mode}",
                f"first:{a.token.i < b.token.i}",
                f"both:{a.token.i == b.token.i}",
                f"none:{_step(kinds.get('NONE', 0.0))}",
                f"reverse stronger:{strongest.get((b.token.i, a.token.i), 0.0) > here + 0.1}",
                f"strongest here:{here >= max(strongest.values()) - 0.02}",
            )
        )
        spoken = actors.speaker_at(a.token.idx)
        speaks = {"in a statement"} if spoken is not None else set[str]()
        if spoken is not None and (spoken.party or spoken.name) == a.party:
            speaks.add("the speaker's own")
        for kind in sorted(types):
            own = {
                f"type:{kind}",
                f"model:{_step(kinds.get(kind, 0.0))}",
                f"{kind} model:{_step(kinds.get(kind, 0.0))}",
            }
            own.add(f"best:{max(kinds, key=lambda one: kinds[one]) == kind}")
            word = b.token
            for type_, tie, verb in ties:
                if type_ == kind:
                    own |= {f"tie:{tie}", f"{kind} tie:{tie}", "tied", f"{kind} tied"}
                    own |= {f"act {one}" for one in reality_of(verb).features()}
                    word = verb
            yield Dealing(a.standing.actor, b.standing.actor, kind, whole, word, mode, shared | own | speaks)


def _is_told(word: Token) -> bool:
    """Whether an act is told as done, or as officially to come: not denied, imagined, wished for or asked for."""
    told = reality_of(word)
    return not (told.negated or told.modal or told.conditional or told.duty or told.intended)


@cache
def _imagining() -> frozenset[str]:
    """`refused to sign`, `threatened to`: verbs that are acts themselves, whatever stands below them."""
    return frozenset(
        verb for kind, words in load_table("plover")["verbs"].items() if kind in _VERBAL for verb in words.split()
    )


def _denied(sentence: DocSpan) -> set[str]:
    """The types that the verbs of a sentence tell only as not done."""
    told: dict[str, bool] = {}
    for token in sentence:
        if token.pos_ == "VERB":
            for kind in _kinds(token):
                told[kind] = told.get(kind, False) or _is_told(token)
    return {kind for kind, done in told.items() if not done}


def _step(chance: float) -> str:
    return next((str(step) for step in _STEPS if chance >= step), "0")


def _cased(token: Token) -> str:
    case = case_of(token)
    return (
        case
        if case in ("with", "to", "by", "of", "for", "from", "against", "on", "between", "in", "at", "")
        else "other"
    )


def _ties(a: Token, b: Token) -> Iterator[tuple[str, str, Token]]:
    """The words of act whose clause makes one party the actor and the other the recipient: type, tie, word."""
    _, nouns = _acts()
    word: Token | None = predicate_of(a)
    for _ in range(_HIGH):
        if word is None:
            return
        kinds = _kinds(word)
        if kinds:
            agent = agent_of(word)
            acts = agent is not None and (agent.i == a.i or (agent.is_ancestor(a) and _beside(agent, a)))
            if acts:
                tie = _place(word, b)
                if tie:
                    for kind in kinds:
                        yield kind, tie, word
        for child in word.children:
            if (
                child.dep_ in ("obj", "obl", "nsubj", "nsubj:pass")
                and child.lemma_.casefold() in nouns
                and (word.is_ancestor(b))
            ):
                tie = _place(child, b) or _place(word, b)
                if tie:
                    for kind in nouns[child.lemma_.casefold()]:
                        yield kind, f"noun {tie}", child
        word = (
            word.head
            if word.head is not word and word.dep_ in ("xcomp", "conj", "ccomp", "advcl", "acl", "acl:relcl")
            else None
        )


def _between(token: Token) -> Iterator[tuple[str, str, Token]]:
    """`the two sides reached an understanding`, `each side accused the other`: acts of both, toward each other."""
    word = predicate_of(token)
    agent = agent_of(word)
    if agent is None or agent.i != token.i:
        return
    other = any(child.lower_ in ("other", "another") for child in word.children if child.dep_ in ("obj", "obl"))
    _, nouns = _acts()
    for kind in _kinds(word):
        if other or kind in _MUTUAL:
            yield kind, "each other" if other else "both", word
    for child in word.children:
        if child.dep_ in ("obj", "obl", "xcomp"):
            for kind in nouns.get(child.lemma_.casefold(), ()):
                if kind in _MUTUAL:
                    yield kind, "both noun", word


def _kinds(word: Token) -> tuple[str, ...]:
    """The types that a verb tells, with its particle where it has one that counts."""
    verbs, _ = _acts()
    lemma = word.lemma_.casefold()
    if lemma not in _openings():
        return ()
    particles = [child.lower_ for child in word.children if child.dep_ == "compound:prt"]
    beside = particles + [case_of(child) for child in word.children if child.dep_ == "obl"]
    beside += [child.lower_ for child in word.children if child.dep_ == "advmod"]
    paired = tuple(kind for one in beside for kind in verbs.get(f"{lemma}|{one}", ()))
    return paired if paired or particles else verbs.get(lemma, ())  # `called off` is no call


@cache
def _openings() -> frozenset[str]:
    """The verbs of act, without what stands beside them."""
    return frozenset(verb.partition("|")[0] for verb in _acts()[0])


def _beside(head: Token, token: Token) -> bool:
    """Whether a token hangs on the head of a phrase directly, or is joined to it by `and`."""
    return token.head.i == head.i or (token.dep_ == "conj" and head.is_ancestor(token))


def _place(word: Token, b: Token) -> str | None:
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
        "obl": f"obl {_cased(top)}",
        "nmod": f"nmod {_cased(top)}",
        "ccomp": "clause",
        "xcomp": "clause",
        "nmod:poss": "owner",
        "advcl": "aside",
        "conj": "conj",
    }.get(top.dep_)
    if name is None:
        return None
    return name if len(steps) == 1 else f"{name} deep"


@cache
def _acts() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    made: list[dict[str, tuple[str, ...]]] = []
    for part in ("verbs", "nouns"):
        found: dict[str, tuple[str, ...]] = {}
        for kind, words in load_table("plover")[part].items():
            for word in words.split():
                found[word] = (*found.get(word, ()), kind)
        made.append(found)
    return made[0], made[1]

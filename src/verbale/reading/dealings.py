"""Every two parties of a sentence, and what their clause and the language model say of an act between them.

Comes in: a draft and its actors. Goes out: `Dealing`s, one for each ordered pair of parties and type of act that
something speaks for; `events` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from verbale.reading.act_words import MUTUAL, acts, is_told, kinds_of
from verbale.reading.actors import Actors
from verbale.reading.annotation import act_chances
from verbale.reading.clause import agent_of, predicate_of, reality_of
from verbale.reading.deeds import Dealing, Placed, cased, find_deeds, place_of, step
from verbale.reading.draft import Draft
from verbale.reading.tree import DocSpan, Token
from verbale.reading.words import load_table
from verbale.text import Span

#: What the model must give a type before it is thought of at all.
_FAINT = 0.25
_MOST_PARTIES = 7  # in one sentence
_MOST_PAIRS = 60
_HIGH = 4
_VERBAL = ("REJECT", "REQUEST", "THREATEN", "ACCUSE", "SUPPORT")


def find_dealings(draft: Draft, actors: Actors) -> Iterator[Dealing]:
    """The acts that may stand between the parties of each sentence of the story."""
    told = [sentence for sentence in draft.doc.sents if _is_told(draft, sentence)]
    all_placed = [list(_placed(actors, sentence)) for sentence in told]
    all_pairs = [_pairs(placed) for placed in all_placed]
    all_chances = act_chances([[(a.token, b.token) for a, b in pairs] for pairs in all_pairs])
    for sentence, placed, pairs, chances in zip(told, all_placed, all_pairs, all_chances, strict=True):
        yield from _dealings(draft, actors, sentence, placed, list(zip(pairs, chances, strict=True)))
        whole = draft.sentence_of(Span(sentence.start_char, sentence.end_char))
        yield from find_deeds(actors, sentence, placed, whole, _strongest(pairs, [one for one, _ in chances]))


def _is_told(draft: Draft, sentence: DocSpan) -> bool:
    """Whether a sentence of the tree is one of the story's."""
    place = draft.place_of(Span(sentence.start_char, sentence.end_char))
    return place is not None and draft.sentences[place].start <= sentence.start_char < draft.sentences[place].end


def _pairs(placed: list[Placed]) -> list[tuple[Placed, Placed]]:
    pairs = [
        (a, b)
        for a in placed
        for b in placed
        if a.party != b.party and (a.token.i != b.token.i or a.standing.by == "both")
    ]
    return pairs[:_MOST_PAIRS]


def _strongest(
    pairs: list[tuple[Placed, Placed]], chances: list[dict[str, float]]
) -> dict[tuple[str, str], dict[str, float]]:
    """The most that the model gives each type between two parties, and the least that it gives no act."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for (a, b), given in zip(pairs, chances, strict=True):
        kept = found.setdefault((a.party, b.party), dict(given))
        for kind, chance in given.items():
            kept[kind] = min(kept[kind], chance) if kind == "NONE" else max(kept[kind], chance)
    return found


def _placed(actors: Actors, sentence: DocSpan) -> Iterator[Placed]:
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
            party = standing.actor.principal
            if len(parties) < _MOST_PARTIES or party in parties:
                parties.add(party)
                yield Placed(token, standing)


def _dealings(
    draft: Draft,
    actors: Actors,
    sentence: DocSpan,
    placed: list[Placed],
    told_pairs: list[tuple[tuple[Placed, Placed], tuple[dict[str, float], str]]],
) -> Iterator[Dealing]:
    told = Span(sentence.start_char, sentence.end_char)
    whole = draft.sentence_of(told)
    count = len({one.party for one in placed})
    denied = _denied(sentence)
    strongest = {
        (a.token.i, b.token.i): max(chance for kind, chance in kinds.items() if kind != "NONE")
        for (a, b), (kinds, _) in told_pairs
    }
    for (a, b), (kinds, mode) in told_pairs:
        ties = list(_ties(a.token, b.token) if a.token.i != b.token.i else _between(a.token))
        unreal = {kind for kind, _, verb in ties if not is_told(verb)}
        ties = [tie for tie in ties if tie[0] not in unreal]
        word = predicate_of(a.token)
        seen = mode not in ("possible", "denied") and (is_told(word) or word.lemma_ in _imagining())
        types = (
            {kind for kind, chance in kinds.items() if chance >= _FAINT and kind != "NONE" and seen} - unreal - denied
        )
        types |= {kind for kind, _, _ in ties}
        shared = _features_of(actors, a, b, mode, kinds.get("NONE", 0.0))
        shared |= {f"parties:{min(count, 5)}", *_strength(strongest, a, b)}
        for kind in sorted(types):
            told_by = [(tie, verb) for type_, tie, verb in ties if type_ == kind]
            word = told_by[-1][1] if told_by else b.token
            own = _features_as(kind, kinds, told_by)
            yield Dealing(a.standing.actor, b.standing.actor, kind, whole, word, mode, shared | own)


def _features_of(actors: Actors, a: Placed, b: Placed, mode: str, none: float) -> frozenset[str]:
    """What two parties and where they stand speak for and against any act between them."""
    features = {
        f"a by:{a.standing.by}",
        f"b by:{b.standing.by}",
        f"ranks:{min(actors.rank(a.party), 3)}-{min(actors.rank(b.party), 3)}",
        f"apart:{min(abs(a.token.i - b.token.i) // 6, 4)}",
        f"a as:{a.token.dep_}",
        f"b as:{b.token.dep_}",
        f"b case:{cased(b.token)}",
        f"mode:{mode}",
        f"first:{a.token.i < b.token.i}",
        f"both:{a.token.i == b.token.i}",
        f"none:{step(none)}",
    }
    spoken = actors.speaker_at(a.token.idx)
    if spoken is not None:
        features.add("in a statement")
        if spoken.principal == a.party:
            features.add("the speaker's own")
    return frozenset(features)


def _strength(strongest: dict[tuple[int, int], float], a: Placed, b: Placed) -> Iterator[str]:
    """How the likeliest act of a pair stands to that of the same pair turned round, and to all of the sentence."""
    here = strongest[a.token.i, b.token.i]
    yield f"reverse stronger:{strongest.get((b.token.i, a.token.i), 0.0) > here + 0.1}"
    yield f"strongest here:{here >= max(strongest.values()) - 0.02}"


def _features_as(kind: str, kinds: dict[str, float], told_by: list[tuple[str, Token]]) -> frozenset[str]:
    """What the model and the words of act that tell a type speak for and against it."""
    model = step(kinds.get(kind, 0.0))
    features = {f"type:{kind}", f"model:{model}", f"{kind} model:{model}"}
    features.add(f"best:{max(kinds, key=lambda one: kinds[one]) == kind}")
    for tie, verb in told_by:
        features |= {f"tie:{tie}", f"{kind} tie:{tie}", "tied", f"{kind} tied"}
        features |= {f"act {one}" for one in reality_of(verb).features()}
    return frozenset(features)


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
            for kind in kinds_of(token):
                told[kind] = told.get(kind, False) or is_told(token)
    return {kind for kind, done in told.items() if not done}


def _ties(a: Token, b: Token) -> Iterator[tuple[str, str, Token]]:
    """The words of act whose clause makes one party the actor and the other the recipient: type, tie, word."""
    _, nouns = acts()
    word: Token | None = predicate_of(a)
    for _ in range(_HIGH):
        if word is None:
            return
        kinds = kinds_of(word)
        if kinds:
            agent = agent_of(word)
            does = agent is not None and (agent.i == a.i or (agent.is_ancestor(a) and _beside(agent, a)))
            if does:
                tie = place_of(word, b)
                if tie:
                    for kind in kinds:
                        yield kind, tie, word
        for child in word.children:
            if (
                child.dep_ in ("obj", "obl", "nsubj", "nsubj:pass")
                and child.lemma_.casefold() in nouns
                and (word.is_ancestor(b))
            ):
                tie = place_of(child, b) or place_of(word, b)
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
    _, nouns = acts()
    for kind in kinds_of(word):
        if other or kind in MUTUAL:
            yield kind, "each other" if other else "both", word
    for child in word.children:
        if child.dep_ in ("obj", "obl", "xcomp"):
            for kind in nouns.get(child.lemma_.casefold(), ()):
                if kind in MUTUAL:
                    yield kind, "both noun", word


def _beside(head: Token, token: Token) -> bool:
    """Whether a token hangs on the head of a phrase directly, or is joined to it by `and`."""
    return token.head.i == head.i or (token.dep_ == "conj" and head.is_ancestor(token))

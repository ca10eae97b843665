"""Positions told with or without a word of stance: phrases that lean some way, each with whoever may hold it.

Comes in: a draft, its actors and leanings. Goes out: `Held`s (`Kyiv's plan would …`, `for Tehran enrichment is a
right`, `there will be no concessions, the employers told the union`), and for any `Held` what leanings and tree say of
its matter and its holder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import cast

from verbale.reading.actors import Actors, Standing
from verbale.reading.clause import SUBJECTS, agent_of, case_of, predicate_of, reality_of, subject_of
from verbale.reading.draft import Draft
from verbale.reading.entries import Stance
from verbale.reading.foregoing import acting
from verbale.reading.held import POLES, Held, with_its_quotes
from verbale.reading.leanings import KINDS, Leaning, Phrase
from verbale.reading.stances import is_imagined, is_wished
from verbale.reading.taken import load_cues
from verbale.reading.tree import Token
from verbale.text import Span

RULE = "leaning"
#: Log odds from which a phrase may tell a stance.
_LEAST = -0.5
_STEPS = (-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
_MOST = 3  # holders of one phrase
_HIGH = 3  # words that a matter's main word may stand below a phrase's
_FOR = frozenset(("for", "to", "according"))


def find_leaned(draft: Draft, actors: Actors, leanings: Sequence[Leaning], others: Sequence[Held]) -> Iterator[Held]:
    """What each phrase may tell of whom, except what one of the `others` tells already of the same words."""
    known = {(one.party, POLES[one.stance], root) for one in others if (root := root_of(draft, one)) is not None}
    for leaning in leanings:
        if _is_unreal(leaning.phrase) or is_wished(leaning.phrase.governor):
            continue
        likely = [pole for pole, odds in leaning.odds.items() if odds >= _LEAST]
        holders = find_holders(draft, actors, leaning.phrase.token, leaning.phrase.governor) if likely else {}
        for pole in likely:
            for party in list(holders)[:_MOST]:
                if "subject" in holders[party] and is_wished(leaning.phrase.token):
                    continue  # `demanded that Iran stop`
                if (party, pole, leaning.phrase.token.i) not in known:
                    yield _held(draft, leaning, leaning.stances[pole], party, holders[party])


def _is_unreal(phrase: Phrase) -> bool:
    """`Poland could offer bases`, `Iran has not rejected them`: of the phrase or of what it hangs on, a word of stance
    that is not so, or that a negation turns round, which the rules for such words know better.
    """
    words = (word for word in (phrase.token, phrase.governor) if word.lemma_.casefold() in _cues().get(word.pos_, ()))
    told = ((word, reality_of(word)) for word in words)
    return any(is_imagined(word) or real.negated or real.conditional for word, real in told)


@cache
def _cues() -> dict[str, frozenset[str]]:
    """The lemmas of words of stance by part of speech."""
    return {pos: frozenset(load_cues()[kind]) for pos, kind in KINDS.items()}


def _held(draft: Draft, leaning: Leaning, stance: Stance, party: str, ways: set[str]) -> Held:
    phrase = leaning.phrase
    first, last = phrase.predicate if "subject" in ways else phrase.whole
    subject = next((child for child in phrase.token.children if child.dep_ in SUBJECTS and not case_of(child)), None)
    if "for" in ways and subject is not None and first.i < subject.left_edge.i < last.i:
        first = subject.left_edge  # `For Tehran enrichment is a right`
    matter = with_its_quotes(draft.text, first.idx, last.idx + len(last))
    sentence = draft.sentence_of(Span(phrase.token.idx, phrase.token.idx + 1))
    return Held(party, stance, matter, sentence, RULE, token=phrase.token)


def root_of(draft: Draft, one: Held) -> int | None:
    """The main word of a matter, by its place."""
    first, last = draft.words(one.matter)
    return draft.doc[first:last].root.i if first < last else None


def note_leanings(draft: Draft, actors: Actors, leanings: Mapping[int, Leaning], one: Held) -> None:
    """Add to what speaks for a stance how its matter leans, and by which ways its holder is found."""
    at = root_of(draft, one)
    leaning = leanings.get(at) if at is not None else None
    if at is not None and leaning is None:
        above = draft.doc[at].ancestors[:_HIGH]
        leaning = next((leanings[word.i] for word in above if word.i in leanings), None)
    if leaning is None:
        one.features.add("leans:unknown")
        return
    pole = POLES[one.stance]
    odds = leaning.odds[pole]
    one.features |= {f"leans>{step}" for step in _STEPS if odds > step}
    one.features.add(f"leans most:{odds >= max(leaning.odds.values())}")
    one.features.add(f"leans as told:{leaning.stances[pole] == one.stance}")
    phrase = leaning.phrase
    holders = find_holders(draft, actors, phrase.token, phrase.governor)
    ways = holders.get(one.party, set())
    one.features |= {f"holder {way}" for way in ways}
    place = list(holders).index(one.party) if one.party in holders else 9
    one.features |= {f"holder place:{min(place, 3)}", f"holders about:{min(len(holders), 3)}"}
    one.features |= {f"matter {phrase.token.dep_}", f"matter pos:{phrase.token.pos_}"}


def find_holders(draft: Draft, actors: Actors, token: Token, above: Token) -> dict[str, set[str]]:
    """Who may hold what a phrase tells, the likeliest first, each with the ways that lead to them."""
    known = draft.doc.user_data.setdefault("holders", {})
    key = (token.i, above.i)
    if key not in known:
        found: dict[str, set[str]] = {}
        for way, standings in _ways(draft, actors, token, above):
            for standing in standings:
                found.setdefault(standing.actor.principal, set()).update((way, f"{way} {standing.by}"))
        known[key] = found
    return cast("dict[str, set[str]]", known[key])


def _ways(draft: Draft, actors: Actors, token: Token, above: Token) -> Iterator[tuple[str, tuple[Standing, ...]]]:
    speaker = actors.speaker_at(token.idx)
    for word in dict.fromkeys((above, token)):
        name = "own " if word is token else ""
        for child in word.children:
            if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and case_of(child) in ("by", "from", "of")):
                yield f"{name}owner", actors.of(child)
            elif child.dep_ in ("amod", "compound") and child.text[:1].isupper():
                yield f"{name}adjective", actors.of(child)
    if above is not token:
        agent = agent_of(above)
        if agent is not None and agent is not token:
            yield "agent", actors.of(agent)
    subject = subject_of(token)
    if subject is not None and subject is not token:
        yield "subject", actors.of(subject)
    if speaker is not None:
        yield "speaker", (Standing(speaker, "speaker"),)
    verb = predicate_of(above)
    if verb.pos_ == "VERB":
        yield "before", acting(actors, verb)
    for word in (token, *token.ancestors[:_HIGH]):
        for child in word.children:
            if child.dep_ in ("obl", "nmod", "nsubj") and case_of(child) in _FOR:
                yield "for", actors.of(child)
    place = draft.place_of(Span(token.idx, token.idx + 1)) or 0
    opening = draft.sentences[place].start
    named = actors.named_in(Span(opening, max(opening, token.left_edge.idx)))
    yield "named before", named[-1:]
    yield "named first", named[:1]
    yield "named", actors.named_in(draft.sentences[place])[:2]
    before = draft.sentence_before(draft.sentences[place])
    if before is not None:
        yield "sentence before", actors.named_in(before)[:1]

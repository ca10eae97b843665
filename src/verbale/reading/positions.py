"""What a party wants, offers, accepts or refuses on an issue.

Comes in: a draft, its actors and its statements. Goes out: candidates for `Position`s. A word of stance in the tree of
its sentence gives the holder (its subject, its agent, its owner, or whoever speaks) and the matter (its object, its
clause, or the noun that its clause hangs on); a negation turns it round. A statement that asks, blames, praises or
promises is a candidate as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from verbale.reading.actors import Actors, Standing
from verbale.reading.draft import Draft
from verbale.reading.entries import Actor, Position, Statement
from verbale.reading.held import POLES, Held, with_its_quotes
from verbale.reading.leaned import RULE, find_leaned, note_leanings
from verbale.reading.leanings import Weights, find_leanings
from verbale.reading.sources import find_source_before
from verbale.reading.stance_wording import agree, word_stance
from verbale.reading.stances import find_stances
from verbale.reading.stated import find_stated
from verbale.reading.taken import ANSWER, Taken
from verbale.reading.tree import Token
from verbale.reading.weighing import Candidate
from verbale.text import Span

_SAME_WORDS = 0.5
_ALL = re.compile(r"(?:(?:both|two|all|the) )?(?:sides|parties)|both|everybody|all", re.I)
#: A matter that is only the name of what another wants.
_NAMED = re.compile(
    r"(?:an?|the|this|that|such an?|any such)\s+(?:\w+\s)?(demand|request|condition|call|offer|proposal)\b", re.I
)


def propose_positions(
    draft: Draft, actors: Actors, statements: Sequence[Statement], weights: Weights | None = None
) -> list[Candidate[Position]]:
    """The positions that an article may tell of, in the order of the text; `weights` of leanings, if not our own."""
    leanings = find_leanings(draft, weights)
    told = [*_taken(draft, actors), *find_stated(draft, actors, statements)]
    held = [*told, *find_leaned(draft, actors, leanings, told)]
    by_word = {one.phrase.token.i: one for one in leanings}
    for one in held:
        note_leanings(draft, actors, by_word, one)
    names = {mention.span for mention in draft.mentions} | {name.span for name in draft.cast.names}
    held = sorted((one for one in held if one.matter not in names), key=lambda one: one.matter.start)
    held = [one for one in held if one.rule != ANSWER or _answer(draft, one, held)]
    for one in held:
        if one.toward is None and one.stance in ("refuses", "opposes", "accepts"):
            asker = _asker(one, held)
            one.toward = asker.party if asker else None
            if asker and _NAMED.match(one.matter.of(draft.text)):
                one.answers = asker
    return [_write(draft, actors, one) for one in held]


def _answer(draft: Draft, one: Held, held: Sequence[Held]) -> bool:
    """`Russia wanted an exemption. The Americans refused.`: whether another's wish stands before; it is the matter."""
    here = draft.place_of(one.matter) or 0
    wishes = [
        other
        for other in held
        if other.party != one.party
        and other.rule not in (ANSWER, "stated")
        and other.matter.start < one.matter.start
        and here - (draft.place_of(other.sentence) or 0) <= 1
        and other.stance in ("demands", "offers", "supports")
    ]
    if not wishes:
        return False
    wish = wishes[-1]
    one.features |= {
        f"answers:{wish.rule}",
        f"answers {wish.stance}",
        f"answers in one sentence:{wish.sentence == one.sentence}",
        f"answers strong:{'strong' in wish.features}",
    }
    one.matter, one.toward, one.answers = wish.matter, wish.party, wish
    return True


def _asker(one: Held, held: Sequence[Held]) -> Held | None:
    """`Russia aims to keep the land, a demand that Kyiv has refused`: who wants it, told in the same sentence."""
    for other in held:
        if other.sentence == one.sentence and other.party != one.party and other.stance in ("demands", "offers"):
            return other
    return None


def complete_towards(actors: Actors, candidates: Sequence[Candidate[Position]]) -> list[Candidate[Position]]:
    """The candidates, and toward whom, where nothing says it: of the two parties of the article, the other.

    Not before the events are proposed: they rest on what is said.
    """
    return [
        one if one.entry.toward else replace(one, entry=replace(one.entry, toward=actors.opposite(one.entry.party)))
        for one in candidates
    ]


def is_same_position(one: Position, other: Position) -> bool:
    """One party for or against one matter: the same words in the main. In one sentence a party takes one stance on a
    matter: of two that share the words of one of them, only the likelier can be right. Of a phrase
    that only leans some way, one holder is right: the likeliest.
    """
    leaned = one.origin.by.endswith(f" {RULE}") or other.origin.by.endswith(f" {RULE}")
    if one.party != other.party and not (leaned and one.evidence == other.evidence and one.stance == other.stance):
        return False
    a, b = _content(one.what), _content(other.what)
    if one.evidence == other.evidence:
        return len(a & b) / max(1, min(len(a), len(b))) >= _SAME_WORDS
    return POLES[one.stance] == POLES[other.stance] and 2 * len(a & b) / max(1, len(a) + len(b)) >= _SAME_WORDS


def _content(words: str) -> set[str]:
    return {word for word in words.casefold().replace("’", "'").split() if len(word) > 3}


def _taken(draft: Draft, actors: Actors) -> Iterator[Held]:
    for token in draft.doc:
        place = draft.place_of(Span(token.idx, token.idx + 1))
        if place is None or not draft.sentences[place].start <= token.idx < draft.sentences[place].end:
            continue
        for taken in find_stances(token):
            matter = with_its_quotes(draft.text, taken.matter[0].idx, taken.matter[1].idx + len(taken.matter[1]))
            holders = _holders(draft, actors, taken, token, draft.sentences[place])
            for holder in holders:
                party = holder.actor.principal
                if _ALL.fullmatch(party):
                    continue  # nobody's in particular
                one = Held(
                    party, taken.stance, matter, draft.sentences[place], taken.rule, set(taken.features), token=token
                )
                one.features |= {
                    f"by:{holder.by}",
                    f"rank:{min(actors.rank(party), 4)}",
                    f"holders:{min(len(holders), 3)}",
                }
                speaker = actors.speaker_at(token.idx)
                own = speaker is not None and (speaker.party or speaker.name) == party
                one.features.add(f"in a statement:{'own' if own else 'other' if speaker else 'no'}")
                one.toward = _toward(draft, actors, token, matter, party)
                yield one


def _holders(draft: Draft, actors: Actors, taken: Taken, token: Token, sentence: Span) -> tuple[Standing, ...]:
    """The word of the tree that holds the stance; else the name that stands right before the verb, or who speaks
    there.
    """
    found = actors.of(taken.holder) if taken.holder is not None else ()
    if found or taken.rule in ("must", "must not", "verdict"):
        speaker = actors.speaker_at(token.idx)
        return found or ((Standing(speaker, "speaker"),) if speaker else ())
    if token.pos_ == "VERB":
        source = find_source_before(draft, token.idx, sentence.start)
        if source and source.speaker and (source.speaker.party or source.speaker.kind == "party"):
            return (Standing(Actor(source.speaker.name, source.speaker.party or source.speaker.name), "beside"),)
    if taken.holder is None:
        speaker = actors.speaker_at(token.idx)
        return (Standing(speaker, "speaker"),) if speaker else ()
    return ()


def _toward(draft: Draft, actors: Actors, token: Token, matter: Span, party: str) -> str | None:
    """The other party: who is asked, or whose the matter is."""
    whom = next((child for child in token.children if child.dep_ in ("obj", "iobj") and child.pos_ != "VERB"), None)
    start = min(matter.start, whom.left_edge.idx) if whom is not None else matter.start
    for standing in actors.named_in(Span(start, matter.end)):
        if standing.actor.party != party:
            return standing.actor.party
    return None


def _write(draft: Draft, actors: Actors, one: Held) -> Candidate[Position]:
    issues = draft.issues(one.matter)
    what = one.matter.of(draft.text)
    words = len(what.split())
    one.features |= {
        f"rule:{one.rule}",
        f"stance:{one.stance}",
        f"length:{next((str(n) for n in (24, 12, 6, 3, 2) if words >= n), '1')}",
        f"toward:{one.toward is not None}",
        f"process:{issues[0] == 'process'}",
        f"place:{min((draft.place_of(one.sentence) or 0) // 3, 4)}",
        f"quoted:{'“' in what or chr(34) in what}",
    }
    entry = Position(
        text=_told(draft, one) if one.answers is None else _answered(draft, one),
        when=draft.when_of(one.token, past=True) if one.token is not None else one.when,
        issues=issues,
        evidence=tuple(draft.evidence(sentence) for sentence in _sentences(one)),
        via=draft.via(),
        origin=draft.origin(one.rule),
        confidence=0.0,
        party=one.party,
        stance=one.stance,
        issue=issues[0],
        what=what,
        toward=one.toward,
    )
    features = {f"{RULE}: {sign}" for sign in one.features} if one.rule == RULE else one.features
    return Candidate(entry, frozenset(features), draft.vectors(one.matter))


def _sentences(one: Held) -> tuple[Span, ...]:
    """The sentence of a stance, behind that of the wish that it answers."""
    wish = one.answers if one.rule == ANSWER else None
    return (one.sentence,) if wish is None or wish.sentence == one.sentence else (wish.sentence, one.sentence)


def _answered(draft: Draft, one: Held) -> str:
    """`Ukraine refuses the demand of Russia: retain the territories.`"""
    named = _NAMED.match(one.matter.of(draft.text))
    if named is None or one.answers is None:
        return _told(draft, one)
    other = one.answers
    verb = agree(one.party, one.stance)
    return f"{one.party} {verb} the {named[1]} of {other.party}: {other.matter.of(draft.text)}."


def _told(draft: Draft, one: Held) -> str:
    words = draft.doc.char_span(one.matter.start, one.matter.end, alignment_mode="expand")
    return word_stance(one.party, one.stance, words) if words is not None else f"{one.party} {one.stance} it."

"""What a party wants, offers, accepts or refuses on an issue.

Comes in: a draft, its actors and its statements. Goes out: candidates for `Position`s. A word of stance in the tree of
its sentence gives the holder (its subject, its agent, its owner, or whoever speaks) and the matter (its object, its
clause, or the noun that its clause hangs on); a negation turns it round. A statement that asks, blames, praises or
promises is a candidate as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from verbale.reading.actors import Actors, Standing
from verbale.reading.draft import Draft
from verbale.reading.entries import Actor, Manner, Position, Stance, Statement, When
from verbale.reading.sources import find_source_before
from verbale.reading.stances import find_stances
from verbale.reading.taken import ANSWER, Taken
from verbale.reading.tree import Token
from verbale.reading.weighing import Candidate
from verbale.text import Span

_POLES: dict[Stance, str] = {
    "demands": "for", "offers": "for", "supports": "for", "accepts": "for",
    "refuses": "against", "opposes": "against", "conditional": "open", "undecided": "open",
}  # fmt: skip
_MANNERS: dict[Manner, Stance] = {
    "asked": "demands", "accused": "opposes", "praised": "supports", "promised": "offers", "warned": "opposes",
    "emphasized": "demands", "acknowledged": "accepts",
}  # fmt: skip
_LONGEST = 45  # words of a matter
_TONES = {
    "no": re.compile(r"\b(?:not|never|no|none|nothing|neither|nor|cannot|without|un\w{4,}able)\b|n[’']t\b", re.I),
    "must": re.compile(r"\b(?:must|should|need(?:s|ed)?|has to|have to|had to|ought)\b", re.I),
    "will": re.compile(r"\b(?:will|would|shall)\b|[’']ll\b", re.I),
    "if": re.compile(r"\b(?:if|unless|provided|as long as|so long as|only when|until)\b", re.I),
    "we": re.compile(r"\b(?:we|our|us|I|my)\b"),
    "want": re.compile(
        r"\b(?:want|ready|willing|prepared|accept|agree|demand|insist|oppose|reject|support|refuse)\w*\b", re.I
    ),
    "good": re.compile(r"\b(?:good|best|great|welcome|historic|important|right|fair|success|progress)\b", re.I),
    "bad": re.compile(
        r"\b(?:bad|worst|wrong|unfair|insult\w*|unacceptable|illegal|failure|betray\w*|disgrace\w*|dangerous)\b", re.I
    ),
}
#: `promised that no troops would be sent`, `vowed never to return`.
_AGAINST = re.compile(r"(?:that )?(?:no|not|never)\b|(?:\S+ ){1,6}(?:would|will) (?:not|never)\b", re.I)
_SAME_WORDS = 0.5
_ALL = re.compile(r"(?:(?:both|two|all|the) )?(?:sides|parties)|both|everybody|all", re.I)
#: A matter that is only the name of what another wants.
_NAMED = re.compile(
    r"(?:an?|the|this|that|such an?|any such)\s+(?:\w+\s)?(demand|request|condition|call|offer|proposal)\b", re.I
)


@dataclass(slots=True)
class _Held:
    """A party's stance on a matter, with what speaks for it."""

    party: str
    stance: Stance
    matter: Span
    sentence: Span
    rule: str
    features: set[str] = field(default_factory=set[str])
    toward: str | None = None
    token: Token | None = None
    when: When | None = None
    answers: _Held | None = None  #: what it takes a stance on, where its own words only say `a demand`


def propose_positions(draft: Draft, actors: Actors, statements: Sequence[Statement]) -> list[Candidate[Position]]:
    """The positions that an article may tell of, in the order of the text."""
    held = [*_taken(draft, actors), *_stated(draft, actors, statements)]
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


def _answer(draft: Draft, one: _Held, held: Sequence[_Held]) -> bool:
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


def _asker(one: _Held, held: Sequence[_Held]) -> _Held | None:
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
    """One party for or against one matter: the same words in the main, or the same issue in the same sentence."""
    if one.party != other.party or _POLES[one.stance] != _POLES[other.stance]:
        return False
    a, b = _content(one.what), _content(other.what)
    shared = 2 * len(a & b) / max(1, len(a) + len(b))
    within = len(a & b) / max(1, min(len(a), len(b)))
    return shared >= _SAME_WORDS or (one.evidence == other.evidence and (within >= _SAME_WORDS))


def _content(words: str) -> set[str]:
    return {word for word in words.casefold().replace("’", "'").split() if len(word) > 3}


def _taken(draft: Draft, actors: Actors) -> Iterator[_Held]:
    for token in draft.doc:
        place = draft.place_of(Span(token.idx, token.idx + 1))
        if place is None or not draft.sentences[place].start <= token.idx < draft.sentences[place].end:
            continue
        for taken in find_stances(token):
            matter = _with_its_quotes(draft.text, taken.matter[0].idx, taken.matter[1].idx + len(taken.matter[1]))
            holders = _holders(draft, actors, taken, token, draft.sentences[place])
            for holder in holders:
                party = holder.actor.principal
                if _ALL.fullmatch(party):
                    continue  # nobody's in particular
                one = _Held(
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


def _with_its_quotes(text: str, start: int, end: int) -> Span:
    """Words with the mark that closes a quotation in them, and without one that closes none."""
    words = text[start:end]
    if words.count("(") > words.count(")") and text[end : end + 1] == ")":
        end, words = end + 1, text[start : end + 1]
    opened = words.count("“") - words.count("”") if "“" in words or "”" in words else words.count('"') % 2
    if opened > 0 and text[end : end + 1] in ("”", '"'):
        return Span(start, end + 1)
    if opened > 0 and text[end : end + 2] in (".”", ",”", '."', ',"'):
        return Span(start, end + 2)
    return Span(start, end)


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


def _stated(draft: Draft, actors: Actors, statements: Sequence[Statement]) -> Iterator[_Held]:
    """A statement of a party as its position: `urged Iran to return`, `called the offer an insult`."""
    for statement in statements:
        stance = _MANNERS.get(statement.manner) or _toned(statement.content)
        if statement.manner == "promised" and _AGAINST.match(statement.content):
            stance = "refuses"
        speaker = statement.speakers[0]
        party = speaker.party or (speaker.name if speaker.kind == "party" else None)
        if party is None or statement.manner == "denied" or len(statement.content.split()) > _LONGEST:
            continue
        evidence = statement.evidence[0]
        span = Span(evidence.start, evidence.end)
        one = _Held(party, stance, span, draft.sentence_of(span), "stated", when=statement.when)
        one.features |= {
            f"stated:{statement.manner}",
            f"stated by:{speaker.kind}",
            f"stated toned:{statement.manner not in _MANNERS}",
            *(f"stated word:{word}" for word in _tones(statement.content)),
            f"stated origin:{statement.origin.by.partition('rule ')[2]}",
            f"stated quotes:{min(len(statement.quotes), 1)}",
            f"rank:{min(actors.rank(party), 4)}",
        }
        one.toward = next((s.actor.party for s in actors.named_in(span) if s.actor.party != party), None)
        yield one


def _tones(words: str) -> Iterator[str]:
    """Words of duty, will, condition and negation in what is said."""
    for name, pattern in _TONES.items():
        if pattern.search(words):
            yield name


def _toned(words: str) -> Stance:
    """Which way a plain statement leans, by its words alone."""
    tones = set(_tones(words))
    if "no" in tones:
        return "opposes"
    return "conditional" if "if" in tones else "demands" if "must" in tones else "supports"


def _toward(draft: Draft, actors: Actors, token: Token, matter: Span, party: str) -> str | None:
    """The other party: who is asked, or whose the matter is."""
    whom = next((child for child in token.children if child.dep_ in ("obj", "iobj") and child.pos_ != "VERB"), None)
    start = min(matter.start, whom.left_edge.idx) if whom is not None else matter.start
    for standing in actors.named_in(Span(start, matter.end)):
        if standing.actor.party != party:
            return standing.actor.party
    return None


def _write(draft: Draft, actors: Actors, one: _Held) -> Candidate[Position]:
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
        text=_told(draft, one.party, one.stance, one.matter) if one.answers is None else _answered(draft, one),
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
    return Candidate(entry, frozenset(one.features), draft.vectors(one.matter))


def _sentences(one: _Held) -> tuple[Span, ...]:
    """The sentence of a stance, behind that of the wish that it answers."""
    wish = one.answers if one.rule == ANSWER else None
    return (one.sentence,) if wish is None or wish.sentence == one.sentence else (wish.sentence, one.sentence)


def _answered(draft: Draft, one: _Held) -> str:
    """`Ukraine refuses the demand of Russia: retain the territories.`"""
    named = _NAMED.match(one.matter.of(draft.text))
    if named is None or one.answers is None:
        return _told(draft, one.party, one.stance, one.matter)
    other = one.answers
    return f"{one.party} {one.stance} the {named[1]} of {other.party}: {other.matter.of(draft.text)}."


def _told(draft: Draft, party: str, stance: Stance, matter: Span) -> str:
    """`Iraq refuses to sign the treaty.`, `Iran demands the release of …`; a clause of its own stands after a colon."""
    words = draft.doc.char_span(matter.start, matter.end, alignment_mode="expand")
    verb = "is undecided on" if stance == "undecided" else stance
    opening = words[0] if words is not None else None
    what = matter.of(draft.text)
    what = re.sub(r"[,.;]+([”\"’]*)$", r"\1", what)
    if stance == "conditional":
        return f"{party} sets conditions: {what}."
    if opening is not None and opening.tag_ == "VB":
        return f"{party} {verb} to {what}."
    clause = words is not None and any(word.dep_ in ("nsubj", "nsubj:pass") for word in words.root.children)
    return f"{party} {verb}: {what}." if clause else f"{party} {verb} {what}."

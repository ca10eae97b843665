"""What a party wants, offers, accepts or refuses on an issue.

Comes in: a draft with its statements. Goes out: `Position`s. A word of stance in the tree of its sentence gives the
holder (its subject, its agent, or whoever speaks) and the matter (its object or clause); a negation turns it round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from verbale.reading.draft import Draft
from verbale.reading.entries import Position, Stance, Statement
from verbale.reading.sources import find_source_before
from verbale.reading.words import load_table
from verbale.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, SpanGroup, Token

_WE = frozenset("we i us our my".split())
_MATTER = frozenset("obj xcomp ccomp obl csubj acl".split())
_NEGATIONS = frozenset("not n't never no neither nor hardly".split())
_SHORTEST, _LONGEST = 2, 45  # words of a matter
_JOINS = frozenset("that to for on of as".split())
_PARTICLES = frozenset("out up down forward behind".split())
_WILL = frozenset("will would 'll wo".split())
_MUST = frozenset("must should".split())
_HYPOTHETICAL = frozenset("may might could".split())


@dataclass(frozen=True, slots=True)
class _Cue:
    stance: Stance
    beside: str | None  # a particle or preposition that has to be there


def find_positions(draft: Draft, statements: Sequence[Statement]) -> tuple[Position, ...]:
    """The positions of an article, in the order of the text, each matter once a party and stance."""
    seen: set[tuple[str, str, int]] = set()
    kept: list[Position] = []
    for position in _positions(draft, statements):
        key = (
            position.party,
            position.stance,
            draft.place_of(Span(position.evidence[0].start, 0 + position.evidence[0].end)) or 0,
        )
        if key not in seen:
            seen.add(key)
            kept.append(position)
    return tuple(kept)


def _positions(draft: Draft, statements: Sequence[Statement]) -> Iterator[Position]:
    speakers = _Speakers(statements)
    for token in draft.doc:
        for rule, stance, holder, matter in _stances(draft, token):
            party = speakers.at(token.idx) if holder is None else _party(draft, holder, speakers)
            if party is not None:
                yield _write(draft, rule, party, stance, matter, token)
                break


def _stances(draft: Draft, token: Token) -> Iterator[tuple[str, Stance, Token | None, Span]]:
    """What a word says of somebody's stance: rule, stance, holder (None: who speaks here) and matter."""
    found = _stance(token)
    if found is not None:
        rule, stance, cue = found
        holder, matter = _holder(token), _matter(draft, token, cue)
        if holder is not None and matter is not None:
            yield rule, stance, holder, matter
    if token.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "cop", "advmod", "aux:pass")}
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        if helpers & _WILL and helpers & _NEGATIONS and subject is not None and token.pos_ == "VERB":
            matter = _clause(token)
            if matter is not None:
                yield "will not", "refuses", subject, matter
        elif helpers & _MUST and not helpers & _NEGATIONS:
            whole = _trimmed(token.doc, token.left_edge.i, token.right_edge.i)
            if whole is not None:
                yield "must", "demands", None, whole


def _write(draft: Draft, rule: str, party: str, stance: Stance, matter: Span, token: Token) -> Position:
    sentence = draft.sentence_of(Span(token.idx, token.idx + len(token)))
    issues = draft.issues(matter)
    what = matter.of(draft.text)
    return Position(
        text=_told(draft, party, stance, matter),
        when=draft.when(sentence, past=True),
        issues=issues,
        evidence=(draft.evidence(sentence),),
        via=draft.via(),
        origin=draft.origin(rule),
        confidence=draft.confidence(rule),
        party=party,
        stance=stance,
        issue=issues[0] if issues else "process",
        what=what,
        toward=next((other for other in _parties(draft, _asked(token, matter)) if other != party), None),
    )


def _asked(token: Token, matter: Span) -> Span:
    """The matter with who is asked before it: `urged Egypt to reopen the crossing`."""
    whom = next((child for child in token.children if child.dep_ in ("obj", "iobj")), None)
    return Span(min(matter.start, whom.left_edge.idx), matter.end) if whom is not None else matter


def _told(draft: Draft, party: str, stance: Stance, matter: Span) -> str:
    """`Iraq refuses to sign the treaty.`, `Iran demands the release of …`; a clause of its own stands after a colon."""
    words = draft.doc.char_span(matter.start, matter.end, alignment_mode="expand")
    verb = {"undecided": "is undecided on", "conditional": "sets conditions for"}.get(stance, stance)
    opening = words[0] if words is not None else None
    what = matter.of(draft.text)
    if opening is not None and opening.tag_ == "VB":
        return f"{party} {verb} to {what}."
    clause = words is not None and any(word.dep_ in ("nsubj", "nsubj:pass") for word in words.root.children)
    return f"{party} {verb}: {what}." if clause else f"{party} {verb} {what}."


def _clause(token: Token) -> Span | None:
    """A verb with what follows it."""
    return _trimmed(token.doc, token.i, token.right_edge.i)


def _stance(token: Token) -> tuple[str, Stance, _Cue] | None:
    """The rule, the stance and the cue of a token, when it is a word of stance that is not imagined."""
    kinds = {"VERB": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}
    kind = kinds.get(token.pos_)
    if kind is None or any(child.lower_ in _HYPOTHETICAL for child in token.children):
        return None
    near = {child.lower_ for child in token.children if child.dep_ == "compound:prt"}
    near |= {
        case.lower_ for child in token.children if child.dep_ == "obl" for case in child.children if case.dep_ == "case"
    }
    for cue in _cues()[kind].get(token.lemma_, ()):
        if cue.beside is not None and cue.beside not in near:
            continue
        negated = any(child.lower_ in _NEGATIONS for child in token.children) or (
            token.dep_ == "xcomp" and any(child.lower_ in _NEGATIONS for child in token.head.children)
        )
        if not negated:
            return f"stance of a {kind[:-1]}", cue.stance, cue
        turned = load_table("positions")["negated"].get(cue.stance)
        return (f"stance of a {kind[:-1]}, negated", cast(Stance, turned), cue) if turned else None
    return None


@cache
def _cues() -> dict[str, dict[str, tuple[_Cue, ...]]]:
    """Cues by part of speech and lemma, those with a particle or preposition first."""
    table = load_table("positions")
    made: dict[str, dict[str, tuple[_Cue, ...]]] = {}
    for kind in ("verbs", "nouns", "adjectives"):
        cues: dict[str, list[_Cue]] = {}
        for stance, words in table[kind].items():
            for word in words.split():
                lemma, _, beside = word.partition("|")
                cues.setdefault(lemma, []).append(_Cue(stance, beside or None))
        made[kind] = {lemma: tuple(sorted(group, key=lambda cue: cue.beside is None)) for lemma, group in cues.items()}
    return made


def _holder(token: Token) -> Token | None:
    """Whose stance it is: subject, agent of a passive, owner of a noun, or the noun that a clause hangs on."""
    seen = 0
    while seen < 6:
        seen += 1
        by = {child.dep_: child for child in token.children}
        if "obl:agent" in by:
            return by["obl:agent"]
        if "nmod:poss" in by and token.pos_ == "NOUN":
            return by["nmod:poss"]
        if "nsubj" in by:
            subject = by["nsubj"]
            return token.head if subject.lower_ in ("who", "which", "that") and token.dep_ == "acl:relcl" else subject
        if "nsubj:pass" in by or token.pos_ == "NOUN":
            return None
        if token.dep_ == "acl":
            return token.head
        if token.dep_ not in ("xcomp", "conj", "advcl", "ccomp") or token.head is token:
            return None
        token = token.head
    return None


def _matter(draft: Draft, token: Token, cue: _Cue) -> Span | None:
    """What the stance is on: the object, clause or phrase of the word, in the article's words."""
    wanted = [child for child in token.children if child.dep_ in _MATTER or child.dep_ in ("nsubj:pass", "nmod")]
    if token.pos_ == "VERB":
        wanted = [child for child in wanted if child.dep_ != "nmod" and (child.dep_ != "obl" or _with(child, cue))]
    if any(child.dep_ == "nsubj:pass" for child in wanted) is False and token.dep_ == "acl:relcl" and not wanted:
        wanted = [token.head]
    if not wanted:
        return None
    doc: Doc = token.doc
    first = min(child.left_edge.i for child in wanted)
    last = max(child.right_edge.i for child in wanted)
    if first <= token.i <= last:
        first = token.i + 1
    return _trimmed(doc, first, last)


def _trimmed(doc: Doc, first: int, last: int) -> Span | None:
    """The words from `first` to `last` without what only joins them to a verb; None where they are too few or many."""
    while first <= last and (doc[first].lower_ in _JOINS or doc[first].is_punct or doc[first].is_space):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    alone = last == first and doc[first].pos_ in ("NOUN", "PROPN", "NUM")
    if not (alone or _SHORTEST <= last - first + 1 <= _LONGEST):
        return None
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _with(child: Token, cue: _Cue) -> bool:
    if cue.beside is None:
        return False
    wanted = {cue.beside} if cue.beside not in _PARTICLES else {"for", "on", "of"}
    return any(case.lower_ in wanted for case in child.children)


class _Speakers:
    """Who speaks where: what `we` means inside a statement."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.told = [
            (one.evidence[0].start, one.evidence[0].end, one.speakers[0].party)
            for one in statements
            if one.speakers and one.speakers[0].party
        ]

    def at(self, offset: int) -> str | None:
        return next((party for start, end, party in self.told if start <= offset < end), None)


def _party(draft: Draft, holder: Token, speakers: _Speakers) -> str | None:
    """The party that a holder's words name: themselves, by coreference, or as the speaker's `we`."""
    if holder.lower_ in _WE:
        return speakers.at(holder.idx)
    doc = holder.doc
    if holder.pos_ != "PRON":
        last = max([holder.i, *(child.i for child in holder.children if child.dep_ == "flat")])
        span = Span(doc[holder.left_edge.i].idx, doc[last].idx + len(doc[last]))
        source = find_source_before(draft, span.end, span.start)
        party = source.speaker.party if source and source.speaker else None
        party = party or next(_parties(draft, span), None)
        if party:
            return party
    chain = next((group for group in _chains(doc) if any(one.start <= holder.i < one.end for one in group)), ())
    for form in ("NAME", "DESCRIPTION"):
        for one in chain:
            party = one.label_ == form and next(_parties(draft, Span(one.start_char, one.end_char)), None)
            if party:
                return party
    return None


def _chains(doc: Doc) -> Iterator[SpanGroup]:
    groups: dict[str, SpanGroup] = dict(cast(Any, doc.spans))
    return (group for key, group in groups.items() if key.startswith("coref_clusters_"))


def _parties(draft: Draft, span: Span) -> Iterator[str]:
    """The parties named in a span, by their own names, by people who act for them, or by an adjective."""
    for name in draft.cast.within(span):
        if name.speaker.party:
            yield name.speaker.party
    for mention in draft.mentions:
        if span.start <= mention.span.start and mention.span.end <= span.end:
            yield mention.party.name

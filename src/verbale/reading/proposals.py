"""Instruments on the table: plans, deals, truces, treaties, drafts and offers, one entry for each.

Comes in: a draft and its actors. Goes out: candidates for `Proposal`s in the order of their first mention. A noun of
an instrument with the words before it is its name; later mentions with the same noun and no other words mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, cast

from verbale.reading.actors import Actors
from verbale.reading.clause import agent_of, case_of, predicate_of, reality_of
from verbale.reading.draft import Draft
from verbale.reading.entries import Proposal, ProposalStatus, ProposalType
from verbale.reading.weighing import Candidate
from verbale.reading.words import load_table
from verbale.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_COUNTS = {"ten": 10, "twelve": 12, "twenty": 20, "thirty": 30} | {
    word: number for number, word in enumerate(("three", "four", "five", "six", "seven", "eight", "nine"), 3)
}
_STANDS: dict[ProposalStatus, str] = {
    "floated": "has been floated",
    "under_discussion": "is under discussion",
    "agreed_in_part": "has been agreed in part",
    "agreed": "has been agreed",
    "signed": "has been signed",
    "in_force": "is in force",
    "rejected": "has been rejected",
    "withdrawn": "has been withdrawn",
}
_LEADING = frozenset(
    (
        "amod",
        "compound",
        "nummod",
        "flat",
        "nmod:desc",
        "nmod:poss",
        "nmod",
        "dep",
        "punct",
        "advmod",
        "case",
        "obl",
        "nmod:unmarked",
        "acl",
    )
)
_DETERMINERS = frozenset(
    "the a an this that these those any no some another its his her their our your each every either both all such "
    "which what".split()
)
#: Before a noun these say nothing of which instrument it is.
_EMPTY = frozenset(
    "new final latest earlier last same own current original possible such whole entire first other full actual".split()
)
_MOST = 60  # instruments of one article


@dataclass(slots=True)
class _Named:
    """One mention: its noun, the words before it that tell which, and the sentence."""

    token: Token
    noun: str
    words: tuple[str, ...]
    name: str
    sentence: Span
    heading: bool


@dataclass(slots=True)
class _Instrument:
    noun: str
    mentions: list[_Named] = field(default_factory=list[_Named])

    @property
    def words(self) -> set[str]:
        return {word for one in self.mentions for word in one.words}


def propose_proposals(draft: Draft, actors: Actors) -> list[Candidate[Proposal]]:
    """The instruments that an article may put on the table, with what speaks for and against each."""
    found: list[_Instrument] = []
    for named in _mentions(draft):
        same = next((one for one in reversed(found) if _is_same(one, named)), None)
        if same is None:
            same = _Instrument(named.noun)
            found.append(same)
        same.mentions.append(named)
    return [_write(draft, actors, one) for one in found[:_MOST] if any(not m.heading for m in one.mentions)]


def is_same_proposal(one: Proposal, other: Proposal) -> bool:
    """The same name, or one that holds all words of the other and was told in the same sentence."""
    a, b = set(one.name.casefold().split()), set(other.name.casefold().split())
    return a == b or ((a <= b or b <= a) and one.evidence[0].start == other.evidence[0].start)


def _mentions(draft: Draft) -> Iterator[_Named]:
    nouns = load_table("instruments")["nouns"]
    for token in draft.doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            continue
        noun = _noun(token)
        if noun not in nouns:
            continue
        place = draft.place_of(Span(token.idx, token.idx + 1))
        if place is None:
            continue
        sentence = draft.sentences[place]
        if any(child.lower_ in ("no", "without", "neither") for child in token.children):
            continue  # `they left without a peace accord`
        heading = not sentence.start <= token.idx < sentence.end
        first = token.i
        for child in token.lefts:
            if child.dep_ in _LEADING and child.lower_ not in _DETERMINERS and child.dep_ != "case":
                first = min(first, child.left_edge.i)
        words = [one for one in token.doc[first : token.i] if one.lower_ not in _DETERMINERS]
        while (
            words
            and (words[0].is_punct or words[0].lower_ in _EMPTY or words[0].pos_ in ("ADP", "CCONJ"))
            and words[0].text not in "“\"'‘"
        ):
            words.pop(0)
        start = words[0].idx if words else token.idx
        name = draft.text[start : token.idx + len(token)] + _tail(draft, token, bare=not words)
        telling = tuple(
            one.lemma_.casefold()
            for one in words
            if one.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") and one.lower_ not in _EMPTY
        )
        yield _Named(token, noun, telling, re.sub(r"\s+", " ", name).strip(" “”\"‘’'"), sentence, heading)


def _noun(token: Token) -> str:
    return (
        token.lemma_.casefold().replace("-", "") if token.lemma_.casefold() == "cease-fire" else token.lemma_.casefold()
    )


def _tail(draft: Draft, token: Token, *, bare: bool) -> str:
    """`deal to restore ties`, `Treaty on the High Seas`: what tells which, where no word before the noun does."""
    name = token.pos_ == "PROPN"
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if after is not None and after.like_num and after.head.i == token.i:
        return draft.text[token.idx + len(token) : after.idx + len(after)]  # `Resolution 1701`
    for child in token.rights:
        case = case_of(child)
        if child.dep_ == "nmod" and case and (name or bare) and child.left_edge.i == token.i + 1:
            if name and child.pos_ != "PROPN":
                return ""
            last = child.i
            for more in child.children:
                if more.dep_ in ("flat", "compound") or (bare and more.dep_ == "nmod" and case_of(more) == "of"):
                    last = max(last, more.right_edge.i if more.dep_ == "nmod" else more.i)
            if case in ("of", "on", "for", "to", "with") and last - token.i <= 7:
                return draft.text[token.idx + len(token) : draft.doc[last].idx + len(draft.doc[last])]
    return ""


def _is_same(instrument: _Instrument, more: _Named) -> bool:
    """`the deal` is the deal told last; `the 20-point plan` is no `28-point plan`."""
    if instrument.noun != more.noun:
        related = load_table("instruments")["related"]
        alike = any(instrument.noun in group.split() and more.noun in group.split() for group in related)
        definite = any(child.lower_ in ("the", "this", "that") for child in more.token.children if child.dep_ == "det")
        return alike and not more.words and definite
    if not more.words:
        indefinite = any(
            child.lower_ in ("a", "an", "another", "any", "no") for child in more.token.children if child.dep_ == "det"
        )
        return not indefinite or not instrument.words
    words = instrument.words
    return (
        not words
        or set(more.words) <= words
        or words <= set(more.words)
        or bool(set(more.words) & words and not _differ(words, more.words))
    )


def _differ(words: set[str], more: Sequence[str]) -> bool:
    """Whether the words tell two instruments apart: two numbers, or words that the other lacks on both sides."""
    numbers = {word for word in words if re.search(r"\d", word)}
    others = {word for word in more if re.search(r"\d", word)}
    return bool(numbers and others and numbers != others) or bool(set(more) - words and words - set(more))


def _write(draft: Draft, actors: Actors, one: _Instrument) -> Candidate[Proposal]:
    told = [m for m in one.mentions if not m.heading]
    spans = list(dict.fromkeys(m.sentence for m in told))
    name = _name(one.mentions)
    points = re.match(r"(\w+)[- ](?:point|page|clause|article)", name)
    status, acts = _status(draft, told)
    sponsors = _sponsors(actors, told)
    entry = Proposal(
        text=f"{_named(name)} {_stands(status, one)}.",
        evidence=tuple(map(draft.evidence, spans)),
        via=draft.via(),
        origin=draft.origin("proposal"),
        confidence=0.0,
        name=name,
        type=_type(one.noun, name),
        sponsors=sponsors,
        status=status,
        points=_count(points[1]) if points else None,
    )
    return Candidate(
        entry, frozenset(_features(draft, actors, one, told, name, acts, bool(sponsors))), draft.meaning(_span(told[0]))
    )


def _named(name: str) -> str:
    """`The 20-point plan`, `Resolution 1701`, `An immediate ceasefire`: at the head of a sentence."""
    own = re.match(r"(?:Resolution|Article|an?|the|their|its|his|her)\b", name, re.I)
    return f"{name[:1].upper()}{name[1:]}" if own else f"The {name}"


def _stands(status: ProposalStatus, one: _Instrument) -> str:
    """`has been signed`, `have been signed`."""
    words = _STANDS[status]
    plural = one.mentions[0].token.tag_ in ("NNS", "NNPS")
    return re.sub(r"^has\b", "have", re.sub(r"^is\b", "are", words)) if plural else words


def _span(one: _Named) -> Span:
    return Span(one.token.idx, one.token.idx + len(one.token))


def _features(
    draft: Draft, actors: Actors, one: _Instrument, told: Sequence[_Named], name: str, acts: set[str], sponsored: bool
) -> Iterator[str]:
    first = told[0].token
    headline = (draft.article.headline or "").casefold()
    yield f"noun:{one.noun}"
    yield f"class:{_class(one.noun)}"
    yield f"mentions:{min(len(one.mentions), 4)}"
    yield f"words:{min(len(name.split()), 4)}"
    yield f"named:{first.pos_ == 'PROPN'}"
    yield f"plural:{first.tag_ in ('NNS', 'NNPS')}"
    yield f"head:{one.noun in headline or any(m.heading for m in one.mentions)}"
    yield f"sponsored:{sponsored}"
    yield f"first:{min((draft.place_of(told[0].sentence) or 0) // 3, 4)}"
    determiner = next((child.lower_ for child in first.children if child.dep_ in ("det", "nmod:poss")), "bare")
    yield f"det:{determiner if determiner in ('a', 'an', 'the', 'no', 'any', 'bare', 'its', 'this') else 'other'}"
    yield f"number:{bool(re.search(r'[0-9]|-(?:point|day|year|month|week|stage|phase)', name))}"
    yield f"as:{first.dep_}"
    for act in acts:
        yield f"act:{act}"
    yield f"acts:{min(len(acts), 2)}"
    yield f"class:{_class(one.noun)} det:{determiner in ('the', 'this')}"
    yield f"class:{_class(one.noun)} acts:{min(len(acts), 2)}"
    yield from reality_of(first).features()
    if "talks" in draft.text[told[0].token.idx : told[0].token.idx + 40]:
        yield "then talks"
    if actors.speaker_at(first.idx):
        yield "in a statement"


def _name(mentions: Sequence[_Named]) -> str:
    """The name used most of those that tell which; the first of them."""
    telling = [m.name for m in mentions if m.words] or [m.name for m in mentions]
    counts = Counter(name.casefold() for name in telling)
    return max(
        telling,
        key=lambda name: (
            counts[name.casefold()] > 1,
            name[:1].isupper() and name != name.capitalize(),
            -telling.index(name),
        ),
    )


def _class(noun: str) -> str:
    return load_table("instruments")["nouns"].get(noun, "agreement")


def _type(noun: str, name: str) -> ProposalType:
    if re.search(r"cease-?fire|truce", name, re.I):
        return "ceasefire"
    if re.search(r"guarantee", name, re.I):
        return "guarantee"
    return cast(ProposalType, _class(noun))


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() else _COUNTS.get(word.casefold())


def _status(draft: Draft, told: Sequence[_Named]) -> tuple[ProposalStatus, set[str]]:
    """By the verbs that govern the mentions, the furthest that happened; and all those acts."""
    acts: set[str] = set()
    happened: set[str] = set()
    table = _acts()
    for one in told:
        for verb in _governing(one.token):
            act = table.get(verb.lemma_.casefold())
            if act:
                acts.add(act)
                told_as = reality_of(verb)
                if not (
                    told_as.negated
                    or told_as.modal
                    or told_as.future
                    or told_as.conditional
                    or told_as.intended
                    or told_as.duty
                ):
                    happened.add(act)
    for status in ("withdrawn", "rejected", "in_force", "signed", "agreed", "floated"):
        if status in happened:
            return cast(ProposalStatus, status), acts
    return "under_discussion", acts


def _governing(token: Token) -> Iterator[Token]:
    """The verbs and participles that say what became of an instrument."""
    predicate = predicate_of(token)
    if predicate is not token:
        yield predicate
    for child in token.children:
        if child.dep_ in ("acl", "acl:relcl", "amod"):
            yield child
    if token.head is not predicate and token.head.pos_ == "NOUN":
        yield token.head


def _sponsors(actors: Actors, told: Sequence[_Named]) -> tuple[str, ...]:
    """Whose it is: its owner, the adjective before it, or who proposed it."""
    for one in told:
        token = one.token
        for child in token.children:
            if child.dep_ == "nmod:poss":
                found = actors.of(child)
                if found:
                    return tuple(s.actor.party or s.actor.name for s in found)
            if child.dep_ in ("acl", "acl:relcl") and _acts().get(child.lemma_) == "floated":
                agent = agent_of(child)
                found = actors.of(agent) if agent is not None else ()
                if found:
                    return tuple(s.actor.party or s.actor.name for s in found)
        first = min((child.left_edge.i for child in token.lefts if child.dep_ in ("amod", "compound")), default=token.i)
        found = actors.named_in(Span(token.doc[first].idx, token.idx)) if first < token.i else ()
        if found:
            return tuple(s.actor.party or s.actor.name for s in found)
        predicate = predicate_of(token)
        if predicate is not token and token.dep_ == "obj" and _acts().get(predicate.lemma_) == "floated":
            agent = agent_of(predicate)
            found = actors.of(agent) if agent is not None else ()
            if found:
                return tuple(s.actor.party or s.actor.name for s in found)
    return ()


@cache
def _acts() -> dict[str, str]:
    """Lemma to what it makes of an instrument."""
    return {lemma: status for status, words in load_table("instruments")["acts"].items() for lemma in words.split()}

"""Instruments on the table: plans, deals, truces, treaties, drafts and offers, one entry for each.

Comes in: a draft and its actors. Goes out: candidates for `Proposal`s in the order of their first mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from verbale.reading.actors import Actors
from verbale.reading.clause import case_of, predicate_of, reality_of
from verbale.reading.draft import Draft
from verbale.reading.entries import Proposal, ProposalStatus, ProposalType
from verbale.reading.instruments import Instrument, class_of, find_instruments
from verbale.reading.tabled import points_of, sponsors_of, status_of
from verbale.reading.weighing import Candidate

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
_MOST = 60  # instruments of one article
_DETERMINERS = frozenset("a an the no any bare its this".split())


def propose_proposals(draft: Draft, actors: Actors) -> list[Candidate[Proposal]]:
    """The instruments that an article may put on the table, with what speaks for and against each."""
    found = find_instruments(draft)[:_MOST]
    return [_write(draft, actors, one, found) for one in found]


def is_same_proposal(one: Proposal, other: Proposal) -> bool:
    """The same name, or one that holds all words of the other and was told in the same sentence."""
    a, b = set(one.name.casefold().split()), set(other.name.casefold().split())
    return a == b or ((a <= b or b <= a) and one.evidence[0].start == other.evidence[0].start)


def _write(draft: Draft, actors: Actors, one: Instrument, all_: Sequence[Instrument]) -> Candidate[Proposal]:
    told = one.told
    name = one.name
    status, acts = status_of(draft, one)
    sponsors = sponsors_of(actors, one, status)
    entry = Proposal(
        text=f"{_named(name)} {_stands(status, one)}.",
        evidence=tuple(map(draft.evidence, dict.fromkeys(m.sentence for m in told))),
        via=draft.via(),
        origin=draft.origin("proposal"),
        confidence=0.0,
        name=name,
        type=_type(one.noun, name),
        sponsors=sponsors,
        status=status,
        points=points_of(draft, name, told),
    )
    features = {*_features(draft, actors, one, acts, bool(sponsors)), *_beside(draft, one, all_)}
    return Candidate(entry, frozenset(features), draft.meaning(told[0].span))


def _named(name: str) -> str:
    """`The 20-point plan`, `Resolution 1701`, `An immediate ceasefire`: at the head of a sentence."""
    own = re.match(r"(?:Resolution|Article|an?|the|their|its|his|her)\b", name, re.I)
    return f"{name[:1].upper()}{name[1:]}" if own else f"The {name}"


def _stands(status: ProposalStatus, one: Instrument) -> str:
    """`has been signed`, `have been signed`."""
    words = _STANDS[status]
    plural = one.mentions[0].token.tag_ in ("NNS", "NNPS")
    return re.sub(r"^has\b", "have", re.sub(r"^is\b", "are", words)) if plural else words


def _features(draft: Draft, actors: Actors, one: Instrument, acts: set[str], sponsored: bool) -> Iterator[str]:
    """What an instrument's own words speak for and against it."""
    first, kind, name = one.told[0].token, class_of(one.noun), one.name
    headline = (draft.article.headline or "").casefold()
    determiner = one.told[0].determiner
    yield f"noun:{one.noun}"
    yield f"class:{kind}"
    yield f"mentions:{min(len(one.mentions), 4)}"
    yield f"words:{min(len(name.split()), 4)}"
    yield f"named:{first.pos_ == 'PROPN'}"
    yield f"plural:{first.tag_ in ('NNS', 'NNPS')}"
    yield f"head:{one.noun in headline or any(m.heading for m in one.mentions)}"
    yield f"sponsored:{sponsored}"
    yield f"first:{min((draft.place_of(one.told[0].sentence) or 0) // 3, 4)}"
    yield f"det:{determiner if determiner in _DETERMINERS else 'other'}"
    yield f"number:{bool(re.search(r'[0-9]|-(?:point|day|year|month|week|stage|phase)', name))}"
    yield f"as:{first.dep_}"
    for act in acts:
        yield f"act:{act}"
    yield f"acts:{min(len(acts), 2)}"
    yield f"class:{kind} det:{determiner in ('the', 'this')}"
    yield f"class:{kind} acts:{min(len(acts), 2)}"
    yield from reality_of(first).features()
    if "talks" in draft.text[first.idx : first.idx + 40]:
        yield "then talks"
    if actors.speaker_at(first.idx):
        yield "in a statement"


def _beside(draft: Draft, one: Instrument, all_: Sequence[Instrument]) -> Iterator[str]:
    """What the article's other instruments, and the clauses of all mentions, say of one."""
    most = max(len(other.mentions) for other in all_)
    first = one.told[0]
    yield f"most:{len(one.mentions) == most} of:{min(most, 4)}"
    yield f"order:{min(all_.index(one), 3)}"
    yield f"real:{any(reality_of(m.token).happened for m in one.told)}"
    yield f"comes back:{any(m.determiner in ('the', 'this', 'that') for m in one.told[1:])}"
    yield f"case:{case_of(first.token) or 'none'}"
    if predicate_of(first.token) is first.token:
        yield "is predicate"
    others = [o for o in all_ if o is not one and o.told[0].sentence == first.sentence]
    yield f"others in sentence:{min(len(others), 2)}"
    yield f"of its noun:{min(sum(o.noun == one.noun for o in all_), 3)}"
    if any(m.span.start <= first.token.idx < m.span.end and m.party.kind != "state" for m in draft.mentions):
        yield "is party"
    if any(q.span.start <= first.token.idx < q.span.end for q in draft.quotations_in(first.span)):
        yield "is quoted"


def _type(noun: str, name: str) -> ProposalType:
    if re.search(r"cease-?fire|truce", name, re.I):
        return "ceasefire"
    if re.search(r"guarantee", name, re.I):
        return "guarantee"
    return cast(ProposalType, class_of(noun))

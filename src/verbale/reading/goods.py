"""Gifts that are no money: `China would supply magnets`, `Britain could send experts`.

Comes in: a draft and its actors. Goes out: candidates for `Pledge`s of goods in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from verbale.reading.actors import Actors
from verbale.reading.certainty import judge_act
from verbale.reading.clause import agent_of, case_of, reality_of
from verbale.reading.draft import Draft
from verbale.reading.entries import Pledge, PledgeType
from verbale.reading.tree import Token
from verbale.reading.weighing import Candidate
from verbale.reading.words import load_table
from verbale.text import Span


def propose_goods(draft: Draft, actors: Actors) -> Iterator[Candidate[Pledge]]:
    """What a party gives or promises another, where it is no sum of money."""
    kinds = {lemma: kind for kind, words in load_table("pledges")["goods"].items() for lemma in words.split()}
    for token in draft.doc:
        kind = kinds.get(token.lemma_.casefold()) if token.pos_ == "VERB" else None
        given = next((one for one in token.children if one.dep_ in ("obj", "nsubj:pass")), None) if kind else None
        place = draft.place_of(Span(token.idx, token.idx + 1))
        if kind is None or given is None or place is None or given.pos_ != "NOUN":
            continue
        sentence = draft.sentences[place]
        goods = Span(given.left_edge.idx, given.right_edge.idx + len(given.right_edge))
        paid = any(sum_.span.start < goods.end and goods.start < sum_.span.end for sum_ in draft.amounts)
        if not paid and sentence.start <= token.idx < sentence.end:
            made = _gift(draft, actors, token, cast("PledgeType", kind), goods, sentence)
            if made is not None:
                yield made


def _gift(
    draft: Draft, actors: Actors, verb: Token, kind: PledgeType, goods: Span, sentence: Span
) -> Candidate[Pledge] | None:
    agent = agent_of(verb)
    donors = actors.of(agent) if agent is not None else ()
    if not donors:
        return None
    donor, told = donors[0].actor.party, reality_of(verb)
    recipient = next((party for party in _recipients(actors, verb) if party != donor), None)
    what = re.sub(r"^(?:the|an?|its|their|some)\s+", "", goods.of(draft.text), flags=re.I)
    act = "promised" if kind == "pledge" else "gave"
    entry = Pledge(
        text=f"{donor} {act} {what}" + (f" to {recipient}." if recipient else "."),
        when=draft.when_of(verb),
        certainty=judge_act(sentence.of(draft.text)),
        evidence=(draft.evidence(sentence),),
        via=draft.via(),
        origin=draft.origin("goods"),
        confidence=0.0,
        type=kind,
        donor=donor,
        recipient=recipient,
        goods=what,
        stage="announced" if kind == "pledge" or told.future else "disbursed",
    )
    features = {
        "how:goods",
        f"goods verb:{verb.lemma_.casefold()}",
        f"goods to:{recipient is not None}",
        f"goods words:{min(len(what.split()), 6)}",
        f"goods by:{donors[0].by}",
        *(f"goods {one}" for one in told.features()),
    }
    return Candidate(entry, frozenset(features), draft.meaning(goods))


def _recipients(actors: Actors, verb: Token) -> Iterator[str | None]:
    for child in verb.children:
        if child.dep_ in ("iobj", "obl") and case_of(child) in ("", "to", "for"):
            yield from (one.actor.party for one in actors.of(child))

"""Statements as positions of whoever makes them: one that asks, blames, praises or promises is one as a whole.

Comes in: a draft, its actors and its statements. Goes out: `Held`s in the order of the statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verbale.reading.actors import Actors
from verbale.reading.draft import Draft
from verbale.reading.entries import Manner, Stance, Statement
from verbale.reading.held import Held
from verbale.text import Span

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


def find_stated(draft: Draft, actors: Actors, statements: Sequence[Statement]) -> Iterator[Held]:
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
        one = Held(party, stance, span, draft.sentence_of(span), "stated", when=statement.when)
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

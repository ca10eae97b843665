"""How often an article names each party: whom it is about.

Comes in: a draft. Goes out: the names of parties with how often each is named.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from verbale.reading.draft import Draft
from verbale.reading.words import load_table, one_of


def count_named(draft: Draft) -> Counter[str]:
    """How often the article names each party, people who act for it counted with it, its head counted twice."""
    counts: Counter[str] = Counter()
    for name in draft.cast.names:
        if name.speaker.party:
            counts[name.speaker.party] += 1
    for mention in draft.mentions:
        if mention.form == "adjective" and mention.acts:
            counts[mention.party.name] += 1
    for match in _bodies().finditer(draft.text):
        body = draft.cast.body(match[1], match.start())
        if body and body.party:
            counts[body.party] += 1
    return counts


@cache
def _bodies() -> re.Pattern[str]:
    """`the union`, `the company`: organizations by what they are called for short."""
    return re.compile(rf"\b[Tt]he ({one_of([n for kind in load_table('sources')['kinds'] for n in kind['called']])})\b")

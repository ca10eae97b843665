"""One article in, one reading out.

Comes in: an article. Goes out: a `Reading`. Calls the files beside it in order; adds nothing of its own.
"""

from __future__ import annotations

from verbale.page.article import Article
from verbale.reading.draft import make_draft
from verbale.reading.entries import Reading
from verbale.reading.events import find_events
from verbale.reading.meetings import find_meetings
from verbale.reading.parties import find_parties
from verbale.reading.pledges import find_pledges
from verbale.reading.positions import find_positions
from verbale.reading.proposals import find_proposals
from verbale.reading.statements import find_statements


def read_article(article: Article) -> Reading:
    """The people, parties and draft entries of an article, each entry with its evidence."""
    draft = make_draft(article)
    statements, meetings = find_statements(draft), find_meetings(draft)
    entries = (
        *statements,
        *meetings,
        *find_positions(draft, statements),
        *find_proposals(draft),
        *find_pledges(draft),
        *find_events(draft, statements, meetings),
    )
    speaking = frozenset(s.name for said in statements for s in said.speakers if s.kind == "party")
    return Reading(article, draft.people, find_parties(article, draft.people, speaking), entries)

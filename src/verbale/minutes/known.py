"""What a dossier's articles name most: parties and issues, for those who choose which of them matter.

Comes in: a `Standing`. Goes out: names with how many articles or lines have them, the most frequent first.
"""

from __future__ import annotations

from sqlalchemy import func, select

from verbale.minutes import tables
from verbale.minutes.standing import Standing, stands
from verbale.minutes.told import STANDING


def known_parties(standing: Standing, limit: int) -> list[tuple[str, int]]:
    """Parties by the number of articles that name them."""
    table = tables.figure
    count = func.count()
    query = select(table.c.name, count).where(
        table.c.dossier == standing.dossier.id, table.c.kind == "party", stands(table, standing.at)
    )
    rows = standing.connection.execute(query.group_by(table.c.name).order_by(count.desc(), table.c.name).limit(limit))
    return [(name, number) for name, number in rows]


def known_issues(standing: Standing, limit: int) -> list[tuple[str, int]]:
    """Issues by the number of lines about them."""
    table = tables.line
    count = func.count()
    query = select(table.c.issue, count).where(
        table.c.dossier == standing.dossier.id,
        table.c.issue.is_not(None),
        table.c.state.in_(STANDING),
        stands(table, standing.at),
    )
    rows = standing.connection.execute(query.group_by(table.c.issue).order_by(count.desc(), table.c.issue).limit(limit))
    return [(name, number) for name, number in rows]

"""What a brief is written of, read of a dossier without the lines that it neither shows nor counts one by one.

Comes in: a dossier as it stands, a day, and a moment before. Goes out: the `Basis` that `make_brief` has of all lines,
but for the meetings that a brief passes over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from verbale.minutes import tables
from verbale.minutes.amending import in_parts
from verbale.minutes.brief import Basis, Holding
from verbale.minutes.brief_ledgers import PER_STAGE, choose_ahead
from verbale.minutes.brief_new import find_fresh, first_of_week, told_since
from verbale.minutes.brief_sections import choose_met, choose_proposals
from verbale.minutes.contested import Turns, weigh_contested
from verbale.minutes.dossiers import own_issues
from verbale.minutes.fetching import fetch
from verbale.minutes.forecasts import find_forecasts
from verbale.minutes.line import Source
from verbale.minutes.meetings import HEADINGS, Heading, Meetings, Placed, describe_meetings, place_meetings
from verbale.minutes.money import begin_ledger, keep_ledger
from verbale.minutes.named import find_names
from verbale.minutes.near import Near
from verbale.minutes.outline import counts, of_dossier, told_outlook
from verbale.minutes.positions import Matrix, arrange_matrix
from verbale.minutes.proposals import arrange_proposals
from verbale.minutes.rates import Rates
from verbale.minutes.sides import side_of
from verbale.minutes.standing import Standing, stands
from verbale.minutes.telling import tell_outlines
from verbale.minutes.told import STANDING, Told, by_subject, tell
from verbale.reading.entries import PledgeStage

_LINE = tables.line.c


def read_basis(
    standing: Standing, today: str, *, before: Standing | None, rates: Rates | None = None, into: str | None = None
) -> Basis:
    """What the brief of a day shows. New is what did not stand in `before`, or else what the last week told first."""
    settings, recall = standing.settings(), standing.recall
    sources, names = standing.sources(), find_names(standing)
    near = Near(standing, sources, names)
    proposals, positions = near.told("proposal"), near.positions()
    lines, drafts, others = _count(standing)
    articles = _articles(standing, others)
    newest = max((day[:10] for one in articles if (day := _published(sources, one))), default=None)
    matrix = arrange_matrix(
        positions,
        parties=settings.get("parties") or (),
        issues=tuple(own_issues(settings)),
        whole=False,
        recall=recall,
    )
    if into or rates:
        pledged = standing.lines("pledge", ordered=False)
        ledger = keep_ledger(pledged, sources, rates=rates, into=into, names=names)
        pledges: dict[PledgeStage, int] = {stage.stage: len(stage.rows) for stage in ledger.stages}
    else:
        ledger, pledges = begin_ledger(near.told("pledge"), PER_STAGE, recall)
    sided = (one for one in positions if side_of(one.line.label) in ("for", "against"))
    return Basis(
        matrix=matrix,
        proposals=arrange_proposals(proposals, near.answers_to, subjects=choose_proposals(proposals), names=names),
        tabled=len({one.line.subject for one in proposals}),
        meetings=_meetings(standing, sources, names, today),
        ledger=ledger,
        pledges=pledges,
        forecasts=find_forecasts(
            standing.lines("statement", where=told_outlook()), (), sources, today=today, names=names
        ),
        contested=weigh_contested(near.disputed(sided), near.statements_in, _turns_in(matrix), recall=recall),
        fresh=_since(near, before) if before else _of_week(near, newest),
        newest=newest,
        holding=Holding(
            lines=lines,
            drafts=drafts,
            sources=[sources[one] for one in articles if one in sources],
            articles=len(articles),
        ),
    )


def _turns_in(matrix: Matrix) -> Callable[[Sequence[Told]], Turns]:
    """What `find_turns` found already of the lines of a party on an issue."""
    found = {(cell.party, cell.issue): (cell.reversals, cell.contradictions) for cell in matrix.cells}
    return lambda some: found[some[0].line.party or "", some[0].line.issue or ""]


def _count(standing: Standing) -> tuple[int, int, int]:
    """How many lines count, how many of them are drafts, and how many lines do not count."""
    counts = standing.recall.follow("counts", standing.counts, standing.counts_since)
    lines = sum(count for (_, state), count in counts.items() if state in STANDING)
    return lines, sum(count for (_, state), count in counts.items() if state == "draft"), sum(counts.values()) - lines


def _articles(standing: Standing, others: int) -> set[int]:
    """The articles that have a line that counts. Few have any of the `others`, and these alone are looked into."""

    def begin() -> set[int]:
        line = _LINE.dossier == standing.dossier.id, stands(tables.line, standing.at)
        rest = select(_LINE.article).where(*line, _LINE.state.not_in(STANDING)).distinct()
        in_doubt = _numbers(standing, rest) if others else set[int]()
        found = _numbers(standing, select(_LINE.article).where(*line).distinct()) - in_doubt
        return found | _having_lines(standing, in_doubt)

    def alter(change: int, known: set[int]) -> set[int]:
        touched = standing.recall.since(change)
        return (known - touched) | _having_lines(standing, touched)

    return standing.recall.follow("articles", begin, alter)


def _having_lines(standing: Standing, articles: set[int]) -> set[int]:
    """Which of some articles have a line that counts."""
    found: set[int] = set()
    for some in in_parts(articles):
        query = select(_LINE.article).where(standing.within(some), counts()).distinct()
        found |= _numbers(standing, query)
    return found


def _numbers(standing: Standing, query: Select[Any]) -> set[int]:
    return {number for (number,) in fetch(standing.connection, query)}


def _published(sources: Mapping[int, Source], article: int) -> str | None:
    source = sources.get(article)
    return source.published if source else None


def _meetings(standing: Standing, sources: Mapping[int, Source], names: Mapping[str, str], today: str) -> Meetings:
    """The meetings that a brief may tell of."""
    placed = place_meetings(by_subject(tell_outlines(standing, "meeting", sources)), today, standing.recall)
    some: dict[Heading, Sequence[Placed]] = dict.fromkeys(HEADINGS, ())
    some |= choose_met(placed) | choose_ahead(placed, today)
    lines = standing.lines(subjects={one.subject for part in some.values() for one in part})
    return describe_meetings(placed, some, by_subject(tell(lines, sources, names)), lambda _: (), names=names)


def _of_week(near: Near, newest: str | None) -> dict[int, list[Told]]:
    begin = first_of_week(newest)
    articles = {number for number in near.sources if (_published(near.sources, number) or "")[:10] >= begin}
    query = select(_LINE.subject).where(of_dossier(near.standing), _LINE.article.in_(articles))
    lines = near.standing.lines(where=_LINE.subject.in_(query))
    return find_fresh(tell(lines, near.sources, near.names), told_since(newest))


def _since(near: Near, before: Standing) -> dict[int, list[Told]]:
    stood = select(_LINE.entry).where(of_dossier(before))
    query = select(_LINE.entry, _LINE.subject).where(of_dossier(near.standing), _LINE.entry.not_in(stood))
    rows: Sequence[Any] = near.standing.connection.execute(query).all()
    new = {entry for entry, _ in rows}
    return find_fresh(_told(near, {subject for _, subject in rows}), lambda one: one.line.entry in new)


def _told(near: Near, subjects: Collection[int]) -> list[Told]:
    return tell(near.standing.lines(subjects=subjects), near.sources, near.names)

"""The brief: one page that a minister could read, every sentence with its proof.

Comes in: all lines of a dossier with their articles and figures, today's date, and what was known at a moment before.
Goes out: the state of play in one line, sections of prose and tables, numbered notes with the exact words of the
articles, and how the brief was made. It says nothing that no line says; what nobody has reviewed is called a draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from verbale.minutes.brief_ledgers import say_ahead, say_disputes, say_money
from verbale.minutes.brief_new import find_fresh, say_new, told_since
from verbale.minutes.brief_sections import choose_proposals, say_sides, say_state, say_table
from verbale.minutes.citing import Note, Notes, Section, Sentence, join_names
from verbale.minutes.contested import Contested, find_contested
from verbale.minutes.forecasts import Forecast, find_forecasts
from verbale.minutes.line import Figure, Line, Source
from verbale.minutes.meetings import Meetings, make_meetings
from verbale.minutes.money import Ledger as MoneyLedger
from verbale.minutes.money import keep_ledger
from verbale.minutes.positions import Matrix, make_matrix
from verbale.minutes.proposals import Ledger, make_ledger
from verbale.minutes.rates import Rates
from verbale.minutes.told import STANDING, Told, names_of, tell
from verbale.minutes.wording import count_of
from verbale.reading.entries import PledgeStage


@dataclass(frozen=True, slots=True)
class Made:
    """How the brief was made: of the lines cited in it, and of all lines, how many are in which state, and by whom.

    `machine` counts lines that rules or a model drafted; `reviewers` are those who accepted or edited lines.
    """

    cited: int
    drafts: int
    accepted: int
    edited: int
    machine: int
    reviewers: tuple[str, ...]
    lines: int
    all_drafts: int
    articles: int
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True)
class Brief:
    """`state` is the state of play in one line; `notes` are in the order of their numbers."""

    title: str
    today: str
    since: str | None
    state: Sentence
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    made: Made
    disclosure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """A moment before: how to tell it ("20 December 2025"), and the entries that stood then."""

    told: str
    entries: Collection[int]


@dataclass(frozen=True, slots=True)
class Holding:
    """What a dossier holds: its lines that stand, the drafts among them, and the articles that they are of."""

    lines: int
    drafts: int
    sources: Collection[Source]
    articles: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What a brief is written of: the views, or as much of them as it shows.

    `pledges` are how many rows each stage of the ledger has; `fresh` are the lines that tell something new, by subject;
    `newest` the day of the newest article that has a line; `tabled` how many proposals there are.
    """

    matrix: Matrix
    proposals: Ledger
    tabled: int
    meetings: Meetings
    ledger: MoneyLedger
    pledges: Mapping[PledgeStage, int]
    forecasts: Sequence[Forecast]
    contested: Contested
    fresh: Mapping[int, Sequence[Told]]
    newest: str | None
    holding: Holding


def make_brief(
    title: str,
    lines: Sequence[Line],
    sources: Mapping[int, Source],
    figures: Iterable[Figure] = (),
    *,
    today: str,
    since: Since | None = None,
    parties: Sequence[str] = (),
    issues: Sequence[str] = (),
    rates: Rates | None = None,
    into: str | None = None,
    names: Mapping[str, str] | None = None,
) -> Brief:
    """The brief of a dossier on a day. `parties` and `issues` are its own lists; `names`: see `told.names_of`.

    Without `since`, what is new is what articles of the last week of reports told first.
    """
    names = names_of(figures) if names is None else names
    lines = [line for line in lines if line.state in STANDING]
    told = tell(lines, sources, names)
    tabled = choose_proposals(told)
    newest = max((one.published for one in told if one.published), default=None)
    articles = {line.article for line in lines}
    ledger = keep_ledger(lines, sources, rates=rates, into=into, names=names)
    basis = Basis(
        matrix=make_matrix(lines, sources, parties=parties, issues=issues, names=names),
        proposals=make_ledger(lines, sources, subjects=tabled, names=names),
        tabled=len({line.subject for line in lines if line.kind == "proposal"}),
        meetings=make_meetings((line for line in lines if line.kind == "meeting"), sources, today=today, names=names),
        ledger=ledger,
        pledges={stage.stage: len(stage.rows) for stage in ledger.stages},
        forecasts=find_forecasts(lines, (), sources, today=today, names=names),
        contested=find_contested(lines, sources, names=names),
        fresh=find_fresh(told, (lambda one: one.line.entry not in since.entries) if since else told_since(newest)),
        newest=newest,
        holding=Holding(
            lines=len(lines),
            drafts=sum(line.state == "draft" for line in lines),
            sources=[source for number in articles if (source := sources.get(number))],
            articles=len(articles),
        ),
    )
    return write_brief(title, basis, today=today, since=since.told if since else None)


def write_brief(title: str, basis: Basis, *, today: str, since: str | None = None) -> Brief:
    """The brief of what was gathered for it; `since` tells the moment since which its news are new."""
    notes = Notes()
    state = say_state(notes, basis.matrix, basis.proposals, basis.meetings)
    sections = (
        say_new(notes, basis.fresh, basis.matrix, basis.newest, since),
        say_sides(notes, basis.matrix),
        say_table(notes, basis.proposals, basis.tabled),
        say_money(notes, basis.ledger, basis.pledges),
        say_ahead(notes, basis.meetings, basis.forecasts, today),
        say_disputes(notes, basis.contested),
    )
    made = _made(notes.lines, basis.holding)
    return Brief(
        title=title,
        today=today,
        since=since,
        state=state,
        sections=sections,
        notes=notes.notes,
        made=made,
        disclosure=_disclose(made),
    )


def _made(cited: Sequence[Told], holding: Holding) -> Made:
    states = Counter(one.line.state for one in cited)
    return Made(
        cited=len(cited),
        drafts=states["draft"],
        accepted=states["accepted"],
        edited=states["edited"],
        machine=sum(one.line.method != "person" for one in cited),
        reviewers=tuple(sorted({one.line.reviewer for one in cited if one.reviewed and one.line.reviewer})),
        lines=holding.lines,
        all_drafts=holding.drafts,
        articles=holding.articles,
        outlets=len({source.publisher or source.article for source in holding.sources}),
        origins=len({source.origin for source in holding.sources}),
    )


def _disclose(made: Made) -> tuple[str, ...]:
    """How the brief was made, in words that can stand at its foot."""
    if not made.cited:
        return ("No line of the minutes is cited in this brief.",)
    rests = [f"This brief rests on {count_of(made.cited, 'line')} of the minutes"]
    machine = "none" if not made.machine else "all" if made.machine == made.cited else f"{made.machine}"
    rests.append(f"{machine} of them drafted by machine")
    reviewed = made.accepted + made.edited
    by = f" by {join_names(made.reviewers)}" if made.reviewers else ""
    if reviewed:
        parts = [f"{made.accepted} accepted" if made.accepted else "", f"{made.edited} edited" if made.edited else ""]
        review = f"{' and '.join(filter(None, parts))}{by}"
        left = f"; {count_of(made.drafts, 'draft')} that nobody has reviewed" if made.drafts else ""
        review = f"Of the cited lines, {review}{left}."
    else:
        review = "Nobody has reviewed any of them: read it as a draft."
    origins = f", {made.origins} of their own text" if made.origins < made.articles else ""
    drafts = count_of(made.all_drafts, "line is", "lines are")
    kept = (
        f"The dossier holds {count_of(made.lines, 'line')} from {count_of(made.articles, 'article')} of "
        f"{count_of(made.outlets, 'outlet')}{origins}; {drafts} still drafts."
    )
    return (", ".join(rests) + ".", review, kept, "It was put together by Verbale; no language model wrote it.")

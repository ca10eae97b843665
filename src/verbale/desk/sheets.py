"""The views of the minutes, each as a sheet of grids.

Comes in: a view's value. Goes out: a sheet. It leaves nothing out but what a row has no room for: that stands in the
JSON of the same view.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from verbale.desk.charts import activity_chart, currencies, money_chart
from verbale.desk.grids import Figure, Grid, Row, Sheet, filled, row_of
from verbale.desk.wording import plain_words
from verbale.minutes.contested import Contested
from verbale.minutes.forecasts import Forecast
from verbale.minutes.graphs import Graph
from verbale.minutes.meetings import HEADINGS, Meeting, Meetings
from verbale.minutes.money import Ledger, MoneyRow, Total
from verbale.minutes.money_words import tell_amount, tell_purpose, tell_total
from verbale.minutes.network import Network
from verbale.minutes.people import PartyRow, PersonRow, Roster
from verbale.minutes.periods import Activity
from verbale.minutes.proposals import Ledger as Proposals
from verbale.minutes.proposals import Proposal
from verbale.minutes.timeline import KINDS, Timeline
from verbale.minutes.timeline import Row as Happening
from verbale.minutes.wording import days, tell_sum

#: The title of the table of days.
BY_DAY = "Day by day"
#: Ties of a network that a table shows.
_TIES = 50
_APART = 30  # of what is planned, and of what has no day, beside a part of the timeline
_CHARTS = 4  # of money: one for each currency


def activity_figure(activity: Activity) -> Figure | None:
    """When how much was told, drawn and as a table; None where nothing has a day."""
    if not activity.periods:
        return None
    columns = ("From", *(f"{kind.capitalize()}s" for kind in KINDS), "Reviewed")
    rows = tuple(
        Row((one.start, *(str(one.kinds.get(kind, 0)) for kind in KINDS), str(one.reviewed)))
        for one in reversed(activity.periods)
        if one.lines
    )
    note = f"{activity.undated} lines without a day are not among them." if activity.undated else ""
    title = f"Lines by {activity.grain}"
    told = f"{title}: bars filled for what a person reviewed, hollow for drafts. The table has the same numbers."
    return Figure(title, "activity", activity_chart(activity).height, told, table=Grid(title, columns, rows, note))


def timeline_sheet(timeline: Timeline) -> Sheet:
    """Days, newest first, behind what is planned."""
    columns = ("Kind", "What")
    days_told: list[Row] = []
    for day in timeline.days:
        title = days(day.day, day.last_day)
        for heading, rows in ((title, day.happened), (f"{title}: told on that day, of no day of its own", day.told)):
            if rows:
                days_told += (Row((heading,), heading=True), *_happenings(rows))
    grids = (
        _first_of(
            "Planned", ("Day", *columns), _happenings(timeline.planned[:_APART], dated=True), len(timeline.planned)
        ),
        Grid(BY_DAY, columns, tuple(days_told)),
        _first_of("Without a day", columns, _happenings(timeline.undated[:_APART]), len(timeline.undated)),
    )
    more = f"after={timeline.next[0]}.{timeline.next[1]}" if timeline.next else None
    return Sheet(filled(grids), more=more)


def proposals_sheet(ledger: Proposals) -> Sheet:
    """Proposals, those told of last first."""
    columns = ("Since", "Proposal", "Whose", "State", "Points and terms", "Replies")
    note = f"{len(ledger.proposals)} of {ledger.total}." if len(ledger.proposals) < ledger.total else ""
    return Sheet(filled((Grid("On the table", columns, tuple(map(_proposal, ledger.proposals)), note),)))


def meetings_sheet(meetings: Meetings) -> Sheet:
    """Meetings by heading, and what each side said of those that were held."""
    columns = ("Day", "Meeting", "Who", "Place", "Outcome")
    notes = {"unconfirmed": "Planned for a day that has gone by; no article tells whether they took place."}
    grids = [
        Grid(heading.capitalize(), columns, tuple(map(_meeting, meetings.under(heading))), notes.get(heading, ""))
        for heading in HEADINGS
    ]
    for meeting in (*meetings.ongoing, *meetings.held):
        title = f"{meeting.name}, {days(meeting.day, meeting.last_day) or 'no day'}: what each side said"
        grids.append(Grid(title, ("Side", "Who", "Words"), _readouts(meeting)))
    return Sheet(filled(grids))


def money_sheet(ledger: Ledger) -> Sheet:
    """A table of rows and one of sums for each stage."""
    grids: list[Grid] = []
    for stage in ledger.stages:
        columns = ("Day", "Type", "From", "To", "Amount", "For")
        grids.append(Grid(stage.stage.capitalize(), columns, tuple(map(_money, stage.rows))))
        note = "Of one stage, type, currency and period; never added across stages."
        grids.append(Grid(f"Sums of what was {stage.stage}", ("What", "Sum"), tuple(map(_total, stage.totals)), note))
    return Sheet(
        filled(grids), figures=tuple(_sums_drawn(ledger, currency) for currency in currencies(ledger)[:_CHARTS])
    )


def people_sheet(roster: Roster) -> Sheet:
    """People, then parties, those who speak and meet most first."""
    people = ("Name", "Offices", "For", "Said", "Met", "Articles", "Days")
    parties = ("Party", "Said", "Met", "Positions", "Proposals", "Pledges", "Acts", "Articles")
    return Sheet(
        filled(
            (
                Grid("People", people, tuple(map(_person, roster.people))),
                Grid("Parties", parties, tuple(map(_party, roster.parties))),
            )
        )
    )


def forecasts_sheet(forecasts: Iterable[Forecast]) -> Sheet:
    """Forecasts by standing: due, open, past."""
    rows: dict[str, list[Row]] = {"due": [], "open": [], "past": []}
    for one in forecasts:
        outcome = one.outcome.verdict if one.outcome else "nobody has looked" if one.waits else ""
        cells = (days(one.first, one.last), ", ".join(one.who), one.text, outcome)
        rows[one.standing].append(row_of(cells, one.backing))
    columns = ("For", "Who", "What", "Outcome")
    return Sheet(filled(Grid(name.capitalize(), columns, tuple(some)) for name, some in rows.items()))


def contested_sheet(contested: Contested) -> Sheet:
    """A table of answers for each question, then what is denied."""
    columns = ("Answer", "Words", "Who says so")
    grids = [
        Grid(
            one.question,
            columns,
            tuple(row_of((each.value, each.text, " ← ".join(each.said_by)), each.backing) for each in one.answers),
            "Unsure: an answer has only drafts of low confidence, or all come from one article." if one.unsure else "",
        )
        for one in contested.questions
    ]
    denied = tuple(
        Row((line.text,), (line.entry,), line.state, line.certainty, line.confidence)
        for one in contested.denials
        for line in (one.denial.line,)
    )
    return Sheet(filled((*grids, Grid("Denied", ("Words",), denied))), empty="No reports disagree.")


def network_sheet(network: Network) -> Sheet:
    """Who is tied to whom, the strongest ties first."""
    return Sheet(
        filled(
            (
                ties_grid("Who met whom", network.met),
                ties_grid("Who met whom, by person", network.met_persons),
                ties_grid("Who answers whom", network.answers),
            )
        )
    )


def _sums_drawn(ledger: Ledger, currency: str) -> Figure:
    told = f"Bars of the sums in {currency}, one for each stage and period; the tables of sums have the same numbers."
    return Figure(f"Sums in {currency}, by stage", "money", money_chart(ledger, currency).height, told, of=currency)


def _first_of(title: str, columns: tuple[str, ...], rows: tuple[Row, ...], total: int) -> Grid:
    return Grid(title, columns, rows, f"The first {len(rows)} of {total}." if total > len(rows) else "")


def ties_grid(title: str, graph: Graph) -> Grid:
    """The ties of a graph, the strongest first."""
    ties = sorted(graph.edges, key=lambda edge: -edge.weight)[:_TIES]
    rows = tuple(
        Row(
            (edge.one, edge.other, f"{edge.weight:g}", _labels(edge.labels)),
            edge.entries,
            "draft" if edge.draft else "accepted",
        )
        for edge in ties
    )
    note = f"The strongest {_TIES} of {len(graph.edges)}." if len(graph.edges) > _TIES else ""
    return Grid(title, ("Who", "Whom", "How often", "How"), rows, note)


def _labels(labels: Mapping[str, int]) -> str:
    return ", ".join(f"{plain_words(label)} {count}" for label, count in labels.items() if label)


def _happenings(rows: Iterable[Happening], *, dated: bool = False) -> tuple[Row, ...]:
    return tuple(
        row_of(
            (
                *((days(row.day, row.last_day),) if dated else ()),
                row.kind,
                f"{row.text} (unconfirmed)" if row.unconfirmed else row.text,
            ),
            row.backing,
            row.certainty,
        )
        for row in rows
    )


def _proposal(proposal: Proposal) -> Row:
    state = plain_words(proposal.status)
    if proposal.disputed:
        state += f" (also told: {', '.join(map(plain_words, proposal.disputed))})"
    points = f"{proposal.points[0]} points" if proposal.points else ""
    told = "; ".join(filter(None, (points, *proposal.terms)))
    replies = f"{len(proposal.replies)}" if proposal.replies else ""
    cells = (proposal.since or "", proposal.name, ", ".join(proposal.sponsors), state, told, replies)
    return row_of(cells, proposal.backing, proposal.certainty)


def _meeting(meeting: Meeting) -> Row:
    sides = (
        f"{side.party or 'for whom is not said'} ({', '.join(side.members)})" if side.members else side.party or ""
        for side in meeting.delegations
    )
    cells = (
        days(meeting.day, meeting.last_day), meeting.name, "; ".join(filter(None, sides)), ", ".join(meeting.places),
        "; ".join(meeting.outcomes),
    )  # fmt: skip
    return row_of(cells, meeting.backing, meeting.certainty)


def _readouts(meeting: Meeting) -> tuple[Row, ...]:
    return tuple(
        Row((side.party or "", one.speaker, line.text), (line.entry,), line.state, line.certainty, line.confidence)
        for side in meeting.delegations
        for one in side.readout
        for line in (one.told.line,)
    )


def _money(row: MoneyRow) -> Row:
    day = row.day or row.reported or ""
    told = (day, row.type, row.donor or "", row.recipient or "", tell_amount(row), tell_purpose(row))
    return row_of(told, row.backing, row.certainty)


def _total(total: Total) -> Row:
    return Row((tell_total(total), tell_sum(total.amount)))


def _person(row: PersonRow) -> Row:
    offices = "; ".join(plain_words(office.title) for office in row.offices)
    numbers = (str(row.spoke), str(row.met), str(row.articles), days(row.first, row.last))
    return Row((row.name, offices, row.party or "", *numbers), (*row.statements, *row.meetings))


def _party(row: PartyRow) -> Row:
    numbers = (row.spoke, row.met, row.positions, row.proposals, row.pledges, row.events, row.articles)
    return Row((row.name, *map(str, numbers)))

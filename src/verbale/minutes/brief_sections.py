"""The brief on the talks: the state of play, where the sides stand, what is on the table.

Comes in: views as they stand, and the notes of the text. Goes out: sections, each with prose, a table or both, or with
the one sentence that says that there is nothing. Sentences are those of the lines wherever one line says it all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from verbale.minutes.citing import Notes, Section, Sentence, Table, count_more, join_names, stop, the
from verbale.minutes.meetings import Heading, Meeting, Meetings, Placed
from verbale.minutes.positions import Cell, Matrix
from verbale.minutes.proposals import Ledger, Proposal
from verbale.minutes.sides import side_of
from verbale.minutes.told import Told, by_subject
from verbale.minutes.wording import tell_days

_ISSUES = 4  # the most contested
_PROPOSALS = 6  # on the table: more are counted
_STANDS = {
    "floated": "has been floated", "under_discussion": "is under discussion", "agreed_in_part": "is agreed in part",
    "agreed": "is agreed", "signed": "is signed", "in_force": "is in force", "rejected": "has been rejected",
    "withdrawn": "has been withdrawn",
}  # fmt: skip
_MET: tuple[Heading, ...] = ("ongoing", "held")
_DULL = "process"  # the issue of all that has none: it says little in one line


def say_state(notes: Notes, matrix: Matrix, proposals: Ledger, meetings: Meetings) -> Sentence:
    """The state of play in one line: who met last and meets next, what is on the table, what divides the sides."""
    clauses: list[tuple[str, list[Sequence[Told]]]] = []  # words, and what proves them
    firm = [one for one in (*meetings.ongoing, *meetings.held) if one.certainty in ("asserted", "reported")]
    if met := next((one for one in firm if one.day), firm[0] if firm else None):
        clauses.append((_met(met), [met.proof]))
    if ahead := _next(meetings):
        told = "may take place on" if ahead.certainty == "possible" else "is planned for"
        clauses.append((f"the next meeting {told} {_when_where(ahead)}", [ahead.proof]))
    if tabled := _leading(proposals):
        clauses.append((f"{_named(tabled)} {_STANDS[tabled.status]}", [tabled.proof]))
    divided = _contested(matrix)
    if apart := [each for each in divided if each[0] != _DULL][:2] or divided[:1]:
        text = f"the sides stand apart on {_and_on([issue for issue, _ in apart])}"
        clauses.append((text, [side.now_lines for _, sides in apart for side in sides[:2]]))
    if not clauses:
        return Sentence(
            "No article of this dossier tells of a meeting, a proposal or a position that divides the sides."
        )
    proofs = [some for _, proof in clauses for some in proof]
    numbers = [number for some in proofs for number in notes.cite(some, most=1)]
    reviewed = [any(one.reviewed for one in some) for some in proofs]
    marks = () if all(reviewed) else ("partly draft",) if any(reviewed) else ("draft",)
    return Sentence(stop("; ".join(text for text, _ in clauses)), tuple(dict.fromkeys(numbers)), marks)


def choose_met(placed: Mapping[Heading, Sequence[Placed]]) -> dict[Heading, Sequence[Placed]]:
    """Which meeting is that of which `say_state` says that it was the last."""
    firm: list[tuple[Heading, Placed]] = [
        (heading, one)
        for heading in _MET
        for one in placed[heading]
        if one.newest.certainty in ("asserted", "reported")
    ]
    dated = [each for each in firm if each[1].newest.day]
    met: dict[Heading, Sequence[Placed]] = {heading: (one,) for heading, one in (dated or firm)[:1]}
    return met


def _next(meetings: Meetings) -> Meeting | None:
    """The next meeting of two sides or more, a firm plan before a possible one; else of one side with its own."""
    dated = [one for one in meetings.planned if one.day]
    return min(
        dated,
        key=lambda one: (len(one.delegations) < 2, one.certainty == "possible", one.day or ""),
        default=None,
    )


def _and_on(issues: Sequence[str]) -> str:
    """`territory and borders`; `climate, and on trade and tariffs`."""
    clear = not any(" and " in issue for issue in issues)
    return join_names(issues) if clear else ", and on ".join(issues)


def _met(meeting: Meeting) -> str:
    sides = join_names(the(side.party or side.members[0]) for side in meeting.delegations) or "the sides"
    hedge = " reportedly" if meeting.certainty == "reported" else ""
    where = _when_where(meeting)
    if meeting.status == "ongoing":
        return f"{sides} are{hedge} meeting{f' ({where})' if where else ''}"
    verb = {"call": "spoke by telephone", "video": "spoke by video"}.get(meeting.format, "met")
    on = f" on {where}" if meeting.day else f" ({where})" if where else ""
    return f"{sides}{hedge} last {verb}{on}"


def _when_where(meeting: Meeting) -> str:
    days = tell_days(meeting.day, meeting.last_day)
    return f"{days} ({meeting.place})" if days and meeting.place else days or meeting.place or ""


def _leading(proposals: Ledger) -> Proposal | None:
    """The proposal that most tell of, of those that have not ended; of equals one that says whose, or its points."""
    alive = [one for one in proposals.proposals if one.status not in ("rejected", "withdrawn")]
    return max(
        alive,
        key=lambda one: (one.backing.origins, bool(one.points), bool(one.sponsors), one.last_told or ""),
        default=None,
    )


def choose_proposals(told: Iterable[Told]) -> list[int]:
    """The subjects of the proposals that a brief names: those that most articles tell of, then the newest."""
    groups = by_subject(one for one in told if one.line.kind == "proposal" and one.line.certainty != "denied")

    def weight(subject: int) -> tuple[bool, int, str, float]:
        some = groups[subject]
        newest = max(one.as_of or "" for one in some)
        return any(one.reviewed for one in some), len({one.line.article for one in some}), newest, -subject

    return sorted(groups, key=weight, reverse=True)[:_PROPOSALS]


def _named(proposal: Proposal) -> str:
    return f"“{proposal.name}”"


@dataclass(frozen=True, slots=True)
class _Side:
    """A party's cell of a contested issue, and the lines that say what it holds now."""

    cell: Cell
    now_lines: tuple[Told, ...]


def _contested(matrix: Matrix) -> list[tuple[str, list[_Side]]]:
    """The issues that divide the parties, the most contested first: some against what others are for or want.

    An issue on which nobody is against anything divides nobody, but reports that contradict each other do.
    """
    issues: dict[str, list[Cell]] = {}
    for cell in matrix.cells:
        issues.setdefault(cell.issue, []).append(cell)
    ranked: list[tuple[tuple[int, int, int], str, list[_Side]]] = []
    for issue, cells in issues.items():
        sides = Counter(side_of(cell.now.stance) for cell in cells if not cell.now.unsure)
        against, others = sides["against"], sides["for"] + sides["wants"]
        turns = sum(len(cell.reversals) + len(cell.contradictions) for cell in cells)
        lines = sum(len(cell.lines) for cell in cells)
        if len(cells) > 1 and against and others:
            cells.sort(key=lambda cell: -len(cell.lines))
            told = [_Side(cell, _lines_of(cell, cell.now.backing.entries)) for cell in cells]
            ranked.append(((min(against, others) + turns, len(cells), lines), issue, told))
    ranked.sort(key=lambda each: (each[1] != _DULL, each[0], each[1]), reverse=True)
    return [(issue, cells) for _, issue, cells in ranked]


def _lines_of(cell: Cell, entries: Collection[int]) -> tuple[Told, ...]:
    wanted = set(entries)
    return tuple(one for one in cell.lines if one.line.entry in wanted)


def say_sides(notes: Notes, matrix: Matrix) -> Section:
    """Where each side stands on the issues that divide them most."""
    contested = _contested(matrix)
    heading = "Where the sides stand"
    if not contested:
        said = "On no issue does one side oppose what another is for." if matrix.cells else "No position is known."
        return Section(heading, (Sentence(said),))
    rows: list[tuple[Sentence, ...]] = []
    for issue, sides in contested[:_ISSUES]:
        for place, side in enumerate(sides[:_ISSUES]):
            rows.append(
                (
                    Sentence(issue if place == 0 else ""),
                    Sentence(side.cell.party),
                    notes.say(_held(side.cell), side.now_lines),
                    Sentence(tell_days(side.cell.now.since)),
                )
            )
    rest = len(contested) - _ISSUES
    more = (Sentence(f"The position matrix has {count_more(rest, 'issue')} that divide them."),) if rest > 0 else ()
    return Section(heading, more, Table(("Issue", "Party", "What it holds", "Since"), tuple(rows)))


def _held(cell: Cell) -> str:
    text = stop(cell.now.text.removeprefix(f"{cell.party} "))
    if cell.contradicted:
        text += " Another report of that day has the opposite."
    turn = next((one for one in cell.reversals if one.same_matter), None)
    if turn:
        text += f" Reports before {tell_days(turn.day)} had it otherwise."
    return text


def say_table(notes: Notes, proposals: Ledger, total: int) -> Section:
    """What is on the table, whose it is and in what state; `total` is how many proposals there are in all."""
    heading = "On the table"
    if not proposals.proposals:
        return Section(heading, (Sentence("No proposal is known."),))
    rows = [
        (
            notes.say(one.name, one.proof),
            Sentence(join_names(one.sponsors) or "not told"),
            Sentence(_state(one)),
            Sentence(tell_days(one.since)),
            _replies(notes, one),
        )
        for one in proposals.proposals
    ]
    rest = total - len(rows)
    more = (Sentence(f"The proposal ledger has {count_more(rest, 'proposal')}."),) if rest > 0 else ()
    return Section(heading, more, Table(("Proposal", "Whose", "State", "Told since", "Replies"), tuple(rows)))


def _state(proposal: Proposal) -> str:
    words = proposal.status.replace("_", " ")
    if proposal.disputed:
        words += f" (others: {' or '.join(one.replace('_', ' ') for one in proposal.disputed)})"
    return words


def _replies(notes: Notes, proposal: Proposal) -> Sentence:
    """The newest reply of each party, three at most."""
    newest = {reply.party: reply for reply in proposal.replies}
    some = list(newest.values())[-3:]
    text = "; ".join(f"{reply.party}: {reply.words}" for reply in some)
    return Sentence(text, tuple(number for reply in some for number in notes.cite([reply.told], most=1)))

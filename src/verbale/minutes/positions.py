"""The position matrix: what each party wants, offers, accepts or refuses on each issue, since when, and how sure.

Comes in: lines and articles as they stand. Goes out: a cell for each party and issue, with what the party holds now,
where it turned round, and where reports of one day contradict each other; a cell's lines stand oldest to newest. It
does not say who is right: a contradiction stays one until a person rejects a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from verbale.minutes.line import Line, Source
from verbale.minutes.peeking import peek
from verbale.minutes.recall import NOTHING, Recall
from verbale.minutes.sides import Contradiction, Matters, Reversal, contrary, find_turns, side_of
from verbale.minutes.told import Backing, Told, back, in_order, surest, tell
from verbale.reading.entries import Stance

_SURE, _BOTH, _NOBODY = (False,), (False, True), (None,)
_UNSURE = 0.5  # a draft below this confidence, or hearsay, says what a party holds only where nothing better does


@dataclass(frozen=True, slots=True)
class Held:
    """What a party holds: one stance towards one party (None: towards nobody in particular).

    `what` and `text` are those of the newest line that is not unsure; `since` is the first day on which the same matter
    was told so, with nothing contrary since; `last` the newest day. `unsure` where all its lines are drafts of low
    confidence, or none asserted.
    """

    stance: Stance
    toward: str | None
    what: str
    text: str
    since: str | None
    last: str | None
    unsure: bool
    backing: Backing


@dataclass(frozen=True, slots=True)
class Cell:
    """One party on one issue. `now` is what it holds by the newest report that is not unsure, `held` all that stands.

    `now` first among `held`, then from the newest to the oldest. Where `contradicted`, a report of the same day as the
    newest one has the opposite of the same matter, and both stand in `held`: `now` is then only the better founded.
    """

    party: str
    issue: str
    now: Held
    held: tuple[Held, ...]
    contradicted: bool
    reversals: tuple[Reversal, ...]
    contradictions: tuple[Contradiction, ...]
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Parties and issues in the dossier's order, then by how much is told of them; reversals newest first."""

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    cells: tuple[Cell, ...]
    reversals: tuple[Reversal, ...]
    contradictions: tuple[Contradiction, ...]

    def row(self, party: str) -> dict[str, Cell]:
        """The cells of a party by issue."""
        return {cell.issue: cell for cell in self.cells if cell.party == party}


def make_matrix(
    lines: Iterable[Line],
    sources: Mapping[int, Source],
    *,
    parties: Sequence[str] = (),
    issues: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    whole: bool = True,
    recall: Recall = NOTHING,
) -> Matrix:
    """The matrix of some lines, of which only positions count; where not `whole`, a cell's `held` is its `now` alone.

    `parties` and `issues` are the dossier's own lists and come first, in their order; `names`: see `told.names_of`.
    """
    told = tell((line for line in lines if line.kind == "position"), sources, names)
    return arrange_matrix(in_order(told), parties=parties, issues=issues, whole=whole, recall=recall)


def arrange_matrix(
    told: Iterable[Told],
    *,
    parties: Sequence[str] = (),
    issues: Sequence[str] = (),
    whole: bool = True,
    recall: Recall = NOTHING,
) -> Matrix:
    """What `make_matrix` gives, of told positions that are in order: see `told.in_order`."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        groups.setdefault((one.line.party or "", one.line.issue or ""), []).append(one)
    of_party, of_issue = Counter[str](), Counter[str]()
    for (party, issue), some in groups.items():
        of_party[party] += len(some)
        of_issue[issue] += len(some)
    rows, columns = _ordered(of_party, parties), _ordered(of_issue, issues)
    cells = [
        recall.part(("cell", key, whole), groups[key], lambda key=key: _cell(*key, groups[key], whole=whole))
        for key in product(rows, columns)
        if key in groups
    ]
    reversals = [turn for cell in cells for turn in cell.reversals]
    contradictions = [both for cell in cells for both in cell.contradictions]
    return Matrix(
        parties=rows,
        issues=columns,
        cells=tuple(cells),
        reversals=tuple(sorted(reversals, key=lambda turn: (turn.same_matter, turn.day), reverse=True)),
        contradictions=tuple(sorted(contradictions, key=lambda both: both.day, reverse=True)),
    )


def _ordered(counts: Counter[str], first: Sequence[str]) -> tuple[str, ...]:
    known = [name for name in dict.fromkeys(first) if name in counts]
    return (*known, *(name for name, _ in counts.most_common() if name not in set(known)))


def _cell(party: str, issue: str, lines: list[Told], *, whole: bool) -> Cell:
    matters = Matters()
    reversals, contradictions = find_turns(lines, matters)
    unsure = frozenset([one.line.entry for one in lines if _is_unsure(one)])
    standing = _standing(lines, unsure)
    place = _place_of_now(standing, unsure)
    now = _held(standing[place], unsure, matters)
    held = [_held(some, unsure, matters) for number, some in enumerate(standing) if number != place] if whole else []
    held.sort(key=lambda one: one.last or "", reverse=True)
    newest = max((one.as_of or "" for one in standing[place]), default="")
    return Cell(
        party=party,
        issue=issue,
        now=now,
        held=(now, *held),
        contradicted=any(
            both.same_matter and both.day == newest and now.stance in both.stances for both in contradictions
        ),
        reversals=tuple(reversals),
        contradictions=tuple(contradictions),
        lines=tuple(lines),
    )


def _standing(lines: Sequence[Told], unsure: Collection[int]) -> list[list[Told]]:
    """The lines that nothing contrary of a later day has overtaken, by stance and towards whom, oldest first.

    What is held towards a party is overtaken by what is told towards it or towards nobody in particular. An unsure line
    overtakes only unsure ones.
    """
    overtaken: dict[tuple[str, str | None, bool], str] = {}
    groups: dict[tuple[str, str | None], list[Told]] = {}
    for one in reversed(lines):
        line, day = one.line, one.as_of or ""
        side, toward, weak = side_of(line.label), line.other, line.entry in unsure
        if not any(
            overtaken.get((side, each, by_weak), "") > day
            for each in ((toward, None) if toward else _NOBODY)
            for by_weak in (_BOTH if weak else _SURE)
        ):
            groups.setdefault((line.label, toward), []).append(one)
        for other in contrary(side):
            if overtaken.get(key := (other, toward, weak), "") < day:
                overtaken[key] = day
    return [some[::-1] for some in groups.values()]


def _is_unsure(one: Told) -> bool:
    line = one.line
    return line.certainty in ("reported", "possible", "denied") or (not one.reviewed and line.confidence < _UNSURE)


def _place_of_now(groups: Sequence[Sequence[Told]], unsure: Collection[int]) -> int:
    """Which of the groups says what the party holds now: the newest sure one; of two of one day, the better founded."""

    def weight(place: int) -> tuple[bool, str, bool, int, float]:
        sure = [one for one in groups[place] if one.line.entry not in unsure]
        some = sure or groups[place]
        newest = max(one.as_of or "" for one in some)
        best = surest(some)
        return bool(sure), newest, best.reviewed, len(some), best.line.confidence

    return max(range(len(groups)), key=weight)


def _held(lines: Sequence[Told], unsure: Collection[int], matters: Matters) -> Held:
    newest = next((one for one in reversed(lines) if one.line.entry not in unsure), lines[-1])
    days = [one.as_of for one in lines if one.as_of]
    return Held(
        stance=newest.line.label,  # pyright: ignore[reportArgumentType]
        toward=newest.line.other,
        what=peek(newest.line.fields, "what"),
        text=newest.line.text,
        since=_since(lines, newest, matters),
        last=max(days, default=None),
        unsure=newest.line.entry in unsure or all(one.line.certainty != "asserted" for one in lines),
        backing=back(lines),
    )


def _since(lines: Sequence[Told], newest: Told, matters: Matters) -> str | None:
    """The day of the oldest line that shares a word of its matter with the newest."""
    words = matters.of(newest)
    oldest = next((one for one in lines if one is newest or not words or words & matters.of(one)), newest)
    return oldest.as_of

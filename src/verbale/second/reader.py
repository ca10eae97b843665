"""A reading read again: what a second reader drafts from its article, the lines that pass the gate added to it.

Comes in: a reading and an endpoint. Goes out: the reading with more lines, and a `Report` of what was added, refused or
known already. A failure of the endpoint ends the second reading and is told in the report; the first reading stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verbale.errors import SecondReaderError
from verbale.reading.entries import Entry, Reading
from verbale.reading.gate import Reason
from verbale.reading.grounds import Grounds, find_grounds
from verbale.second.answer import read_answer
from verbale.second.endpoint import Endpoint, ask
from verbale.second.letters import Letter, write_letters
from verbale.second.lines import Line, Refusal, read_line
from verbale.second.sameness import is_same

_SAID: dict[Reason, str] = {
    "schema": "out of shape",
    "evidence": "evidence not in the article",
    "name": "a name not in the evidence",
    "number": "a number not in the evidence",
    "date": "a date not in the evidence",
    "words": "words not in the evidence",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a second reading.

    `by` is the model and its host. Each line that was given is in `added`, in `refused`, or among the `known`: those
    that stood in the minutes already. `trouble` is what ended the reading early.
    """

    by: str
    added: tuple[Line, ...] = ()
    refused: tuple[Refusal, ...] = ()
    known: int = 0
    trouble: SecondReaderError | None = None

    @property
    def given(self) -> int:
        return len(self.added) + len(self.refused) + self.known

    @property
    def reasons(self) -> dict[Reason, int]:
        """Why lines were refused, the most common reason first. A line counts once, with its first objection."""
        counts: Counter[Reason] = Counter(refusal.objections[0].reason for refusal in self.refused)
        return dict(counts.most_common())

    def __str__(self) -> str:
        """`m via h gave 12 lines: 7 added, 2 known already, 3 refused (2 a name not in the evidence, …)`."""
        lines = "one line" if self.given == 1 else f"{self.given or 'no'} lines"
        why = ", ".join(f"{count} {_SAID[reason]}" for reason, count in self.reasons.items())
        parts = [f"{len(self.added)} added", f"{self.known} known already", f"{len(self.refused)} refused"]
        told = f": {', '.join(parts)}" + (f" ({why})" if why else "") if self.given else ""
        return f"{self.by} gave {lines}{told}"


def read_again(reading: Reading, endpoint: Endpoint) -> tuple[Reading, Report]:
    """The reading with the lines of the second reader behind its own, and the report of them. Raises nothing."""
    grounds = find_grounds(reading.article, reading.people)
    report = Report(endpoint.name)
    for letter in write_letters(grounds):
        try:
            values = read_answer(ask(endpoint, letter.messages), about=endpoint.url)
        except SecondReaderError as error:
            report = replace(report, trouble=error)
            break
        report = _sort(values, letter, grounds, reading.entries, report)
    return replace(reading, entries=(*reading.entries, *report.added)), report


def _sort(values: Sequence[object], letter: Letter, grounds: Grounds, first: Sequence[Entry], report: Report) -> Report:
    """The report with the lines of one answer."""
    added, refused, known = list(report.added), list(report.refused), report.known
    for value in values:
        line = read_line(value, grounds, within=letter.span, by=report.by)
        if isinstance(line, Refusal):
            refused.append(line)
        elif any(is_same(line, other) for other in (*first, *added)):
            known += 1
        else:
            added.append(line)
    return replace(report, added=tuple(added), refused=tuple(refused), known=known)

"""`verbale contested`: the same question, answered differently; and what is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing
from verbale.cli.sheet import Sheet, manner, numbers
from verbale.minutes.wording import count_of

if TYPE_CHECKING:
    from verbale.minutes.contested import Contested


def contested(name: Name, as_of: AsOf = None, database_url: DatabaseUrl = None, as_json: Printed = False) -> None:
    """What the articles of a dossier disagree about: reports that differ stand side by side."""
    from verbale.minutes.views import contested_of

    with standing(name, database_url, as_of) as stands:
        found = contested_of(stands)
    if as_json:
        print_json(found)
    else:
        _show(name, found)


def _show(name: str, found: Contested) -> None:
    sheet = Sheet()
    sheet.head(
        name,
        f"{count_of(len(found.questions), 'question')} with several answers, {count_of(len(found.denials), 'denial')}",
    )
    for one in found.questions:
        answers = (
            (
                answer.value,
                answer.text,
                ", ".join(answer.said_by),
                manner(answer.backing.state, answer.backing.certainties[0], answer.backing.confidence),
                numbers(answer.backing.entries),
            )
            for answer in one.answers
        )
        sheet.table(
            one.question + (" (unsure)" if one.unsure else ""), ("answer", "words*", "says", "how", "entries"), answers
        )
    denials = (
        (one.denial.line.text, "; ".join(f"{told.line.text} (#{told.line.entry})" for told in one.against[:2]),
         f"#{one.denial.line.entry}")
        for one in found.denials
    )  # fmt: skip
    sheet.table("denied", ("words*", "told elsewhere*", "entry"), denials)

"""`verbale brief`: one page of prose and tables on a dossier, every sentence with its proof.

As Markdown, as an HTML file of its own, or as text that fits the terminal.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing, today_of
from verbale.cli.sheet import Sheet
from verbale.minutes.wording import tell_days

if TYPE_CHECKING:
    from verbale.minutes.brief import Brief
    from verbale.minutes.citing import Sentence

Form = Literal["markdown", "html", "text"]


def brief(
    name: Name,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="What is new since this day.")] = None,
    rates: Annotated[Path | None, typer.Option(metavar="FILE", help="Convert by the ECB's reference rates.")] = None,
    into: Annotated[str | None, typer.Option(metavar="CODE", help="The currency to convert to.")] = None,
    form: Annotated[Form, typer.Option("--format", help="As markdown, html or text.")] = "markdown",
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """The brief of a dossier: the state of play, what is new, who wants what, what is on the table, what lies ahead."""
    from verbale.minutes.brief_html import to_html
    from verbale.minutes.brief_text import to_markdown
    from verbale.minutes.rates import load_rates
    from verbale.minutes.views import brief_of

    known = load_rates(rates) if rates else None
    with standing(name, database_url, as_of) as stands:
        made = brief_of(stands, today_of(as_of), since=since, rates=known, into=into.upper() if into else None)
    if as_json:
        print_json(made)
    elif form == "text":
        _show(made)
    else:
        sys.stdout.write(to_html(made) if form == "html" else to_markdown(made))


def _show(made: Brief) -> None:
    from verbale.minutes.brief_text import quoted

    sheet = Sheet()
    sheet.head(made.title, f"brief of {tell_days(made.today)}")
    sheet.say(f"\n{_told(made.state)}")
    for section in made.sections:
        if section.table:
            head = [f"{name}*" if len(name) > _SHORT else name for name in section.table.head]
            sheet.table(section.heading, head, ([_told(cell) for cell in row] for row in section.table.rows))
        else:
            sheet.say(f"\n{section.heading}", "label")
        bullet = "· " if len(section.sentences) > 1 else ""
        for sentence in section.sentences:
            sheet.say(bullet + _told(sentence))
    if made.notes:
        sheet.say("\nNotes", "label")
    for note in made.notes:
        told = ", ".join(filter(None, (note.outlet, tell_days(note.day), note.headline)))
        sheet.say(f"{note.number}. {told}: {quoted(note.quote)} (#{note.entry})", "source")
    sheet.say("\n" + " ".join(made.disclosure), "source")


_SHORT = 5  # letters of the heads of columns that hold a word or two


def _told(sentence: Sentence) -> str:
    marks = f" ({'; '.join(sentence.marks)})" if sentence.marks else ""
    notes = f" [{', '.join(map(str, sentence.notes))}]" if sentence.notes else ""
    return sentence.text + marks + notes

"""`verbale search`: lines of the minutes by their words, names, kinds, days and states, what was found marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from verbale.cli.minutes_options import DatabaseUrl, Printed, minutes_settings, opened, print_json

if TYPE_CHECKING:
    from rich.text import Text

    from verbale.minutes.search import Found, Hit
    from verbale.text import Span

Again = "; may be given again."


def search(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS…", help='Words, "phrases", beginnings (cease*), -without.')
    ] = None,
    dossier: Annotated[list[str] | None, typer.Option("--dossier", help=f"Only in this dossier{Again}")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help=f"Only lines of a kind{Again}")] = None,
    party: Annotated[list[str] | None, typer.Option("--party", help=f"It must name this party{Again}")] = None,
    person: Annotated[list[str] | None, typer.Option("--person", help=f"It must name this person{Again}")] = None,
    certainty: Annotated[list[str] | None, typer.Option("--certainty", help=f"Only of a certainty{Again}")] = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", help=f"Only of a state, rejected ones too{Again}")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="From this day on.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Up to this day.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="So many lines at most.")] = 20,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="As the minutes stood then.")] = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """Find lines in one dossier or in all, the best first, each with the words of its article."""
    from verbale.minutes.dossiers import find_dossier, find_dossiers
    from verbale.minutes.history import moment_change
    from verbale.minutes.line import State
    from verbale.minutes.queue import VIEWS
    from verbale.minutes.search import Query, find_lines
    from verbale.reading.entries import Certainty

    query: dict[str, Any] = {
        "words": " ".join(words or ()),
        "people": tuple(person or ()),
        "parties": tuple(party or ()),
        "kinds": _known(kind, tuple(VIEWS), "--kind"),
        "certainties": _known(certainty, get_args(Certainty), "--certainty"),
        "first": first,
        "last": last,
        "limit": limit,
    }
    if state:
        query["states"] = _known(state, get_args(State), "--state")
    with opened(minutes_settings(database_url)) as database, database.reading() as connection:
        dossiers = [find_dossier(connection, one) for one in dossier or ()] or find_dossiers(connection)
        at = moment_change(connection, as_of) if as_of else None
        found = find_lines(connection, Query(**query), dossiers, at=at)
    if as_json:
        print_json(found)
    else:
        _show(found)


def _known(given: list[str] | None, known: Sequence[str], option: str) -> tuple[str, ...]:
    for one in given or ():
        if one not in known:
            raise typer.BadParameter(f"{option} {one!r}: there are {', '.join(known)}")
    return tuple(given or ())


def _show(found: Found) -> None:
    from rich.text import Text

    from verbale.cli.sheet import manner
    from verbale.cli.terminal import console

    out = console()
    for hit in found.hits:
        line = hit.line
        told = (hit.dossier, f"#{line.entry}", line.kind, line.day, manner(line.state, line.certainty, line.confidence))
        out.print(Text(" · ".join(filter(None, told)), style="source"))
        out.print(_marked(line.text, hit.text_spans))
        for quote in _quotes(hit):
            out.print(Text("  ").append_text(quote))
        out.print()
    count = len(found.hits)
    more = "; older ones were not looked through: give more words, or days" if found.partial else ""
    out.print(f"{count or 'No'} {'line' if count == 1 else 'lines'} found{more}", style="source")


def _quotes(hit: Hit) -> list[Text]:
    """The evidence, piece by piece, in quotation marks."""
    from rich.text import Text

    pieces = [piece["exact"] for piece in hit.line.fields["evidence"]]
    quoted = (_marked(piece, spans) for piece, spans in zip(pieces, hit.quote_spans, strict=True))
    return [Text.assemble("“", piece, "”") for piece in quoted]


def _marked(words: str, spans: Sequence[Span]) -> Text:
    from rich.text import Text

    marked = Text(words)
    for span in spans:
        marked.stylize("bold underline", span.start, span.end)
    return marked

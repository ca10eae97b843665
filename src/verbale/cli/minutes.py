"""`verbale minutes`: a dossier's timeline with what stands in it, and one entry with its sentence and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing, today_of
from verbale.cli.sheet import Sheet, manner, numbers
from verbale.minutes.wording import count_of, days, excerpt, field_words

if TYPE_CHECKING:
    from verbale.minutes.line import Line
    from verbale.minutes.standing import Standing
    from verbale.minutes.timeline import Row, Timeline

_AROUND = 200  # letters of the article before and behind the evidence


def minutes(
    name: Name,
    entry: Annotated[
        int | None, typer.Option("--entry", metavar="N", help="One entry: sentence, article, history.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="From this day on.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Up to this day.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only lines of a kind; may be given again.")] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", help="Only lines of a party; may be given again.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many rows at most.")] = 60,
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """The minutes of a dossier: what happened by day, newest first, and what is planned."""
    from verbale.minutes.timeline import KINDS, Window
    from verbale.minutes.views import timeline_of

    wanted = tuple(kind or KINDS)
    if unknown := [one for one in wanted if one not in KINDS]:
        raise typer.BadParameter(f"no kind {unknown[0]!r}: there are {', '.join(KINDS)}")
    with standing(name, database_url, as_of) as stands:
        if entry is not None:
            _open(stands, entry, as_json=as_json)
            return
        articles = len(stands.sources())
        window = Window(first, last, wanted, tuple(party or ()), limit=limit)  # pyright: ignore[reportArgumentType]
        timeline = timeline_of(stands, today_of(as_of), window)
    if as_json:
        print_json(timeline)
    else:
        _show(name, timeline, articles)


def _show(name: str, timeline: Timeline, articles: int) -> None:
    sheet = Sheet()
    sheet.head(name, f"{count_of(articles, 'article')}, {count_of(timeline.total, 'dated row')}")
    sheet.table("planned", ("day", "kind", "what*", "how", "entries"), map(_planned, timeline.planned))
    for day in timeline.days:
        title = days(day.day, day.last_day)
        sheet.table(title, ("kind", "what*", "how", "entries"), (_row(row)[1:] for row in day.happened))
        sheet.table(f"{title}, told that day", ("kind", "what*", "how", "entries"), (_row(row)[1:] for row in day.told))
    sheet.table("without a day", ("day", "kind", "what*", "how", "entries"), map(_row, timeline.undated))
    if timeline.next:
        sheet.say(f"\nThere is more: --limit, or --to {timeline.next[0]}", "source")
    sheet.say(f"\nOpen a line: verbale minutes {name!r} --entry N", "source")


def _planned(row: Row) -> tuple[Any, ...]:
    _, kind, _, *cells = _row(row)
    return days(row.day, row.last_day) if row.dated else "no day yet", kind, row.text, *cells


def _row(row: Row) -> tuple[Any, ...]:
    how = manner(row.backing.state, row.certainty, row.backing.confidence)
    how += ", unconfirmed" if row.unconfirmed else ""
    how += f", {row.backing.outlets} outlets" if row.backing.outlets > 1 else ""
    several = row.dated and row.last_day not in (None, row.day)
    text = f"{row.text.removesuffix('.')}, {days(row.day, row.last_day)}." if several else row.text
    return days(row.day, row.last_day), row.kind, text, how, numbers(row.backing.entries)


def _open(stands: Standing, entry: int, *, as_json: bool) -> None:
    from verbale.minutes.history import find_changes_of

    line = stands.line(entry)
    source = stands.sources([line.article])[line.article]
    text = stands.article_json(line.article)["text"]
    history = find_changes_of(stands.connection, stands.dossier, entry)
    if as_json:
        print_json({"line": line, "fields": dict(line.fields), "article": source, "history": history})
        return
    sheet = Sheet()
    sheet.head(f"#{line.entry}", line.text)
    sheet.say(
        f"{line.kind} · {manner(line.state, line.certainty, line.confidence)} · {line.fields['origin']['by']}", "source"
    )
    for piece in line.fields["evidence"]:
        before, exact, behind = excerpt(text, piece["start"], piece["end"], around=_AROUND)
        sheet.say(f"\n{before}»{exact}«{behind}")
    told = " · ".join(filter(None, (source.publisher, (source.published or "")[:10], source.headline, source.url)))
    sheet.say(f"\n{told}", "source")
    sheet.table("fields", ("field", "value*"), _fields(line))
    sheet.table("history", ("day", "act", "by", "reason*"), ((h.moment[:19], h.act, h.by, h.reason) for h in history))


def _fields(line: Line) -> list[tuple[str, str]]:
    """What the line holds, in words, and through whom it came."""
    from verbale.cli.fields import tell_fields
    from verbale.minutes.rebuilt import rebuild_entry

    told = [(name, value) for name, value in tell_fields(rebuild_entry(line.fields)) if name != "kind"]
    if line.kind == "statement" and (outcome := line.fields.get("outcome")):
        told.append(("outcome", field_words(outcome)))
    via = line.fields.get("via")
    return [*told, ("via", " ← ".join(via))] if via else told

"""`verbale review`: drafts decided on, one at a time by keys in a terminal, or by their numbers in a script."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from verbale.cli.minutes_options import (
    By,
    DatabaseUrl,
    Name,
    Printed,
    minutes_settings,
    opened,
    print_json,
    whose,
)
from verbale.cli.terminal import say

if TYPE_CHECKING:
    from verbale.minutes.agreement import Acceptance, Agreement, Figures, Share
    from verbale.minutes.database import Database
    from verbale.minutes.queue import Waiting
    from verbale.minutes.review import Reviewed

Entries = "numbers (3,5,8-12), or all that --filter lets through"


def review(
    name: Name,
    accept: Annotated[str | None, typer.Option(metavar="ENTRIES", help=f"Accept {Entries}.")] = None,
    reject: Annotated[str | None, typer.Option(metavar="ENTRIES", help=f"Reject {Entries}.")] = None,
    reopen: Annotated[str | None, typer.Option(metavar="ENTRIES", help=f"Make drafts again of {Entries}.")] = None,
    edit: Annotated[int | None, typer.Option(metavar="ENTRY", help="Edit an entry by --set, and so accept it.")] = None,
    fields: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Text or JSON; may be given again.")
    ] = None,
    narrow: Annotated[
        str, typer.Option("--filter", metavar="CONDITIONS", help="Such as: kind=meeting,pledge confidence>=0.9")
    ] = "",
    reason: Annotated[str | None, typer.Option(help="Why; asked for where a line says more than its evidence.")] = None,
    said_earlier: Annotated[
        bool, typer.Option("--said-earlier", help="A reason enough: names and dates stand further up in the article.")
    ] = False,
    second: Annotated[bool, typer.Option("--second", help="As a second reader of what others decided on.")] = False,
    figures: Annotated[bool, typer.Option("--figures", help="Show acceptance rates and agreement.")] = False,
    waiting: Annotated[bool, typer.Option("--list", help="Show what waits, the most pressing first.")] = False,
    by: By = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """Accept, reject or edit drafts: by keys, one in its sentence at a time, or by the options below in a script.

    Keys: a accept, x reject, e edit, space skip, backspace undo, q leave.
    """
    from verbale.minutes.narrowing import parse_narrowing
    from verbale.minutes.review import By as Reviewer

    settings = minutes_settings(database_url, by)
    narrowing = parse_narrowing(narrow)
    chosen = [one for one in (accept, reject, reopen, edit) if one is not None]
    if len(chosen) + figures + waiting > 1:
        raise typer.BadParameter("one at a time of --accept, --reject, --reopen, --edit, --list and --figures")
    reviewer = Reviewer(whose(settings), reason, said_earlier, second)
    with opened(settings) as database:
        if figures:
            _show_figures(database, name, as_json=as_json)
        elif waiting or (not chosen and as_json):
            _show_queue(_queue(database, name, reviewer.reviewer, second, narrowing), name, as_json=as_json)
        elif chosen:
            asked = _Asked(accept, reject, reopen, edit, _fields(fields), narrow)
            _decide(database, name, asked, reviewer, as_json=as_json)
        else:
            _by_keys(database, name, reviewer, narrowing)


class _Asked:
    """What a script asked for: which act, on which entries."""

    def __init__(
        self, accept: str | None, reject: str | None, reopen: str | None, edit: int | None,
        fields: dict[str, Any], narrow: str,
    ) -> None:  # fmt: skip
        acts = {"accept": accept, "reject": reject, "reopen": reopen, "edit": None if edit is None else str(edit)}
        self.act, self.entries = next((act, told) for act, told in acts.items() if told is not None)
        self.fields = fields
        self.narrow = narrow


def _decide(database: Database, name: str, asked: _Asked, reviewer: Any, *, as_json: bool) -> None:
    """Do what a script asked for, and leave with status 1 where lines were held back."""
    from sqlalchemy import Connection

    from verbale.minutes import review as acts
    from verbale.minutes.dossiers import find_dossier
    from verbale.minutes.narrowing import parse_narrowing
    from verbale.minutes.standing import Standing

    def do(connection: Connection) -> Reviewed:
        dossier = find_dossier(connection, name)
        if asked.act == "edit":
            return acts.edit(connection, dossier, int(asked.entries), asked.fields, reviewer)
        if asked.entries.strip() == "all":
            if not asked.narrow:
                raise typer.BadParameter("all of them? say which: --filter 'kind=meeting confidence>=0.9'")
            narrowing = parse_narrowing(asked.narrow)
            states = ("accepted", "edited", "rejected") if asked.act == "reopen" or reviewer.second else ("draft",)
            entries = [line.entry for line in narrowing.keep(Standing(connection, dossier).lines(states=states))]
        else:
            entries = list(_numbers(asked.entries))
        act = {"accept": acts.accept, "reject": acts.reject, "reopen": acts.reopen}[asked.act]
        return act(connection, dossier, entries, reviewer)

    done = database.write(do)
    word = {"accept": "accepted", "reject": "rejected", "reopen": "reopened", "edit": "edited"}[asked.act]
    if as_json:
        held = [{"entry": one.entry, "objections": one.checked.to_json()} for one in done.held]
        change = done.change.id if done.change else None
        print_json({"act": word, "change": change, "decided": done.decided, "held": held})
    else:
        for one in done.held:
            for objection in one.checked.objections:
                say(f"verbale: entry {one.entry}: {objection.field} {objection.problem}")
        change = f" in change {done.change.id}" if done.change else ""
        say(f"verbale: {len(done.decided)} {word}{change}")
    if done.held:
        say(f"verbale: {len(done.held)} held back: they say what their evidence does not; accept them with --reason")
        raise typer.Exit(1)


def _by_keys(database: Database, name: str, reviewer: Any, narrowing: Any) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter(
            "review by keys needs a terminal, and this is none; in a script use --accept, --reject, --edit or --list"
        )
    from verbale.cli.review_keys import Session

    queue = _queue(database, name, reviewer.reviewer, reviewer.second, narrowing)
    Session(database, name, reviewer, queue).run()


def _queue(database: Database, name: str, reviewer: str, second: bool, narrowing: Any) -> list[Waiting]:
    from verbale.minutes.dossiers import find_dossier
    from verbale.minutes.judged import find_queue

    with database.reading() as connection:
        queue = find_queue(connection, find_dossier(connection, name), reviewer=reviewer, second=second)
    return [one for one in queue if narrowing.lets(one.line)]


def _show_queue(queue: Sequence[Waiting], name: str, *, as_json: bool) -> None:
    if as_json:
        print_json(queue)
        return
    from verbale.cli.sheet import Sheet

    sheet = Sheet()
    sheet.head(name, f"{len(queue)} waiting")
    rows = ((f"{one.score:.2f}", _told(one), _how(one), f"#{one.line.entry}") for one in queue[:60])
    sheet.table("", ("score", "what*", "how", "entries"), rows)


def _told(one: Waiting) -> str:
    news = [part.why for part in one.parts if part.name == "novelty" and part.value]
    return one.line.text + (f" ({news[0]})" if news else "")


def _how(one: Waiting) -> str:
    from verbale.cli.sheet import manner

    return manner("draft", one.line.certainty, one.line.confidence)


def _show_figures(database: Database, name: str, *, as_json: bool) -> None:
    from verbale.minutes.agreement import count_figures
    from verbale.minutes.dossiers import find_dossier
    from verbale.minutes.judged import find_judgements

    with database.reading() as connection:
        figures = count_figures(find_judgements(connection, find_dossier(connection, name)))
    if as_json:
        print_json(figures)
        return
    from verbale.cli.sheet import Sheet

    sheet = Sheet()
    sheet.head(name, f"{figures.acceptance.kept.total} decisions")
    for title, rows in _acceptance(figures):
        names = (title, "accepted", "edited", "rejected", "as drafted", "kept")
        sheet.table("", names, map(_rates, rows))
    agreements = [figures.agreement, *figures.agreement_by_kind]
    if figures.agreement.entries:
        sheet.table("agreement", ("kind", "alpha", "entries", "disputed*"), map(_agreement, agreements))
    else:
        sheet.say("\nNo entry has two reviewers yet: verbale review --second", "source")


def _acceptance(figures: Figures) -> Iterator[tuple[str, Sequence[Acceptance]]]:
    yield "kind", (*figures.by_kind, figures.acceptance)
    yield "rule", figures.by_rule
    yield "publisher", figures.by_publisher


def _rates(one: Acceptance) -> tuple[str, ...]:
    counts = (str(one.accepted), str(one.edited), str(one.rejected))
    return one.name or "(none)", *counts, _share(one.as_drafted), _share(one.kept)


def _share(share: Share) -> str:
    return f"{share.share:.0%} ({share.low:.0%}–{share.high:.0%})"


def _agreement(one: Agreement) -> tuple[str, ...]:
    alpha = "–" if one.alpha is None else f"{one.alpha:.2f}"
    return one.kind or "all", alpha, str(one.entries), " ".join(f"#{entry}" for entry in one.disputed)


def _numbers(told: str) -> Iterator[int]:
    """`3,5,8-12` as numbers. Raises a usage error."""
    for part in told.replace("#", "").split(","):
        first, _, last = part.strip().partition("-")
        if (
            not first.isdecimal()
            or (last and not last.isdecimal())
            or int(last or first) - int(first) not in range(10_000)
        ):
            raise typer.BadParameter(f"{part.strip()!r} is no entry: write 3,5,8-12")
        yield from range(int(first), int(last or first) + 1)


def _fields(given: Sequence[str] | None) -> dict[str, Any]:
    """`what=4 percent`, `points=20`, `when={…}` as the fields of an entry: JSON where it is some, else text."""
    fields: dict[str, Any] = {}
    for one in given or ():
        name, parted, value = one.partition("=")
        if not parted:
            raise typer.BadParameter(f"--set {one!r}: write FIELD=VALUE")
        fields[name.strip()] = read_value(value)
    return fields


def read_value(told: str) -> Any:
    """A value that a person typed: JSON where it is some, else the text itself."""
    try:
        return json.loads(told)
    except ValueError:
        return told

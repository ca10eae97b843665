"""`verbale history`: what was done in a dossier, by whom, when and why; what changed; and one change taken back."""

from __future__ import annotations

from collections.abc import Mapping
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
from verbale.cli.sheet import Sheet
from verbale.cli.terminal import say

if TYPE_CHECKING:
    from verbale.minutes.change import Change
    from verbale.minutes.history import Difference

Moment = Annotated[str | None, typer.Option("--since", metavar="DAY", help="From this day or moment on.")]


def history(
    name: Name,
    since: Moment = None,
    undo: Annotated[int | None, typer.Option("--undo", metavar="CHANGE", help="Take a change back.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why it is taken back.")] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Show which lines are otherwise than before --since.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="So many changes at most, the newest.")] = 50,
    by: By = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """What was done in a dossier, newest first. Nothing is ever overwritten: a change taken back is a change, too."""
    from verbale.minutes.dossiers import find_dossier
    from verbale.minutes.history import find_changes, find_differences, moment_change
    from verbale.minutes.undoing import undo as take_back

    settings = minutes_settings(database_url, by)
    with opened(settings) as database:
        if undo is not None:
            made = database.write(
                lambda connection: take_back(
                    connection, find_dossier(connection, name), undo, by=whose(settings), reason=reason
                )
            )
            say(f"verbale: change {undo} ({made.data.get('act')}) is undone by change {made.id}")
        with database.reading() as connection:
            dossier = find_dossier(connection, name)
            changes = find_changes(connection, dossier, since=since, newest_first=True, limit=limit)
            start = moment_change(connection, since, dossier, before=True) if since else 0
            different = find_differences(connection, dossier, start) if lines else []
    if as_json:
        print_json({"changes": changes, "lines": different} if lines else changes)
    else:
        _show(name, changes, different)


def _show(name: str, changes: list[Change], different: list[Difference]) -> None:
    sheet = Sheet()
    sheet.head(name, "what was done")
    rows = ((one.id, one.moment[:19].replace("T", " "), one.act, one.by, _told(one)) for one in changes)
    sheet.table("", ("change", "moment (UTC)", "act", "by", "what*"), rows)
    sheet.table("lines that changed", ("entry", "before*", "now*"), (_pair(one) for one in different))


def _told(change: Change) -> str:
    """What a change was about, in a few words."""
    data: Mapping[str, Any] = change.data
    words = [f"undoes {change.undoes}"] if change.undoes else []
    words += [f"{key} {_short(value)}" for key, value in data.items() if value not in (None, [], {}, "")]
    return "; ".join([*words, *([change.reason] if change.reason else [])])


def _short(value: Any) -> str:
    text = f"{len(value)}" if isinstance(value, list | dict) else str(value)  # pyright: ignore[reportUnknownArgumentType]
    return text if len(text) < 60 else f"{text[:57]}…"


def _pair(one: Difference) -> tuple[str, str, str]:
    before = f"{one.before.state}: {one.before.text}" if one.before else "–"
    after = f"{one.after.state}: {one.after.text}" if one.after else "–"
    return f"#{one.entry}", before, after

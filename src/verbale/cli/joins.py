"""`verbale joins`, `join` and `part`: which lines, people and parties of several articles are one, said by a person.

Filing joins what it is sure of. What it was not sure of is asked here, pair by pair; "not the same" is remembered.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.minutes_options import (
    AsOf,
    By,
    DatabaseUrl,
    Name,
    Printed,
    minutes_settings,
    opened,
    print_json,
    whose,
)
from verbale.cli.minutes_options import standing as standing_of
from verbale.cli.sheet import Sheet
from verbale.cli.terminal import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from verbale.minutes.identity import What
    from verbale.minutes.pairs import Apart, Member, Pair
    from verbale.minutes.standing import Standing

Both = Annotated[
    list[str], typer.Argument(metavar="ONE OTHER…", help="Numbers of entries, or names of people, parties.")
]
Figures = Annotated[bool, typer.Option("--figures", help="The numbers are of people or parties.")]
Articles = Annotated[bool, typer.Option("--articles", help="The numbers are of articles: of one story.")]
Reason = Annotated[str | None, typer.Option(help="Why; it is kept.")]
_KINDS = ("meeting", "proposal", "pledge", "event", "position", "statement", "person", "party")


def joins(
    name: Name,
    of: Annotated[
        str | None, typer.Option("--of", metavar="N", help="What an entry, person or party is one with.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Pairs of a kind; may be given again.")] = None,
    apart: Annotated[bool, typer.Option("--apart", help="The pairs that were said not to be the same.")] = False,
    show: Annotated[bool, typer.Option("--list", help="Show the pairs, ask nothing.")] = False,
    figures: Figures = False,
    articles: Articles = False,
    limit: Annotated[int, typer.Option(min=1, help="So many pairs at most, the likeliest.")] = 50,
    by: By = None,
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """The pairs that may be one, asked one by one: y the same, n not the same, space later, backspace undo, q leave."""
    from verbale.minutes.pairs import find_apart, find_member, find_together, propose_pairs

    kinds = tuple(kind or ())
    if unknown := [one for one in kinds if one not in _KINDS]:
        raise typer.BadParameter(f"no kind {unknown[0]!r}: there are {', '.join(_KINDS)}")
    with standing_of(name, database_url, as_of) as stands:
        if apart:
            parted = find_apart(stands)
            print_json(parted) if as_json else _show_apart(name, parted)
            return
        if of is not None:
            what = _what(figures, articles, [of])
            number = _number(stands, of, what)
            together = find_together(stands, what, number)
            print_json(together) if as_json else _show_together(find_member(stands, what, number), together)
            return
        pairs = propose_pairs(stands, *kinds, limit=limit)  # pyright: ignore[reportArgumentType]
    if as_json:
        print_json(pairs)
    elif pairs and not show and not as_of and sys.stdin.isatty() and sys.stdout.isatty():
        from verbale.cli.joins_keys import Asking

        settings = minutes_settings(database_url, by)
        with opened(settings) as database:
            Asking(database, name, whose(settings), pairs).run()
    else:
        _show(name, pairs)


def join(
    name: Name,
    both: Both,
    figures: Figures = False,
    articles: Articles = False,
    reason: Reason = None,
    by: By = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Say that two or more are one: entries by their numbers, people and parties by their names."""
    _say(name, both, _what(figures, articles, both), "join", reason, by, database_url)


def part(
    name: Name,
    both: Both,
    figures: Figures = False,
    articles: Articles = False,
    reason: Reason = None,
    by: By = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Say that the first is not one with the others: they are parted, and never joined again until that is undone."""
    _say(name, both, _what(figures, articles, both), "part", reason, by, database_url)


def _say(
    name: str, both: Sequence[str], what: What, act: str, reason: str | None, by: str | None, url: str | None
) -> None:
    from verbale.minutes import identity
    from verbale.minutes.dossiers import find_dossier
    from verbale.minutes.standing import Standing

    if len(both) < 2:
        raise typer.BadParameter("name two, or more")
    settings = minutes_settings(url, by)
    do, who = (identity.join if act == "join" else identity.part), whose(settings)

    def write(connection: Connection) -> list[int]:
        dossier = find_dossier(connection, name)
        first, *others = (_number(Standing(connection, dossier), one, what) for one in both)
        return [do(connection, dossier, first, each, by=who, reason=reason, what=what).id for each in others]

    with opened(settings) as database:
        changes = database.write(write)
    told = "are one" if act == "join" else "are not the same"
    numbers = ", ".join(map(str, changes))
    say(f"verbale: {' and '.join(both)} {told} (change {numbers}; verbale history --undo takes it back)")


def _what(figures: bool, articles: bool, names: Sequence[str]) -> What:
    if figures and articles:
        raise typer.BadParameter("--figures and --articles exclude each other")
    if articles:
        return "article"
    return "figure" if figures or not all(one.lstrip("#").isdigit() for one in names) else "line"


def _number(stands: Standing, told: str, what: What) -> int:
    from verbale.minutes.pairs import find_by_name

    bare = told.lstrip("#")
    if bare.isdigit():
        return int(bare)
    if what != "figure":
        raise typer.BadParameter(f"no number: {told!r}")
    return find_by_name(stands, told)


def _show(name: str, pairs: Sequence[Pair]) -> None:
    from verbale.minutes.wording import count_of

    sheet = Sheet()
    sheet.head(name, f"{count_of(len(pairs), 'pair')} that may be one")
    rows = ((f"{pair.likeness.score:.0%}", tell(pair.one), tell(pair.other), pair.likeness.told()) for pair in pairs)
    sheet.table("", ("alike", "one*", "other*", "why*"), rows)
    if pairs:
        sheet.say(f"\nSay so: verbale join {name!r} ONE OTHER, or verbale part {name!r} ONE OTHER", "source")


def _show_together(member: Member, pairs: Sequence[Pair]) -> None:
    sheet = Sheet()
    sheet.head(tell(member), "is one with" if pairs else "is one with nothing else")
    rows = ((f"{pair.likeness.score:.0%}", tell(pair.other), pair.likeness.told()) for pair in pairs)
    sheet.table("", ("alike", "what*", "why*"), rows)


def _show_apart(name: str, parted: Sequence[Apart]) -> None:
    sheet = Sheet()
    sheet.head(name, "said not to be the same")
    rows = ((one.change, tell(one.one), tell(one.other)) for one in parted)
    sheet.table("", ("change", "one*", "other*"), rows)


def tell(member: Member) -> str:
    """`#12 Odo Brand met Lena Vorst. (Harbour Gazette, 2 March 2026)`; a person or party with offices or kind."""
    from verbale.minutes.wording import tell_days

    mark = {"line": "#", "figure": "figure ", "article": "article "}[member.what]
    more = f", {member.more}" if member.what == "figure" and member.more else ""
    source = ", ".join(filter(None, (member.article.publisher, tell_days((member.article.published or "")[:10]))))
    return f"{mark}{member.number} {member.words}{more} ({source})"

"""The option `--explain`: which entry is meant, and the explanation in place of the reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.pages import go_through

if TYPE_CHECKING:
    from verbale.reading.entries import Reading
    from verbale.work import Remarked

_KINDS = ("statement", "meeting", "position", "proposal", "pledge", "event")
_NAMED = re.compile(rf"(?:(?P<kind>{'|'.join(_KINDS)})[ :])?\s*(?P<number>-?\d{{1,9}})", re.I)


@dataclass(frozen=True, slots=True)
class Which:
    """The number of an entry: among all, or among those of its kind."""

    number: int
    kind: str | None = None


def which_entry(named: str) -> Which:
    """`12`, `position 2`, `position:2`. Raises a usage error."""
    match = _NAMED.fullmatch(named.strip())
    if match is None:
        raise typer.BadParameter(f"{named!r} names no entry: give its number, such as 12, or position:2")
    return Which(int(match["number"]), match["kind"].lower() if match["kind"] else None)


Explain = Annotated[
    Which | None,
    typer.Option(
        "--explain",
        metavar="ENTRY",
        parser=which_entry,
        help="Show why one entry of one page was drafted: by its number, or as position:2.",
    ),
]


def explain_entry(
    pages: Sequence[str],
    which: Which,
    read: Callable[[str], Remarked[Reading]],
    *,
    as_json: bool,
    out: Path | None,
    debug: bool,
) -> None:
    """Read the one page that there may be, and show the explanation of one of its entries."""
    from verbale.cli.explanation_view import show_explanation
    from verbale.cli.terminal import console
    from verbale.reading.explanation import Explanation, explain
    from verbale.work import Remarked

    if len(pages) != 1:
        raise typer.BadParameter(f"--explain is for an entry of one page: give one, not {len(pages)}")
    if out is not None:
        raise typer.BadParameter("--out writes readings: leave it out, and send what --explain --json prints to a file")

    def explained(name: str) -> Remarked[Explanation]:
        done = read(name)
        explanation = explain(done.value, which.number, kind=which.kind, name=name)
        return Remarked(explanation, done.remarks, done.warnings)

    go_through(
        pages,
        explained,
        to_json=Explanation.to_json,
        show=lambda explanation: show_explanation(console(), explanation),
        as_json=as_json,
        out=None,
        debug=debug,
    )

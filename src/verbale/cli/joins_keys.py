"""Proposed joins by keys: one pair at a time with its reasons, decided with one key, each decision kept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from verbale.cli.joins import tell
from verbale.cli.terminal import console, say_error
from verbale.errors import StoreError
from verbale.minutes.dossiers import find_dossier
from verbale.minutes.identity import join, part
from verbale.minutes.undoing import undo

if TYPE_CHECKING:
    from verbale.minutes.change import Change
    from verbale.minutes.database import Database
    from verbale.minutes.pairs import Member, Pair

KEYS = "y the same · n not the same · space later · backspace undo · q leave"
_BACK = ("\x7f", "\x08")


class Asking:
    """One person at the proposed joins of one dossier."""

    def __init__(self, database: Database, name: str, by: str, pairs: Sequence[Pair]) -> None:
        self._database, self._name, self._by, self._pairs = database, name, by, pairs
        self._out = console()
        self._done: list[tuple[int, Change]] = []  # which pair, and what was said of it

    def run(self) -> None:
        """Until the pairs are at their end, or the person leaves."""
        at = 0
        self._out.print(KEYS, style="source")
        while at < len(self._pairs):
            self._show(at)
            at = self._ask(at)
        self._out.print(f"\n{len(self._done)} decided by {self._by}.", style="head")

    def _show(self, at: int) -> None:
        pair = self._pairs[at]
        self._out.print(f"\n{at + 1} of {len(self._pairs)} · {pair.likeness.score:.0%} alike", style="label")
        for member in (pair.one, pair.other):
            self._out.print(tell(member))
            if member.what == "line":
                self._out.print(f"    “{member.more}”", style="source")
        for reason in pair.likeness.reasons:
            self._out.print(f"  {'+' if reason.weight > 0 else '-'} {reason.words}", style="source")

    def _ask(self, at: int) -> int:
        """Where to go on after a key."""
        pair = self._pairs[at]
        while True:
            key = click.getchar()
            if key == "y" and self._say(at, join, pair.one, pair.other):
                return at + 1
            if key == "n" and self._say(at, part, pair.one, pair.other):
                return at + 1
            if key in _BACK and self._done:
                return self._take_back()
            if key == " ":
                return at + 1
            if key in ("q", "\x04", "\x1b"):
                return len(self._pairs)
            self._out.print(KEYS, style="source")

    def _say(self, at: int, do: Callable[..., Change], one: Member, other: Member) -> bool:
        try:
            change = self._database.write(
                lambda connection: do(
                    connection, find_dossier(connection, self._name), one.number, other.number, by=self._by,
                    what=one.what,
                )
            )  # fmt: skip
        except StoreError as error:  # what was said of another pair has settled this one
            say_error(error)
            return True
        self._done.append((at, change))
        self._out.print("the same" if do is join else "not the same", style="label")
        return True

    def _take_back(self) -> int:
        at, change = self._done.pop()
        self._database.write(
            lambda connection: undo(connection, find_dossier(connection, self._name), change.id, by=self._by)
        )
        self._out.print("taken back", style="source")
        return at

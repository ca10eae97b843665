"""Review by keys: one draft at a time in its paragraph, decided with one key, each decision kept at once.

a accept, x reject, e edit, space skip, backspace take the last decision back, ? the keys, q leave. A line that says
what its evidence does not asks for a reason; where its names and dates stand further up, Enter alone gives that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from verbale.cli.review import read_value
from verbale.cli.sheet import manner
from verbale.cli.terminal import console, say_error
from verbale.errors import StoreError
from verbale.minutes import review as acts
from verbale.minutes.cited import SAID_EARLIER, Checked
from verbale.minutes.dossiers import find_dossier
from verbale.minutes.standing import Standing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from verbale.minutes.change import Change
    from verbale.minutes.database import Database
    from verbale.minutes.queue import Waiting

KEYS = "a accept · x reject · e edit · space skip · backspace undo · q leave"
_BACK = ("\x7f", "\x08")
_HIDDEN = ("kind", "evidence", "origin", "confidence", "via", "text")


class Session:
    """One reviewer at the queue of one dossier."""

    def __init__(self, database: Database, name: str, by: acts.By, queue: Sequence[Waiting]) -> None:
        self._database, self._name, self._by, self._queue = database, name, by, queue
        self._out = console()
        self._done: list[tuple[int, Change]] = []  # where in the queue, and the decision

    def run(self) -> None:
        """Until the queue is at its end, or the reviewer leaves."""
        at = 0
        while at < len(self._queue):
            self._show(at)
            at = self._decide(at)
        self._out.print(f"\n{len(self._done)} decided by {self._by.reviewer}.", style="head")

    def _decide(self, at: int) -> int:
        """Where in the queue to go on after a key."""
        entry = self._queue[at].line.entry
        while True:
            key = click.getchar()
            try:
                if key == "a" and self._accept(at, entry):
                    return at + 1
                if key == "x" and self._keep(at, self._write(acts.reject, [entry], self._by)):
                    return at + 1
                if key == "e" and self._edit(at, entry):
                    return at + 1
                if key in _BACK and self._done:
                    return self._take_back()
            except StoreError as error:
                say_error(error)
            if key == " ":
                return at + 1
            if key in ("q", "\x04", "\x1b"):
                return len(self._queue)
            if key in ("a", "e", "?", "h"):
                self._out.print(KEYS, style="source")

    def _accept(self, at: int, entry: int) -> bool:
        done = self._write(acts.accept, [entry], self._by)
        if done.held:
            reason = self._reason(done.held[0].checked)
            done = self._write(acts.accept, [entry], replace(self._by, reason=reason)) if reason else done
        return self._keep(at, done)

    def _edit(self, at: int, entry: int) -> bool:
        fields: dict[str, Any] = {}
        told = self._queue[at].line.fields
        for name, value in told.items():
            if name not in _HIDDEN:
                self._out.print(f"{name}: {value}", style="source")
        while typed := self._ask("field=value, Enter when done: "):
            name, _, value = typed.partition("=")
            fields[name.strip()] = read_value(value.strip())
        if not fields:
            return False
        done = self._write(acts.edit, entry, fields, self._by)
        if done.held:
            reason = self._reason(done.held[0].checked)
            done = self._write(acts.edit, entry, fields, replace(self._by, reason=reason)) if reason else done
        return self._keep(at, done)

    def _reason(self, checked: Checked) -> str:
        for one in checked.objections:
            self._out.print(f"! {one.field}: {one.problem}", style="draft")
        proposed = f" (Enter: {SAID_EARLIER})" if checked.said_earlier else " (Enter: not now)"
        return self._ask(f"Why is it right{proposed}? ") or (SAID_EARLIER if checked.said_earlier else "")

    def _take_back(self) -> int:
        at, change = self._done.pop()
        self._database.write(
            lambda connection: acts.take_back(
                connection, find_dossier(connection, self._name), change, by=self._by.reviewer
            )
        )
        self._out.print("taken back", style="source")
        return at

    def _keep(self, at: int, done: acts.Reviewed) -> bool:
        if done.change is None:
            return False
        self._done.append((at, done.change))
        self._out.print(done.change.act, style="label")
        return True

    def _write(self, act: Any, *given: Any) -> acts.Reviewed:
        def do(connection: Connection) -> acts.Reviewed:
            return act(connection, find_dossier(connection, self._name), *given)

        return self._database.write(do)

    def _ask(self, prompt: str) -> str:
        return self._out.input(prompt, markup=False, emoji=False).strip()

    def _show(self, at: int) -> None:
        from rich.text import Text

        waiting = self._queue[at]
        line = waiting.line
        told = (f"{at + 1} of {len(self._queue)}", f"#{line.entry}", line.kind, line.day,
                manner("draft", line.certainty, line.confidence))  # fmt: skip
        self._out.print()
        self._out.print(Text(" · ".join(filter(None, told)), style="source"))
        self._out.print(Text(line.text, style="head"))
        for paragraph in self._paragraphs(waiting):
            self._out.print(paragraph)
        self._out.print(Text("; ".join(part.why for part in waiting.parts), style="source"))
        if at == 0:
            self._out.print(KEYS, style="source")

    def _paragraphs(self, waiting: Waiting) -> list[Any]:
        """The paragraphs of the evidence, the evidence marked."""
        from rich.text import Text

        with self._database.reading() as connection:
            text = Standing(connection, find_dossier(connection, self._name)).article_json(waiting.line.article)["text"]
        shown: dict[int, Text] = {}
        for piece in waiting.line.fields["evidence"]:
            start = text.rfind("\n\n", 0, piece["start"]) + 2 if "\n\n" in text[: piece["start"]] else 0
            end = text.find("\n\n", piece["end"])
            paragraph = shown.setdefault(start, Text(text[start : end if end >= 0 else len(text)]))
            paragraph.stylize("bold underline", piece["start"] - start, piece["end"] - start)
        return list(shown.values())

"""Any sequence of filing, editing, reviewing and undoing: what stood at a change stands there for ever."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import Connection, func, select

from tests.minutes.conftest import Cluster
from tests.minutes.paper import position, reading
from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.amending import amend, revised, standing_rows
from verbale.minutes.change import Dossier, begin_change
from verbale.minutes.columns import line_columns
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import open_dossier, set_settings
from verbale.minutes.filing import Filed, Fresh, file_reading, mark_vanished
from verbale.minutes.history import find_changes, find_differences
from verbale.minutes.line import Line
from verbale.minutes.standing import Standing
from verbale.minutes.undoing import undo

SENTENCES = (
    "Iran demands that all sanctions be lifted at once.",
    "Iran demands that all sanctions be lifted by spring.",
    "The envoy said that talks would go on in Vienna on Friday.",
    "The envoy said that talks would go on in Geneva on Friday.",
    "Tehran refuses to give up its stocks of uranium.",
    "Short one.",
    "A word \U0001f54a of e\u0301 many kinds, said the minister of the interior.",
)
EVERY = ("draft", "accepted", "edited", "rejected", "withdrawn")
article = st.integers(1, 3)
sentences = st.lists(st.sampled_from(SENTENCES), unique=True, max_size=5)


def join(connection: Connection, dossier: Dossier, fresh: Fresh) -> None:
    """Join each new line to the first that stands and says the same."""
    known = {line.text: line.subject for line in Standing(connection, dossier).lines(states=EVERY)}
    for row in fresh.lines:
        row["subject"] = known.setdefault(row["text"], row["entry"])


def seen(standing: Standing, *, exact: bool = True) -> Any:
    """All that stands; without what tells which change made it so, where not `exact`."""

    def told(one: Any) -> Any:
        values = one._asdict()
        fields = {"fields": dict(one.fields)} if "fields" in values else {}
        return {**values, **fields, "since": values["since"] if exact else 0}

    lines = sorted(standing.lines(states=EVERY), key=lambda line: line.entry)
    figures = standing.figures()
    return ([told(one) for one in (*lines, *standing.sources().values(), *figures)], standing.settings())


class AnySequence(RuleBasedStateMachine):
    """The same steps in the same dossier of each database."""

    def __init__(self, databases: list[Database]) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.dossiers: list[tuple[Connection, Dossier]] = []
        for database in databases:
            connection = self.stack.enter_context(database.engine.connect())
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            self.dossiers.append((connection, open_dossier(connection, "Peace talks", by="Ada")))
        self.told: dict[int, Any] = {1: seen(Standing(*self.dossiers[0]))}

    def step(self, do: Any) -> Any:
        """Do the same to each; what it gives or raises, and what then stands, is the same in each."""
        given = []
        for connection, dossier in self.dossiers:
            nested = connection.begin_nested()
            try:
                given.append(do(connection, dossier))
                nested.commit()
            except StoreError as error:
                nested.rollback()
                given.append(str(error))
        stands = [seen(Standing(*one)) for one in self.dossiers]
        assert all(one == stands[0] for one in stands)
        assert all(str(one) == str(given[0]) for one in given)
        last = find_changes(*self.dossiers[0], newest_first=True, limit=1)[0].id
        assert self.told.setdefault(last, stands[0]) == stands[0]
        return given[0]

    @rule(
        article=article, sentences=sentences, before=st.sampled_from(["", "Updated.", "A first paragraph came first."])
    )
    def file(self, article: int, sentences: list[str], before: str) -> None:
        told = reading(
            [position(one) for one in sentences], url=f"https://example.org/{article}", before=before, more=["."]
        )

        def do(connection: Connection, dossier: Dossier) -> Filed:
            return file_reading(connection, dossier, told, by="Ada", join=join)

        self.step(do)
        assert self.step(do).outcome == "unchanged"

    @rule(data=st.data(), state=st.sampled_from(["accepted", "edited", "rejected"]))
    def review(self, data: st.DataObject, state: str) -> None:
        lines = Standing(*self.dossiers[0]).lines(states=EVERY)
        entries = sorted(line.entry for line in lines if line.state != "withdrawn")  # their words stand nowhere
        if not entries:
            return
        chosen = data.draw(st.sampled_from(entries))

        def do(connection: Connection, dossier: Dossier) -> int:
            row = standing_rows(connection, dossier, "line", [chosen])[chosen]
            line = Standing(connection, dossier).line(chosen)
            edited = {**dict(line.fields), "what": "something else"} if state == "edited" else line.fields
            change = begin_change(connection, dossier, "accepted", by="Bob")
            amend(connection, change, [revised("line", row, **line_columns(edited), state=state, reviewer="Bob")])
            return change.id

        self.step(do)

    @rule(title=st.sampled_from(["A", "B", None]))
    def set_title(self, title: str | None) -> None:
        self.step(lambda connection, dossier: set_settings(connection, dossier, {"title": title}, by="Ada").id)

    @rule(article=article, withdraw=st.booleans())
    def vanish(self, article: int, withdraw: bool) -> None:
        def do(connection: Connection, dossier: Dossier) -> Any:
            change = mark_vanished(connection, dossier, article, by="Ada", withdraw=withdraw)
            return change and change.id

        self.step(do)

    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        changes = find_changes(*self.dossiers[0])
        chosen = data.draw(st.sampled_from([one.id for one in changes]))
        self.step(lambda connection, dossier: undo(connection, dossier, chosen, by="Ada").id)

    @precondition(lambda self: len(self.told) > 1)
    @rule()
    def undo_last(self) -> None:
        *_, before, last = sorted(self.told)
        before_it = [dict(one, since=0) for one in self.told[before][0]], self.told[before][1]
        given = self.step(lambda connection, dossier: undo(connection, dossier, last, by="Ada").id)
        if isinstance(given, int):
            assert seen(Standing(*self.dossiers[0]), exact=False) == before_it
        else:
            assert "altered nothing" in given

    def teardown(self) -> None:
        with self.stack:
            for connection, dossier in self.dossiers:
                for change, told in self.told.items():
                    assert seen(Standing(connection, dossier, change)) == told
                self.check_differences(connection, dossier)
                self.check_rows(connection, dossier)

    def check_differences(self, connection: Connection, dossier: Dossier) -> None:
        """What changed, added to what stood, is what stands."""
        numbers = sorted(self.told)
        then, now = numbers[len(numbers) // 2], numbers[-1]
        lines: dict[int, Line | None] = dict(Standing(connection, dossier, then).by_entry(range(1, 500)))
        for one in find_differences(connection, dossier, then):
            assert lines.get(one.entry) == one.before
            lines[one.entry] = one.after
        stands = Standing(connection, dossier, now).by_entry(range(1, 500))
        assert {n: line.text for n, line in lines.items() if line} == {n: line.text for n, line in stands.items()}

    def check_rows(self, connection: Connection, dossier: Dossier) -> None:
        """Of each thing one version stands; each evidence is in its article; each subject is a line that stands."""
        for table, number in ((tables.line, "entry"), (tables.figure, "figure"), (tables.article, "article")):
            standing = select(table.c[number]).where(table.c.until.is_(None), table.c.dossier == dossier.id)
            numbers = connection.execute(standing).scalars().all()
            assert len(numbers) == len(set(numbers))
        standing = Standing(connection, dossier)
        lines = standing.lines(states=EVERY)
        assert {line.subject for line in lines} <= {line.entry for line in lines}
        for line in standing.lines():
            text = standing.article_json(line.article)["text"]
            assert all(text[p["start"] : p["end"]] == p["exact"] for p in line.fields["evidence"])
        rows = connection.execute(select(func.count()).select_from(tables.line)).scalar()
        assert connection.exec_driver_sql("SELECT count(*) FROM line_words").scalar() == rows


def run(databases: list[Database], examples: int) -> None:
    run_state_machine_as_test(
        lambda: AnySequence(databases), settings=settings(max_examples=examples, stateful_step_count=15, deadline=None)
    )


def test_any_sequence_of_steps(tmp_path: Path) -> None:
    database = open_database(str(tmp_path / "minutes.db"))
    run([database], 40)
    database.close()


@pytest.mark.postgres
def test_any_sequence_of_steps_is_the_same_in_both_databases(tmp_path: Path, cluster: Cluster, made: str) -> None:
    databases = [open_database(str(tmp_path / "minutes.db")), open_database(cluster.create(made))]
    run(databases, 15)
    for database in databases:
        database.close()

"""Filing, views and search on generated readings: `python -m benchmarks.minutes [--articles N] [--database URL]`.

Comes in: how many articles, each of 20 entries, of which 2,000 make one dossier and the rest others of their size. Goes
out, for SQLite and, where it is installed, for a PostgreSQL of its own beside it: articles filed a second, with joins
and without, bytes on disk an article, and the median and 95th percentile of each view of one dossier and of searches
over all. Three looks at a view are told apart: the first, of which nothing is remembered; one after another article was
filed, when the view had been looked at before; and one with nothing changed. CPU time of this process is told beside
the clock, for machines that have other things to do; PostgreSQL's own is not in it. NetworkX and the queries' texts,
which a process makes once, are made before the clock starts. A `--database` is measured alone; one that holds minutes
already is not written to.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.postgresql import own_postgresql
from verbale.minutes import views
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import Dossier, find_dossiers, open_dossier
from verbale.minutes.filing import Incoming, file_readings
from verbale.minutes.joiner import Joiner
from verbale.minutes.kept import forget
from verbale.minutes.places import Window
from verbale.minutes.search import Query, find_lines
from verbale.minutes.standing import Standing

_DOSSIER = 2_000  # articles of one
_AT_ONCE = 100  # articles filed in one transaction
_RUNS = 20
_TODAY = "2025-12-31"
_TOLD = ("words", "people", "parties", "kinds", "certainties", "first", "last")  # of a query
_PARTIES = (
    "Russia",
    "Ukraine",
    "United States",
    "Iran",
    "China",
    "European Union",
    "India",
    "Israel",
    "Kenya",
    "Chile",
)
_WORDS = """ceasefire territory plan border minister refused offered guarantee energy sanctions prisoners exchange grain
corridor troops withdrawal monitor clause draft summit""".split()
_ISSUES = ("territory", "ceasefire", "sanctions", "energy", "process")
_KINDS = ["statement"] * 9 + ["meeting"] * 2 + ["position"] * 3 + ["proposal"] + ["pledge"] * 2 + ["event"] * 3


def reading(number: int) -> dict[str, Any]:
    """One generated reading of 20 entries, the same for the same number."""
    chance = random.Random(number)
    texts: list[str] = []
    entries: list[dict[str, Any]] = []
    at = 0
    for kind in _KINDS:
        one, other = chance.sample(_PARTIES, 2)
        words = " ".join(chance.choices(_WORDS, k=12))
        text = f"{one} and {other}: {words} {chance.randrange(10**6)}."
        day = f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        entries.append(
            {
                "kind": kind,
                "text": text,
                "when": {"start": day, "end": day, "grain": "day", "expression": day}
                if chance.random() < 0.6
                else None,
                "certainty": chance.choice(("asserted", "asserted", "reported", "possible")),
                "issues": [chance.choice(_ISSUES)],
                "evidence": [{"start": at, "end": at + len(text), "exact": text}],
                "via": ["Daily"],
                "origin": {"method": "rules", "by": "generated"},
                "confidence": round(chance.uniform(0.3, 0.99), 2),
                **_fields(kind, one, other, words, chance),
            }
        )
        texts.append(text)
        at += len(text) + 2
    people = [f"Person {chance.randrange(400)} Name{chance.randrange(400)}" for _ in range(4)]
    return {
        "schema": "verbale.reading/1",
        "article": {
            "url": f"https://example.org/{number}",
            "headline": f"Story {number}",
            "publisher": f"Daily {number % 40}",
            "published": f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "text": "\n\n".join(texts),
            "blocks": [{"kind": "paragraph", "text": text} for text in texts],
        },
        "people": [{"name": name, "aliases": [], "roles": [], "mentions": [[0, 4]]} for name in dict.fromkeys(people)],
        "parties": [{"name": name, "id": name, "kind": "state", "mentions": [[0, 4]]} for name in _PARTIES[:5]],
        "entries": entries,
    }


def _fields(kind: str, one: str, other: str, words: str, chance: random.Random) -> dict[str, Any]:
    """The fields of a kind."""
    sides = [{"party": one, "members": []}, {"party": other, "members": []}]
    amount = {"value": chance.randint(1, 900) * 1e6, "currency": chance.choice(("EUR", "USD")), "approximate": False}
    given: dict[str, dict[str, Any]] = {
        "statement": {
            "speakers": [{"name": one, "kind": "party", "party": one}], "manner": "said", "channel": None,
            "audience": None, "content": words, "quotes": [], "outlook": None,
        },
        "meeting": {
            "name": f"{one} talks", "place": chance.choice(("Geneva", "Miami", "Oslo")), "format": "in_person",
            "status": chance.choice(("held", "planned")), "delegations": sides, "host": None, "purpose": None,
            "outcome": None,
        },
        "position": {
            "party": one, "stance": chance.choice(("demands", "refuses", "offers")), "issue": chance.choice(_ISSUES),
            "what": words, "toward": other,
        },
        "proposal": {
            "name": f"{words.split()[0]} plan {chance.randrange(300)}", "type": "plan", "sponsors": [one],
            "parties": [other], "status": "under_discussion", "points": None, "terms": [],
        },
        "pledge": {
            "type": "pledge", "donor": one, "recipient": other, "amount": amount, "equivalents": [], "goods": None,
            "period": None, "purpose": None, "stage": chance.choice(("announced", "disbursed")), "conditions": None,
        },
        "event": {
            "actor": {"name": one, "party": one}, "recipient": {"name": other, "party": other},
            "type": chance.choice(("CONSULT", "REJECT", "AID")), "mode": None, "contexts": [], "place": None,
        },
    }  # fmt: skip
    return given[kind]


def _file(database: Database, articles: int, *, join: bool) -> str:
    """Articles a second, generating them left out: by the clock, and by this process's own CPU time."""
    joiner = Joiner() if join else None
    clock = cpu = 0.0
    for first in range(0, articles, _AT_ONCE):
        made = [Incoming(reading(number)) for number in range(first, min(articles, first + _AT_ONCE))]
        name = f"dossier {first // _DOSSIER}"
        began, worked = time.perf_counter(), time.process_time()
        with database.writing() as connection:
            file_readings(connection, open_dossier(connection, name, by="bench"), made, by="bench", join=joiner)
        clock += time.perf_counter() - began
        cpu += time.process_time() - worked
    return f"{articles / clock:.0f} articles/s, {articles / cpu:.0f} a second of CPU"


class _Taken(NamedTuple):
    """Milliseconds by the clock, and the median of this process's own CPU time."""

    middle: float
    late: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.middle:7.1f} {self.late:7.1f} {self.cpu:7.1f}"


def _times(do: Callable[[], object], before: Callable[[], object] = lambda: None) -> _Taken:
    """What something takes; what goes `before` it each time is not counted."""
    clock: list[float] = []
    cpu: list[float] = []
    for _ in range(_RUNS):
        before()
        began, worked = time.perf_counter(), time.process_time()
        do()
        cpu.append((time.process_time() - worked) * 1e3)
        clock.append((time.perf_counter() - began) * 1e3)
    late = statistics.quantiles(clock, n=20, method="inclusive")[-1]
    return _Taken(statistics.median(clock), late, statistics.median(cpu))


def _views(stands: Standing) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each view with its queries, as the terminal asks for it."""
    yield "plain lines, positions", lambda: stands.lines("position")
    yield "timeline", lambda: views.timeline_of(stands, _TODAY, Window())
    yield "timeline of two parties", lambda: views.timeline_of(stands, _TODAY, Window(parties=("Iran", "Kenya")))
    yield "positions", lambda: views.positions_of(stands)
    yield "proposals", lambda: views.proposals_of(stands, limit=30)
    yield "money", lambda: views.money_of(stands)
    yield "meetings", lambda: views.meetings_of(stands, _TODAY, limit=100)
    yield "people", lambda: views.people_of(stands)
    yield "forecasts", lambda: views.forecasts_of(stands, _TODAY)
    yield "contested", lambda: views.contested_of(stands)
    yield "network", lambda: views.network_of(stands)
    yield "brief", lambda: views.brief_of(stands, _TODAY)


def _searches(connection: Any, dossiers: Sequence[Dossier]) -> Iterator[tuple[str, Callable[[], object]]]:
    for query in (
        Query(words="ceasefire"),
        Query(words="grain corridor"),
        Query(words='"prisoners exchange"'),
        Query(words="123456"),
        Query(words="minist*"),
        Query(words="ceasefire -border", kinds=("position",), states=("accepted", "draft")),
        Query(words="exchange", parties=("Kenya",), first="2025-03-01", last="2025-03-07"),
        Query(parties=("Iran",), kinds=("meeting",), certainties=("asserted",)),
    ):
        told = ", ".join(f"{name} {value}" for name, value in asdict(query).items() if value and name in _TOLD)
        yield f"search {told}"[:60], lambda query=query: find_lines(connection, query, dossiers)


def _measure(database: Database, *, may_write: bool) -> dict[str, list[_Taken]]:
    """Of each view of one dossier the first look, that after a change and the next; of searches over all each time."""
    import_module("networkx")
    with database.reading() as reader:
        dossiers = find_dossiers(reader)
        lines = sum(Standing(reader, dossiers[0]).counts().values())
        print(f"  {len(dossiers)} dossiers; views are of one of {lines} lines", flush=True)
        asked = list(_views(Standing(reader, dossiers[0])))
        taken = {name: [_times(do)] for name, do in _searches(reader, dossiers)}
    looks: dict[str, list[_Taken]] = {}
    for name, _ in asked:
        look = _Look(database, dossiers[0], name)
        looks[name] = [_times(look, before=lambda: forget(database.engine))]
        if may_write:
            looks[name].append(_times(look, before=look.change))
        looks[name].append(_times(look))
    return looks | taken


class _Look:
    """One look at a view, by a transaction of its own; and a change before it, an article more."""

    joiner = Joiner()
    filed = 10**9  # numbers of articles that no dossier has

    def __init__(self, database: Database, dossier: Dossier, name: str) -> None:
        self._database, self._dossier, self._name = database, dossier, name

    def __call__(self) -> object:
        with self._database.reading() as reader:
            return next(do() for name, do in _views(Standing(reader, self._dossier)) if name == self._name)

    def change(self) -> None:
        _Look.filed += 1
        with self._database.writing() as connection:
            made = [Incoming(reading(_Look.filed))]
            file_readings(connection, self._dossier, made, by="bench", join=self.joiner)


def _print(measured: Mapping[str, Mapping[str, list[_Taken]]]) -> None:
    """Both databases side by side."""
    print("milliseconds, each p50, p95 and CPU of this process: first look; look after one more article; look again")
    print(f"{'':60}", "  |  ".join(f"{name:73}" for name in measured))
    for name in next(iter(measured.values())):
        print(f"{name:60}", "  |  ".join(" ; ".join(map(str, one[name])).ljust(73) for one in measured.values()))


def _fill(database: Database, plain: Database, articles: int) -> None:
    few = min(articles, 500)
    print(f"  {few} articles of 20 entries, without joins: {_file(plain, few, join=False)}", flush=True)
    print(f"  {articles} articles, joined: {_file(database, articles, join=True)}", flush=True)
    if database.engine.dialect.name == "postgresql":  # as it does by itself within a minute
        with database.writing() as connection:
            connection.exec_driver_sql("ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.minutes")
    parser.add_argument("--articles", type=int, default=_DOSSIER)
    parser.add_argument("--database", default=None)
    given = parser.parse_args()
    measured: dict[str, dict[str, list[_Taken]]] = {}
    if given.database:
        database = open_database(given.database)
        with database.reading() as connection:
            filed = bool(find_dossiers(connection))
        if not filed:
            print(f"{given.articles} articles, joined: {_file(database, given.articles, join=True)}", flush=True)
        measured["given"] = _measure(database, may_write=not filed)
        database.close()
    else:
        with tempfile.TemporaryDirectory() as folder:
            print("SQLite")
            path = Path(folder, "minutes.db")
            database = open_database(str(path))
            _fill(database, open_database(str(Path(folder, "plain.db"))), given.articles)
            with database.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            print(f"  {path.stat().st_size / given.articles / 1e3:.0f} kB on disk an article")
            measured["SQLite"] = _measure(database, may_write=True)
            database.close()
        with own_postgresql() as address:
            if address:
                print("PostgreSQL")
                database = open_database(address("minutes"))
                _fill(database, open_database(address("plain")), given.articles)
                measured["PostgreSQL"] = _measure(database, may_write=True)
                database.close()
    _print(measured)


if __name__ == "__main__":
    main()

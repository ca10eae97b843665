"""The desk under weight: `python -m benchmarks.desk [--articles N] [--seconds S] [--readers R] [--editors E]`.

Comes in: how many generated articles one dossier has (2,000; those of `benchmarks.minutes`), and for how long how many
read. Goes out, for each page: the server's time for the first request after a change, and the median and 95th
percentile of those behind it, in milliseconds; kB of HTML; first paint in Chromium. Then for readers who look at a page
every few seconds, with editors who decide on a line every two: errors, and the 95th percentile. The desk runs in a
process of its own, over SQLite. It ends with 1 where a floor does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.minutes import _file
from verbale.minutes.database import open_database

_SERVE = """
import sys
from verbale.desk.app import make_app
from verbale.desk.serving import DeskServer
from verbale.minutes.database import open_database
DeskServer(make_app(open_database(sys.argv[1])), port=int(sys.argv[2])).run()
"""
_DOSSIER = "/dossiers/dossier%200"
#: Every page of a dossier; articles, entries and parts behind the first among them.
PAGES = (
    "/", _DOSSIER, *(f"{_DOSSIER}/{page}" for page in (
        "timeline", "timeline?after=2025-06-01.1", "positions", "positions/cell?party=Russia&issue=energy",
        "proposals", "money", "meetings", "meetings?after=500", "meetings/calendar?month=2025-06", "places", "people",
        "people?after=100", "forecasts", "contested", "network", "network?graph=answers", "articles", "articles/7",
        "entries/7", "review", "history", "activity.svg", "money.svg?of=EUR", "positions.svg",
    )), "/search?q=ceasefire",
)  # fmt: skip
#: What must hold: p95 of a page and under load in milliseconds, bytes of a page, first paint in milliseconds.
_PAGE_MS, _LOAD_MS, _BYTES, _PAINT_MS = 200, 500, 150_000, 1_000
#: Waits for the paint, if need be, and gives its milliseconds since the page was asked for.
_FIRST_PAINT = """() => new Promise(done => new PerformanceObserver(
  list => done(list.getEntriesByName("first-paint")[0].startTime)).observe({type: "paint", buffered: true}))"""
_RUNS = 12
_THINKING = (2.0, 8.0)  # seconds between two pages of a reader
_DECIDING = 2.0  # seconds between two decisions of an editor


@dataclass(frozen=True, slots=True)
class Weighed:
    """A page: milliseconds of the first request after a change, of the median and 95th percentile after it; bytes."""

    page: str
    first: float
    middle: float
    late: float
    size: int


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The address of a desk in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", _SERVE, f"sqlite:///{database}", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx.get(f"{address}/static/desk.css")
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def weigh(client: httpx.Client, page: str, entry: int) -> Weighed:
    """A page's times and size. A decision on an entry comes before, so that nothing is kept from earlier."""
    _decide(client, entry)
    taken: list[float] = []
    size = 0
    for _ in range(_RUNS + 1):
        began = time.perf_counter()
        answer = client.get(page)
        taken.append((time.perf_counter() - began) * 1e3)
        answer.raise_for_status()
        size = len(answer.content)
    return Weighed(page, taken[0], statistics.median(taken[1:]), _late(taken[1:]), size)


def _decide(client: httpx.Client, entry: int) -> None:
    path = f"{_DOSSIER}/entries/{entry}"
    where, form = _form(client.get(path).text, path)
    client.post(where, data=form).raise_for_status()


def _form(page: str, path: str) -> tuple[str, dict[str, str]]:
    """Where to post which form: accept a draft, make anything else a draft again."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    act = "accept" if f"{path}/reject" in page else "reopen"
    return f"{path}/{act}", {"csrf_token": token[1] if token else "", "reason": "weighed"}


def _late(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else sum(taken)


def paint(address: str) -> dict[str, float]:
    """Milliseconds to the first paint of each HTML page in Chromium, once each; none without Chromium."""
    path = shutil.which("chromium")
    if not path:
        return {}
    from playwright.sync_api import sync_playwright

    arguments = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking".split()
    found: dict[str, float] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        tab = browser.new_page()
        tab.goto(address)
        for page in (one for one in PAGES if ".svg" not in one):
            tab.goto(address + page)
            found[page] = tab.evaluate(_FIRST_PAINT)
        browser.close()
    return found


async def load(address: str, readers: int, editors: int, seconds: float) -> tuple[list[float], list[float], list[str]]:
    """Milliseconds of each page that readers got and each decision that editors made, and what went wrong."""
    read: list[float] = []
    decided: list[float] = []
    wrong: list[str] = []
    end = time.monotonic() + seconds

    async def ask(client: httpx.AsyncClient, method: str, path: str, into: list[float], **given: object) -> str:
        began = time.perf_counter()
        try:
            answer = await client.request(method, path, **given)  # pyright: ignore
        except httpx.HTTPError as error:
            wrong.append(f"{path}: {error!r}")
            return ""
        into.append((time.perf_counter() - began) * 1e3)
        if answer.status_code >= 400:
            wrong.append(f"{path}: {answer.status_code}")
        return answer.text

    async def reader(number: int) -> None:
        chance = random.Random(number)
        async with _client(address) as client:
            await asyncio.sleep(chance.uniform(0, _THINKING[1]))
            while time.monotonic() < end:
                await ask(client, "GET", chance.choice(PAGES), read)
                await asyncio.sleep(chance.uniform(*_THINKING))

    async def editor(number: int) -> None:
        chance = random.Random(f"editor {number}")
        async with _client(address) as client:
            while time.monotonic() < end:
                path = f"{_DOSSIER}/entries/{chance.randrange(1, 1000) * editors + number}"
                where, form = _form(await ask(client, "GET", path, read), path)
                await ask(client, "POST", where, decided, data=form)
                await asyncio.sleep(_DECIDING)

    await asyncio.gather(*map(reader, range(readers)), *map(editor, range(editors)))
    return read, decided, wrong


def _client(address: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address, headers={"origin": address}, timeout=60, follow_redirects=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--editors", type=int, default=2)
    parser.add_argument("--no-paint", action="store_true", help="without Chromium")
    parser.add_argument("--database", type=Path, help="a file that is made where it is missing, and used again")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = given.database or Path(folder, "desk.db")
        if not file.exists():
            database = open_database(f"sqlite:///{file}")
            _file(database, given.articles, join=True)
            database.close()
        with serving(file) as address:
            held = _pages(address, painted=not given.no_paint)
            if given.seconds:
                held = _load(address, given.readers, given.editors, given.seconds) and held
    sys.exit(0 if held else 1)


def _pages(address: str, *, painted: bool) -> bool:
    with httpx.Client(base_url=address, headers={"origin": address}, timeout=60, follow_redirects=True) as client:
        weighed = [weigh(client, page, 2001 + number) for number, page in enumerate(PAGES)]
    paints = paint(address) if painted else {}  # after them, as a page that somebody has just changed is in `first`
    print(f"{'page':52} {'first':>7} {'p50':>6} {'p95':>6} ms {'kB':>6} {'paint':>6} ms")
    held = True
    for one in weighed:
        shown = paints.get(one.page)
        good = one.late < _PAGE_MS and one.size < _BYTES and (shown or 0) < _PAINT_MS
        held = held and good
        told = f"{one.page:52} {one.first:7.0f} {one.middle:6.0f} {one.late:6.0f}    {one.size / 1e3:6.1f}"
        print(f"{told} {f'{shown:6.0f}' if shown is not None else '     –'}{'' if good else '  above the floor'}")
    return held


def _load(address: str, readers: int, editors: int, seconds: float) -> bool:
    read, decided, wrong = asyncio.run(load(address, readers, editors, seconds))
    print(
        f"{readers} readers, {editors} editors, {seconds:.0f} s: {len(read)} pages, p95 {_late(read):.0f} ms;", end=" "
    )
    print(f"{len(decided)} decisions, p95 {_late(decided):.0f} ms; {len(wrong)} errors")
    for told in wrong[:5]:
        print(f"  {told}")
    return not wrong and _late(read) < _LOAD_MS and _late(decided) < _LOAD_MS


if __name__ == "__main__":
    main()

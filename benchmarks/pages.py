"""How fast HTML pages are read on one core, beside trafilatura alone, and how much memory the largest take.

    python -m benchmarks.pages [FOLDER] [--kilobytes 150] [--rounds 5] [--megabytes 10]

Reads the `.html` files of FOLDER (default: examples). `--kilobytes` blows each up to about that size, as the menus,
scripts and styles of a real site do. Rounds of the two readers alternate, in one process, so that both see the same
machine; the figures are medians over rounds. Memory is the peak resident size of a child process of its own that
reads one generated page of `--megabytes`, and of one that has trafilatura alone read it.

Both start from the page's bytes: ours decodes and reads (`decode_page`, `read_page`), and keeps the offset of every
character and the page's furniture besides; trafilatura runs `bare_extraction` with its defaults, metadata included.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

#: Peak resident size that a page of 10 MB may take, in megabytes.
MOST_MEGABYTES = 300
_READERS = ("verbale", "trafilatura")
_WORDS = (
    "ministers envoys talks ceasefire tariff draft delegation mediators border guarantee package pledge summit deal "
    "text officials negotiators statement plenary clause sanctions aid prisoners exchange monitors treaty offer round"
).split()


def load_pages(folder: Path, kilobytes: int) -> list[bytes]:
    """The HTML pages of a folder, each grown to about `kilobytes` (0: as it is)."""
    pages = [path.read_bytes() for path in sorted(folder.glob("**/*.html"))]
    return [grow_page(page, kilobytes * 1000, random.Random(at)) for at, page in enumerate(pages)]


def grow_page(page: bytes, size: int, chance: random.Random) -> bytes:
    """The page with menus, scripts, styles and a footer added until it has about `size` bytes, its story untouched."""
    missing = size - len(page)
    lower = page.lower()
    body, close = lower.find(b"<body"), lower.rfind(b"</body>")
    if missing <= 0 or body < 0 or close < 0:
        return page
    after = page.index(b">", body) + 1
    scripts = _repeat(_script, missing * 6 // 10, chance)
    menus = _repeat(_menu, missing * 2 // 10, chance)
    footer = _repeat(_menu, missing * 2 // 10, chance)
    head = f"<script>{scripts}</script><nav>{menus}</nav>".encode()
    return page[:after] + head + page[after:close] + f"<footer>{footer}</footer>".encode() + page[close:]


def make_page(size: int) -> bytes:
    """A page of about `size` bytes: a story of a few hundred paragraphs, and the furniture of a large site."""
    chance = random.Random(0)
    story = "".join(f"<p>{_sentence(chance)} {_sentence(chance)}</p>\n" for _ in range(300))
    page = f"<!doctype html><html><head><title>{_sentence(chance)}</title></head><body><article><h1>{_sentence(chance)}"
    return grow_page(f"{page}</h1>{story}</article></body></html>".encode(), size, chance)


def _repeat(part: Callable[[random.Random], str], size: int, chance: random.Random) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(part(chance))
        length += len(parts[-1])
    return "".join(parts)


def _script(chance: random.Random) -> str:
    width = chance.randrange(900)
    return f'window.__slots.push({{"id":"{chance.getrandbits(64):x}","size":[{width},250],"lazy":true}});\n'


def _menu(chance: random.Random) -> str:
    name = " ".join(chance.choices(_WORDS, k=2)).title()
    path = name.lower().replace(" ", "-")
    return f'<li class="menu__item"><a href="/{path}" data-id="{chance.random()}">{name}</a></li>\n'


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=18)).capitalize() + "."


def make_reader(name: str) -> Callable[[bytes], None]:
    """The reader of that name; what it needs is imported here, so that a child holds only its own."""
    if name == "trafilatura":
        import trafilatura

        def read(data: bytes) -> None:
            trafilatura.bare_extraction(data)

    else:
        from verbale.errors import PageError
        from verbale.page.read import read_page
        from verbale.page.source import decode_page

        def read(data: bytes) -> None:
            try:
                read_page(decode_page(data, name="page.html"))
            except PageError as error:
                print(error, file=sys.stderr)

    return read


def measure_speed(pages: Sequence[bytes], rounds: int) -> dict[str, float]:
    """Pages a second of each reader: medians over rounds that alternate, after one round to warm up."""
    readers = {name: make_reader(name) for name in _READERS}
    speeds: dict[str, list[float]] = {name: [] for name in readers}
    for at in range(rounds + 1):
        for name in _READERS if at % 2 else reversed(_READERS):
            began = time.perf_counter()
            for page in pages:
                readers[name](page)
            if at:
                speeds[name].append(len(pages) / (time.perf_counter() - began))
    return {name: statistics.median(values) for name, values in speeds.items()}


def measure_memory(name: str, megabytes: int) -> float:
    """Peak resident megabytes of a child process that reads one page of so many megabytes with the reader `name`."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_bytes(make_page(megabytes * 1_000_000))  # made here, so that the child's peak is the reader's
        command = [sys.executable, "-m", "benchmarks.pages", str(page), "--child", name]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[1])
    return float(done.stdout.split()[-1])


def _run_child(name: str, page: Path) -> None:
    make_reader(name)(page.read_bytes())
    print(_peak_megabytes())


def _peak_megabytes() -> float:
    """The most that this process has had resident.

    Linux's `ru_maxrss` counts what the parent had when it forked, so there the process's own high-water mark is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / 1e6


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("examples"))
    parser.add_argument("--kilobytes", type=int, default=0, help="grow each page to about this size")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=10, help="size of the page for memory; 0: no memory run")
    parser.add_argument("--child", choices=_READERS, help=argparse.SUPPRESS)
    told = parser.parse_args(arguments)
    if told.child:
        _run_child(told.child, told.folder)
        return 0
    if hasattr(os, "sched_setaffinity"):  # one core, for lxml's threads too
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pages = load_pages(told.folder, told.kilobytes)
    if not pages:
        print(f"{told.folder}: no .html files", file=sys.stderr)
        return 2
    size = statistics.mean(map(len, pages)) / 1000
    print(f"{len(pages)} pages of {size:.0f} kB on average, {told.rounds} rounds, one core")
    speeds = measure_speed(pages, told.rounds)
    for name, speed in speeds.items():
        print(f"{name:12} {speed:8.1f} pages a second")
    print(f"ratio        {speeds['verbale'] / speeds['trafilatura']:8.2f} (verbale to trafilatura)")
    return _print_memory(told.megabytes) if told.megabytes else 0


def _print_memory(megabytes: int) -> int:
    peaks = {name: measure_memory(name, megabytes) for name in _READERS}
    for name, peak in peaks.items():
        print(f"{name:12} {peak:8.0f} MB peak for a page of {megabytes} MB")
    return int(megabytes <= 10 and peaks["verbale"] >= MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())

"""One page all the way: from its name to its reading, and many pages, one after another or several at once.

A page that cannot be read is an `Outcome` that holds its error: it never stops a run.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from verbale.errors import PageError, VerbaleError
from verbale.page.article import Article
from verbale.page.load import load_page
from verbale.page.read import read_page
from verbale.page.source import Page
from verbale.reading.entries import Reading
from verbale.reading.own_issues import NO_ISSUES, Followed
from verbale.reading.read import read_article
from verbale.settings import Settings

if TYPE_CHECKING:
    from verbale.second.endpoint import Endpoint

_DEFAULTS = Settings()
_WORTH = 12  # pages that take as long to read as a process to start
_AHEAD = 4  # pages of a process that are read or wait for it
Value = TypeVar("Value")
Further = TypeVar("Further")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What became of one page: its value, or the error that stands in its place: a PageError mostly.

    `remarks` tell of how the value was made; `warnings` are errors that cost it something, and not all.
    """

    name: str
    value: Value | None = None
    error: VerbaleError | None = None
    remarks: tuple[str, ...] = ()
    warnings: tuple[VerbaleError, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarked(Generic[Value]):
    """A value with the remarks and warnings that go into its outcome."""

    value: Value
    remarks: tuple[str, ...] = ()
    warnings: tuple[VerbaleError, ...] = ()


def read(
    page: Page | str, *, settings: Settings = _DEFAULTS, encoding: str | None = None, issues: Followed = NO_ISSUES
) -> Reading:
    """The reading of a page, or of what a file name, `-` or URL leads to. Raises PageError.

    `issues` are those that somebody follows beside the default ones (`verbale.reading.own_issues`).
    """
    return read_article(article(page, settings=settings, encoding=encoding), issues)


def read_twice(
    page: Page | str, second: Endpoint | None, *, settings: Settings = _DEFAULTS, encoding: str | None = None
) -> Remarked[Reading]:
    """The reading of a page with the lines that a second reader adds to it, where there is one. Raises PageError.

    The second reader's failure is a warning: the first reading stands.
    """
    first = read(page, settings=settings, encoding=encoding)
    if second is None:
        return Remarked(first)
    from verbale.second.reader import read_again  # loads an HTTP client

    reading, report = read_again(first, second)
    return Remarked(reading, (str(report),), (report.trouble,) if report.trouble else ())


def article(page: Page | str, *, settings: Settings = _DEFAULTS, encoding: str | None = None) -> Article:
    """The article of a page, or of what a file name, `-` or URL leads to. Raises PageError."""
    loaded = load_page(page, settings, encoding=encoding) if isinstance(page, str) else page
    return read_page(loaded, settings=settings)


def each(
    names: Sequence[str], do: Callable[[str], Value | Remarked[Value]], *, processes: int = 1
) -> Iterator[Outcome[Value]]:
    """`do` for one name after another, as they are asked for, or in several processes; outcomes come in the same order.

    An error of any kind is held in the outcome of its page: one that Verbale raises on purpose as it is, such as that
    of a busy database; a defect of ours as a PageError that says so, with the original as its cause. Interrupts pass.
    What goes between processes is pickled: `do` is a function of a module or a `partial` of one, and causes stay there.
    """
    if processes > 1:
        yield from _at_once(names, do, processes)
    else:
        yield from (_attempt(name, do) for name in names)


def attempt(outcome: Outcome[Value], do: Callable[[Value], Further]) -> Outcome[Further]:
    """What becomes of an outcome's value: its error as it is, or what `do` makes of it, held as `each` holds it."""
    value = outcome.value
    if value is None:
        return Outcome(outcome.name, error=outcome.error)
    return _attempt(outcome.name, lambda _: do(value))


def processes_for(names: Sequence[str]) -> int:
    """How many processes are worth their start for some pages: files only, for one visit at a time is polite."""
    if any(name == "-" or "://" in name for name in names):
        return 1
    return max(1, min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, len(names) // _WORTH))


def _at_once(
    names: Sequence[str], do: Callable[[str], Value | Remarked[Value]], processes: int
) -> Iterator[Outcome[Value]]:
    """The names are handed out a few at a time. A process that dies costs the pages that were being read, no more."""
    from concurrent.futures import Future, ProcessPoolExecutor  # takes long to load
    from concurrent.futures.process import BrokenProcessPool

    left = deque(names)
    while left:
        with ProcessPoolExecutor(
            processes, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
        ) as pool:
            begun: deque[tuple[str, Future[Outcome[Value]]]] = deque()
            try:
                while begun or left:
                    try:
                        while left and len(begun) < processes * _AHEAD:
                            begun.append((left[0], pool.submit(_attempt, left[0], do)))
                            left.popleft()
                    except BrokenProcessPool:  # one died while nobody asked for outcomes
                        if not begun:
                            break
                    name, future = begun.popleft()
                    try:
                        yield future.result()
                    except BrokenProcessPool as error:
                        yield Outcome(name, error=_defect(name, error))
                        yield from (Outcome(other, error=_defect(other, error)) for other, _ in begun)
                        break
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _attempt(name: str, do: Callable[[str], Value | Remarked[Value]]) -> Outcome[Value]:
    try:
        return _outcome(name, do(name))
    except VerbaleError as error:
        return Outcome(name, error=error)
    except Exception as error:
        return Outcome(name, error=_defect(name, error))


def _defect(name: str, error: Exception) -> PageError:
    ours = PageError(
        name,
        f"a defect of Verbale stopped its reading ({type(error).__name__}: {error})",
        "please report it with the page; --debug shows where it happened",
    )
    ours.__cause__ = error
    return ours


def _outcome(name: str, done: Value | Remarked[Value]) -> Outcome[Value]:
    if isinstance(done, Remarked):
        remarked = cast("Remarked[Value]", done)
        return Outcome(name, remarked.value, remarks=remarked.remarks, warnings=remarked.warnings)
    return Outcome(name, done)

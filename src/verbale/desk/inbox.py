"""Pages handed in at the desk: read and filed one after another, in a thread of their own.

Comes in: pages as visitors hand them in, and a function that reads one. Goes out: how far each page has come, and lines
in its dossier. A page that cannot be read is told as such, and the others go on. What waits is kept in memory alone.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from typing import ClassVar, Literal

from verbale.desk.refusals import NotThereError, RefusedError
from verbale.errors import PageError, VerbaleError
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import own_issues
from verbale.minutes.filing import Filed, file_readings
from verbale.minutes.joiner import Joiner
from verbale.minutes.sheets import Incoming
from verbale.minutes.standing import Standing

_MOST_WAITING = 200  # pages
_KEPT = 200  # batches whose progress can still be asked for
_PATIENCE = 5.0  # seconds that the end of the desk waits for the page in hand

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handed:
    """A page as it was handed in: its bytes and where they are from, if that is known; or only where it is.

    `issues` are the dossier's own, as its settings have them when the page's turn comes.
    """

    name: str
    data: bytes | None = None
    url: str | None = None
    issues: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


#: Reads a page that was handed in, fetching it where it has no bytes. Raises VerbaleError.
Read = Callable[[Handed], Incoming]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a page has come: `filed` tells what filing it did, `error` why it was refused."""

    number: int  #: pages are read in this order
    name: str
    state: Literal["waiting", "reading", "filed", "refused"] = "waiting"
    filed: Filed | None = None
    error: VerbaleError | None = None

    @property
    def done(self) -> bool:
        return self.state in ("filed", "refused")


@dataclass(frozen=True, slots=True)
class _Task:
    batch: str
    at: int
    dossier: Dossier
    handed: Handed
    by: str


class FullError(RefusedError):
    """More pages wait than the desk keeps."""

    status: ClassVar[int] = 503


class Inbox:
    """What is handed in together is a batch, whose name cannot be guessed."""

    def __init__(self, database: Database, read: Read) -> None:
        self._database, self._read = database, read
        self._joiner = Joiner()
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._batches: OrderedDict[str, tuple[Dossier, list[Progress]]] = OrderedDict()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._last = 0

    def hand_in(self, dossier: Dossier, pages: Sequence[Handed], by: str) -> str:
        """Have some pages read for a dossier, in somebody's name; gives the batch. Raises FullError."""
        batch = secrets.token_urlsafe(9)
        with self._lock:
            if self._count() + len(pages) > _MOST_WAITING:
                raise FullError("the desk", "too many pages wait to be read", "hand these in when some of them are")
            numbers = range(self._last + 1, self._last + 1 + len(pages))
            self._last += len(pages)
            progress = [Progress(number, page.name) for number, page in zip(numbers, pages, strict=True)]
            self._batches[batch] = dossier, progress
            while len(self._batches) > _KEPT and all(one.done for one in next(iter(self._batches.values()))[1]):
                self._batches.popitem(last=False)
            for at, page in enumerate(pages):
                self._tasks.put(_Task(batch, at, dossier, page, by))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="inbox", daemon=True)
                self._thread.start()
        return batch

    def progress(self, dossier: Dossier, batch: str) -> tuple[Progress, ...]:
        """How far the pages of a batch have come. Raises NotThereError."""
        with self._lock:
            known, progress = self._batches.get(batch, (None, ()))
            if known != dossier:
                hint = "see the dossier's articles: what was read is there; the desk forgets this when it ends"
                raise NotThereError(batch, "no such pages are being read", hint)
            return tuple(progress)

    def ahead(self, page: Progress) -> int:
        """How many pages are to be read before this one."""
        with self._lock:
            return self._count(before=page.number)

    def stop(self) -> None:
        """Read no more; the page in hand is given a moment to be filed."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread:
            self._tasks.put(None)
            thread.join(_PATIENCE)

    def _count(self, before: int | None = None) -> int:
        return sum(
            not one.done and (before is None or one.number < before)
            for _, progress in self._batches.values()
            for one in progress
        )

    def _work(self) -> None:
        mine = threading.current_thread()
        while (task := self._tasks.get()) is not None and self._thread is mine:
            self._tell(task, state="reading")
            try:
                self._tell(task, state="filed", filed=self._file(task))
            except VerbaleError as error:
                self._tell(task, state="refused", error=error)
            except Exception as error:
                _log.exception("%s could not be read", task.handed.name)
                problem = f"the desk failed at it ({type(error).__name__})"
                hint = "the terminal tells more; please report it with the page"
                self._tell(task, state="refused", error=PageError(task.handed.name, problem, hint))

    def _file(self, task: _Task) -> Filed:
        with self._database.reading() as connection:
            issues = own_issues(Standing(connection, task.dossier).settings())
        incoming = [self._read(replace(task.handed, issues=issues))]
        return self._database.write(
            lambda connection: file_readings(connection, task.dossier, incoming, by=task.by, join=self._joiner)[0]
        )

    def _tell(self, task: _Task, **told: object) -> None:
        with self._lock:
            progress = self._batches[task.batch][1]
            progress[task.at] = replace(progress[task.at], **told)  # pyright: ignore[reportArgumentType]

"""One page all the way: from its name to its reading, and many pages one after another.

A page that cannot be read is an `Outcome` that holds its error: it never stops a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from verbale.errors import PageError, VerbaleError
from verbale.page.article import Article
from verbale.page.load import load_page
from verbale.page.read import read_page
from verbale.page.source import Page
from verbale.reading.entries import Reading
from verbale.reading.read import read_article
from verbale.settings import Settings

if TYPE_CHECKING:
    from verbale.second.endpoint import Endpoint

_DEFAULTS = Settings()
Value = TypeVar("Value")


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


def read(page: Page | str, *, settings: Settings = _DEFAULTS, encoding: str | None = None) -> Reading:
    """The reading of a page, or of what a file name, `-` or URL leads to. Raises PageError."""
    return read_article(article(page, settings=settings, encoding=encoding))


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


def each(names: Iterable[str], do: Callable[[str], Value | Remarked[Value]]) -> Iterator[Outcome[Value]]:
    """`do` for one name after another, as they are asked for.

    An error of any kind is held in the outcome of its page: one that Verbale raises on purpose as it is, such as that
    of a busy database; a defect of ours as a PageError that says so, with the original as its cause. Interrupts pass.
    """
    for name in names:
        try:
            yield _outcome(name, do(name))
        except VerbaleError as error:
            yield Outcome(name, error=error)
        except Exception as error:
            ours = PageError(
                name,
                f"a defect of Verbale stopped its reading ({type(error).__name__}: {error})",
                "please report it with the page; --debug shows where it happened",
            )
            ours.__cause__ = error
            yield Outcome(name, error=ours)


def _outcome(name: str, done: Value | Remarked[Value]) -> Outcome[Value]:
    if isinstance(done, Remarked):
        remarked = cast("Remarked[Value]", done)
        return Outcome(name, remarked.value, remarks=remarked.remarks, warnings=remarked.warnings)
    return Outcome(name, done)

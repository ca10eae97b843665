"""One page all the way: from its name to its reading, and many pages one after another.

A page that cannot be read is an `Outcome` that holds its error: it never stops a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from verbale.errors import PageError
from verbale.page.article import Article
from verbale.page.load import load_page
from verbale.page.read import read_page
from verbale.page.source import Page
from verbale.reading.entries import Reading
from verbale.reading.read import read_article
from verbale.settings import Settings

_DEFAULTS = Settings()
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What became of one page: its value, or the error that stands in its place."""

    name: str
    value: Value | None = None
    error: PageError | None = None


def read(page: Page | str, *, settings: Settings = _DEFAULTS, encoding: str | None = None) -> Reading:
    """The reading of a page, or of what a file name, `-` or URL leads to. Raises PageError."""
    return read_article(article(page, settings=settings, encoding=encoding))


def article(page: Page | str, *, settings: Settings = _DEFAULTS, encoding: str | None = None) -> Article:
    """The article of a page, or of what a file name, `-` or URL leads to. Raises PageError."""
    loaded = load_page(page, settings, encoding=encoding) if isinstance(page, str) else page
    return read_page(loaded, settings=settings)


def each(names: Iterable[str], do: Callable[[str], Value]) -> Iterator[Outcome[Value]]:
    """`do` for one name after another, as they are asked for.

    An error of any kind is held in the outcome of its page. A defect of ours becomes a PageError that says so, with
    the original as its cause; interrupts pass.
    """
    for name in names:
        try:
            yield Outcome(name, do(name))
        except PageError as error:
            yield Outcome(name, error=error)
        except Exception as error:
            ours = PageError(
                name,
                f"a defect of Verbale stopped its reading ({type(error).__name__}: {error})",
                "please report it with the page; --debug shows where it happened",
            )
            ours.__cause__ = error
            yield Outcome(name, error=ours)

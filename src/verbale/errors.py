"""Every error that Verbale raises on purpose.

    VerbaleError
    ├── PageError          a page that cannot be read as one story
    │   └── FetchError     a page that could not be fetched
    ├── SettingsError      a setting that is unknown or out of range
    ├── ModelError         a language model that is missing, damaged or of another version
    ├── SecondReaderError  a second reader that gave no answer, or none that can be read
    ├── RatesError         a file of exchange rates that cannot be read
    └── StoreError         a database of minutes that cannot be used, or has not what was asked for

Each says what is wrong, which page or setting it is about, and what to do; each pickles.
"""

from __future__ import annotations


class VerbaleError(Exception):
    """An error with a subject and a hint.

    `about` is the page, URL or key that it concerns; `problem` says what is wrong; `hint` what to do about it.
    """

    def __init__(self, about: str, problem: str, hint: str) -> None:
        super().__init__(about, problem, hint)  # the three arguments again, so that it pickles
        self.about = about
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.about}: {self.problem}; {self.hint}"


class PageError(VerbaleError):
    """A page that cannot be read as one story."""


class FetchError(PageError):
    """A page that could not be fetched from its address."""


class SettingsError(VerbaleError):
    """A setting that is unknown or out of range."""


class ModelError(VerbaleError):
    """A language model that is missing, damaged or of another version."""


class SecondReaderError(VerbaleError):
    """A second reader that gave no answer, or none that can be read. The first reading stands without it."""


class RatesError(VerbaleError):
    """A file of exchange rates that cannot be read as one."""


class StoreError(VerbaleError):
    """A database of minutes that cannot be opened, read or written, or that has not what was asked for."""

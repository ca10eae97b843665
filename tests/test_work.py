"""Many pages one after another: what becomes of each."""

from __future__ import annotations

from verbale.errors import PageError
from verbale.minutes.database import BusyError
from verbale.work import each

BUSY = BusyError("minutes.db", "others are writing to it (database is locked)", "try again: nothing was written")


def fail(name: str) -> str:
    match name:
        case "busy":
            raise BUSY
        case "odd":
            raise ZeroDivisionError("a mistake of ours")
        case _:
            return name.upper()


def test_an_error_stays_with_its_page_and_the_others_go_on() -> None:
    busy, odd, good = each(["busy", "odd", "good"], fail)
    assert busy.error is BUSY
    assert good.value == "GOOD"
    assert isinstance(odd.error, PageError)
    assert "a defect of Verbale" in odd.error.problem
    assert isinstance(odd.error.__cause__, ZeroDivisionError)

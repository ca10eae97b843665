"""Many pages one after another: what becomes of each."""

from __future__ import annotations

import os
import time

from verbale.errors import PageError
from verbale.minutes.database import BusyError
from verbale.work import attempt, each

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


def test_several_processes_tell_the_same_in_the_same_order() -> None:
    names = ["good", "busy", "odd", *(f"page {number}" for number in range(20))]
    alone, together = list(each(names, fail)), list(each(names, fail, processes=2))
    assert [(one.name, one.value, str(one.error)) for one in together] == [
        (one.name, one.value, str(one.error)) for one in alone
    ]


def die(name: str) -> str:
    if name == "dies":
        os._exit(1)
    return name


def test_a_process_that_dies_does_not_stop_a_run() -> None:
    names = ["dies", *(f"page {number}" for number in range(20))]
    outcomes = list(each(names, die, processes=2))
    assert [one.name for one in outcomes] == names
    assert isinstance(outcomes[0].error, PageError)
    assert outcomes[-1].value == "page 19"


def test_nor_does_one_that_dies_while_nobody_asks_for_outcomes() -> None:
    names = [*(f"page {number}" for number in range(7)), "dies", *(f"page {number}" for number in range(8, 20))]
    outcomes = each(names, die, processes=2)
    first = next(outcomes)
    time.sleep(0.5)  # meanwhile the process dies, and no more can be handed to its siblings
    told = [first, *outcomes]
    assert [one.name for one in told] == names
    assert isinstance(told[7].error, PageError)
    assert told[-1].value == "page 19"


def test_what_is_made_of_an_outcome_fails_with_it_or_by_itself() -> None:
    busy, good = each(["busy", "good"], fail)
    assert attempt(busy, fail).error is BUSY
    assert attempt(good, str.title).value == "Good"
    odd = attempt(good, lambda value: fail(value.replace("GOOD", "odd")))
    assert odd.name == "good"
    assert isinstance(odd.error, PageError)

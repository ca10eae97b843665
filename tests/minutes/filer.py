"""Processes that file, for the tests that kill them or set many to work at once; each opens the database itself."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection as Pipe

from tests.minutes.paper import any_reading
from verbale.minutes.database import open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import Incoming, file_readings

ENTRIES = 5  # of each reading
TOGETHER = 3  # readings filed in one transaction


def file_until_killed(url: str, first: int, told: Pipe) -> None:
    """File readings from a number on, and tell of each transaction after it, until somebody kills us."""
    told.send("opening")
    database = open_database(url)
    told.send("filing")
    number = first
    while True:
        readings = [Incoming(any_reading(number + one, entries=ENTRIES), b"page" * 500) for one in range(TOGETHER)]
        with database.writing() as connection:
            dossier = open_dossier(connection, "Peace talks", by="Ada")
            file_readings(connection, dossier, readings, by="Ada")
        number += TOGETHER
        told.send(number)


def file_some(url: str, numbers: list[int], told: Pipe) -> None:
    """File some readings, each in a transaction, and tell what became of them."""
    try:
        database = open_database(url)
        outcomes = {"new": 0, "unchanged": 0, "changed": 0}
        for number in numbers:
            with database.writing() as connection:
                dossier = open_dossier(connection, "Peace talks", by=f"Ada {os.getpid()}")
                (filed,) = file_readings(connection, dossier, [Incoming(any_reading(number))], by="Ada")
            outcomes[filed.outcome] += 1
        database.close()
        told.send(outcomes)
    except BaseException as error:
        told.send(repr(error))
        raise

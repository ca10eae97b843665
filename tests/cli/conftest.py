"""The command as its users start it, in a script or a terminal, on a database of its own."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.minutes.kept import airport

COMMAND = [sys.executable, "-c", "from verbale.cli.main import run; run()"]


def environment(database: Path, reviewer: str = "ada") -> dict[str, str]:
    """The variables under which a reviewer works on a database in a terminal of 100 columns."""
    told = {"VERBALE_DATABASE": str(database), "VERBALE_REVIEWER": reviewer, "COLUMNS": "100", "TERM": "xterm"}
    return {**os.environ, **told}


def verbale(*arguments: str | Path, database: Path, reviewer: str = "ada") -> subprocess.CompletedProcess[str]:
    """What the command did and wrote."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment(database, reviewer),
        stdin=subprocess.DEVNULL,
        check=False,
    )


class Terminal:
    """A command in a terminal, and somebody who waits for words and presses keys."""

    def __init__(self, database: Path, *arguments: str) -> None:
        self.seen = ""
        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.execvpe(COMMAND[0], [*COMMAND, *arguments], environment(database))

    def wait_for(self, words: str) -> None:
        """Until the words are seen, behind those that were waited for before."""
        until = time.monotonic() + 20
        while words not in self.seen:
            assert time.monotonic() < until, f"{words!r} never came: {self.seen}"
            if select.select([self.screen], [], [], 0.5)[0]:
                try:
                    self.seen += os.read(self.screen, 4096).decode("utf-8", "replace")
                except OSError:
                    assert words in self.seen, self.seen
        self.seen = self.seen.partition(words)[2]

    def press(self, keys: str) -> None:
        time.sleep(0.15)  # the program is reading keys again
        os.write(self.screen, keys.encode())

    def end(self) -> int:
        _, status = os.waitpid(self.process, 0)
        os.close(self.screen)
        return os.waitstatus_to_exitcode(status)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one dossier of one article: four drafts."""
    reading = tmp_path / "airport.json"
    reading.write_text(json.dumps(airport()), "utf-8")
    done = verbale("file", "--dossier", "airport", reading, database=tmp_path / "minutes.db")
    assert done.returncode == 0, done.stderr
    return tmp_path / "minutes.db"

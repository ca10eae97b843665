"""The command on a database of its own: one dossier of one article, four drafts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
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


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one dossier of one article: four drafts."""
    reading = tmp_path / "airport.json"
    reading.write_text(json.dumps(airport()), "utf-8")
    done = verbale("file", "--dossier", "airport", reading, database=tmp_path / "minutes.db")
    assert done.returncode == 0, done.stderr
    return tmp_path / "minutes.db"

"""A PostgreSQL of one's own, in a folder that is gone afterwards, reached through a socket there.

Comes in: nothing. Goes out: what makes an empty database and gives its address; None where PostgreSQL is not installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_postgresql() -> Iterator[Callable[[str], str] | None]:
    """Start one with PostgreSQL's own settings, and stop it at the end."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parts[4]))
    initdb = shutil.which("initdb") or (str(programs[-1] / "initdb") if programs else "")
    if not initdb:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="verbale"))
    user = "postgres" if os.getuid() == 0 else None  # it refuses to run as root
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = (str(Path(initdb).resolve().with_name(program)), *arguments)
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    def make(name: str) -> str:
        run("createdb", "-h", str(folder), "-U", "postgres", name)
        return f"postgresql://postgres@/{name}?host={folder}"

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", f"-c listen_addresses= -k {folder}", "start")
        try:
            yield make
        finally:
            run("pg_ctl", "-D", data, "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)

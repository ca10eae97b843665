"""`verbale desk`, started as a user starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

_RUN = [sys.executable, "-c", "from verbale.cli.main import run; run()", "desk"]


def test_a_desk_that_others_reach_needs_its_name_before_anything_is_opened(tmp_path: Path) -> None:
    database = tmp_path / "minutes.db"
    done = subprocess.run([*_RUN, "--host", "0.0.0.0", "--database", str(database)], capture_output=True, text=True)
    assert done.returncode == 2
    assert "--name desk.example" in done.stderr
    assert not database.exists()


def test_a_desk_that_others_reach_needs_an_admin(tmp_path: Path) -> None:
    command = [*_RUN, "--host", "0.0.0.0", "--name", "desk.example", "--database", str(tmp_path / "minutes.db")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "verbale account add NAME --role admin" in done.stderr


@pytest.mark.slow
def test_the_desk_answers_on_its_port_and_ends_when_interrupted(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*_RUN, "--port", str(port), "--database", str(tmp_path / "minutes.db")]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        answer = _wait(f"http://127.0.0.1:{port}/")
        assert answer.status_code == 200
        assert "There are no dossiers yet" in answer.text
        assert "server" not in answer.headers
    finally:
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=20)
    assert f"the desk is at http://127.0.0.1:{port}/".encode() in told


def _wait(address: str) -> httpx.Response:
    for _ in range(300):
        try:
            return httpx.get(address, trust_env=False)
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError("the desk did not come up in 30 seconds")

"""The command line as its users start it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES = sorted(str(path) for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".html"))


def verbale(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from verbale.cli.main import run; run()", *arguments]
    return subprocess.run(command, input=given, capture_output=True, env={**os.environ, **environment}, check=False)


@pytest.mark.parametrize("command", ["read", "page"])
def test_a_page_is_shown_with_its_head_and_story(command: str) -> None:
    done = verbale(command, str(EXAMPLES / "berlin-guarantees.txt"))
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert done.stderr == b""
    assert "US Offers Kyiv Article 5-Style Pledge in Berlin" in shown
    assert "Continental Ledger · 15 December 2025, 18:48 UTC-05:00 · Marta Ellery, Jonas Priddy" in shown
    assert "\x1b" not in shown


def test_one_page_as_json_is_one_reading() -> None:
    done = verbale("read", "--json", str(EXAMPLES / "geneva-draft.html"))
    reading = json.loads(done.stdout)
    assert reading["schema"] == "verbale.reading/1"
    assert reading["article"]["text"] == "\n\n".join(block["text"] for block in reading["article"]["blocks"])
    assert {"people", "parties", "entries"} < set(reading)


def test_several_pages_as_json_are_one_a_line() -> None:
    done = verbale("page", "--json", *PAGES)
    articles = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(articles) == len(PAGES)
    assert all(article["headline"] for article in articles)


def test_one_bad_page_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    done = verbale("read", PAGES[0], str(bad), PAGES[1], "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert sorted(path.stem for path in (tmp_path / "out").iterdir()) == sorted(Path(p).stem for p in PAGES[:2])
    said = done.stderr.decode()
    assert f"verbale: {bad}: the page is empty" in said
    assert "Traceback" not in said


def test_standard_input_is_a_page() -> None:
    done = verbale("page", "-", "--json", given=(EXAMPLES / "detroit-strike.txt").read_bytes())
    assert json.loads(done.stdout)["publisher"] == "Downriver Sentinel"


def test_pages_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_bytes((EXAMPLES / "detroit-strike.txt").read_bytes())
    done = verbale("page", str(tmp_path / "a/page.txt"), str(tmp_path / "b/page.txt"), "--out", str(tmp_path / "out"))
    assert done.returncode == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_missing_page_is_said_in_one_line() -> None:
    done = verbale("read", "no-such-page.txt")
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "verbale: no-such-page.txt: there is no such file; check the path, or give an address with http:// or https://"
    ]


def test_an_unknown_setting_is_said_in_one_line(tmp_path: Path) -> None:
    done = verbale("read", PAGES[0], VERBALE_MAX_NESTING="deep")
    assert done.returncode == 2
    assert "VERBALE_MAX_NESTING: max_nesting is not a number: 'deep'" in done.stderr.decode()


@pytest.mark.parametrize("arguments", [("read",), ("speak", "x"), ("read", "x", "--nope")])
def test_a_command_not_understood_leaves_with_two(arguments: tuple[str, ...]) -> None:
    assert verbale(*arguments).returncode == 2


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    script = "from verbale.cli.main import run; run()"
    command = [sys.executable, "-c", script, "page", "--json", *PAGES * 20]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        said = running.stderr.read()
        running.wait()
    assert b"Traceback" not in said


def test_an_interrupt_leaves_quietly() -> None:
    script = "from verbale.cli.main import run; run()"
    with subprocess.Popen(
        [sys.executable, "-c", script, "page", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(2)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode in (130, 1)
    assert b"Traceback" not in said


def test_help_is_quick_to_come() -> None:
    heavy = ("lxml", "trafilatura", "httpx", "babel")
    script = f"import sys; from verbale.cli import main; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_version_is_told() -> None:
    assert verbale("--version").stdout.decode().startswith("verbale 0")

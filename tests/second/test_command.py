"""`verbale read --second-reader`, as its users start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.second.conftest import Model, answer, chat

PAGE = Path(__file__).parents[2] / "examples/berlin-guarantees.txt"


def verbale(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from verbale.cli.main import run; run()", *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VERBALE_")}
    return subprocess.run(command, capture_output=True, env=clean | environment, cwd=folder, check=False)


def first_block() -> str:
    done = verbale(PAGE.parent, "page", "--json", str(PAGE))
    blocks = json.loads(done.stdout)["blocks"]
    return next(block["text"] for block in blocks if "Ukraine" in block["text"] and block["kind"] == "paragraph")


def line(evidence: str, **change: object) -> dict[str, object]:
    return {
        "kind": "position",
        "evidence": [evidence],
        "party": "Ukraine",
        "stance": "undecided",
        "issue": "security guarantees",
        "what": "the offer",
    } | change


def test_the_terminal_tells_what_was_added_and_refused(model: Model, tmp_path: Path) -> None:
    evidence = first_block()
    model.drafts(line(evidence), line("Nobody said this."), line(evidence, party="Brazil"), {"kind": "rumour"})
    arguments = ("read", "--json", str(PAGE), "--second-reader", model.base, "--second-model", "small-model")
    done = verbale(tmp_path, *arguments, VERBALE_SECOND_KEY="sk-secret")
    host = model.base.removeprefix("http://").removesuffix("/v1")
    assert done.returncode == 0
    assert done.stderr.decode() == (
        f"verbale: {PAGE}: small-model via {host} gave 4 lines: 1 added, 0 known already, 3 refused "
        "(1 evidence not in the article, 1 a name not in the evidence, 1 out of shape)\n"
    )
    *_, last = json.loads(done.stdout)["entries"]
    assert last["origin"] == {"method": "model", "by": f"small-model via {host}"}
    assert last["confidence"] == 0.5
    assert [headers["authorization"] for headers in model.headers] == ["Bearer sk-secret"]


def test_it_can_be_set_in_the_file_and_in_the_environment(model: Model, tmp_path: Path) -> None:
    (tmp_path / "verbale.toml").write_text(f'second_reader = "{model.base}"\nsecond_model = "from-file"\n', "utf-8")
    done = verbale(tmp_path, "read", "--json", str(PAGE), VERBALE_SECOND_MODEL="from-environment")
    assert done.returncode == 0
    assert [asked["model"] for asked in model.asked] == ["from-environment"]
    assert "from-environment via" in done.stderr.decode()


def test_its_failure_is_a_warning_and_the_first_reading_is_shown(model: Model, tmp_path: Path) -> None:
    alone = verbale(tmp_path, "read", "--json", str(PAGE))
    assert alone.stderr == b""
    assert model.asked == []  # off by default
    model.answers = [answer(b"", 401)]
    done = verbale(tmp_path, "read", "--json", str(PAGE), "--second-reader", model.base, "--second-model", "m")
    assert done.returncode == 0
    assert json.loads(done.stdout) == json.loads(alone.stdout)
    _, warning = done.stderr.decode().splitlines()
    assert warning == (
        f"verbale: {PAGE}: warning: {model.base}/chat/completions: answers 401 (Unauthorized); "
        "set VERBALE_SECOND_KEY to a key of this endpoint"
    )


def test_a_model_that_is_not_named_is_said_before_anything_is_read(model: Model, tmp_path: Path) -> None:
    done = verbale(tmp_path, "read", str(PAGE), "--second-reader", model.base)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "verbale: second_model: not set; name the model that second_reader is to run"
    ]


def test_the_key_is_no_setting(model: Model, tmp_path: Path) -> None:
    (tmp_path / "verbale.toml").write_text('second_key = "sk-secret"\n', "utf-8")
    done = verbale(tmp_path, "read", str(PAGE))
    assert done.returncode == 2
    assert "no such setting: second_key" in done.stderr.decode()
    assert "sk-secret" not in done.stderr.decode()


def test_what_a_model_writes_does_not_steer_the_terminal(model: Model, tmp_path: Path) -> None:
    model.answers = [answer(b'{"error": {"message": "\\u001b[2J gone"}}', 500), answer(chat({"entries": []}))]
    done = verbale(tmp_path, "read", "--json", str(PAGE), "--second-reader", model.base, "--second-model", "m")
    assert b"\x1b" not in done.stderr
    assert b"gone" in done.stderr


def test_a_line_of_the_second_reader_is_explained_by_its_number(model: Model, tmp_path: Path) -> None:
    evidence = first_block()
    model.drafts(line(evidence))
    second = ("--second-reader", model.base, "--second-model", "small-model")
    count = len(json.loads(verbale(tmp_path, "read", "--json", str(PAGE), *second).stdout)["entries"])
    model.drafts(line(evidence))
    done = verbale(tmp_path, "read", str(PAGE), *second, "--explain", str(count))
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert f"Entry {count} of {count}" in shown
    assert "small-model via" in shown
    assert "in logits" not in shown

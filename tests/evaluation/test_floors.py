"""Accuracy floors: measured on the very files they were set on."""

from __future__ import annotations

import gzip
import hashlib
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from evaluation.__main__ import TASKS, main, measure

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((ROOT / "evaluation/floors.toml").read_text("utf-8"))["floor"]


@cache
def figures_of(task: str, path: Path) -> dict[str, float]:
    """Several floors may stand on one measurement."""
    return measure(task, [path])


@pytest.mark.corpora
@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: f"{floor['task']}-{floor['file']}-{floor['figure']}")
def test_no_figure_falls_below_its_floor(floor: dict[str, str | float], shared: Path) -> None:
    path = shared / "corpora" / str(floor["file"])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == floor["sha256"], f"{path.name} is not the file that its floor was set on: measure again"
    assert figures_of(str(floor["task"]), path)[str(floor["figure"])] >= float(floor["at_least"])


def test_a_missing_file_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["times", "nowhere.jsonl.gz"]) == 2
    assert "nowhere.jsonl.gz: no such file" in capsys.readouterr().err


@pytest.mark.parametrize("task", ["pages", "times", "money"])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cases.jsonl", b"{not json"),
        ("cases.jsonl", b"[1]\n"),
        ("cases.jsonl", b"\xff\xfe"),
        ("cases.jsonl.gz", b"no gzip"),
        ("cases.jsonl.gz", gzip.compress(b'{"Input": "today"}\n' * 99)[:-12]),
        ("cases.jsonl.gz", gzip.compress(b"")[:10] + b"\xff" * 20),
    ],
    ids=["no-json", "no-object", "no-utf-8", "no-gzip", "cut", "corrupt"],
)
def test_a_damaged_file_is_said(
    task: str, name: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert main([task, str(path)]) == 2
    assert f"{name}: not read as {task}" in capsys.readouterr().err


@pytest.mark.parametrize("task", TASKS)
def test_every_task_can_be_measured(task: str) -> None:
    assert callable(import_module(f"evaluation.{task}").measure)


def test_an_unknown_task_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["weather", "x"])
    assert "invalid choice" in capsys.readouterr().err

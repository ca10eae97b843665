"""The house keeps its own rules: lazy front door, fences between rooms, small files."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import verbale

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a statement."""
    script = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return set(done.stdout.decode().split())


def test_the_front_door_loads_nothing_until_it_is_used() -> None:
    loaded = loaded_by("import verbale")
    assert not {m for m in loaded if m.startswith("verbale.")}
    assert not loaded & {"lxml", "trafilatura", "httpx", "babel", "typer"}


@pytest.mark.parametrize("name", [name for name in verbale.__all__ if name != "__version__"])
def test_every_name_of_the_front_door_opens(name: str) -> None:
    assert getattr(verbale, name) is not None


def test_an_unknown_name_of_the_front_door_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        _ = verbale.nothing_of_ours


@pytest.mark.parametrize(
    ("statement", "closed"),
    [
        ("import verbale.page.read", ("verbale.language", "verbale.reading", "verbale.cli", "httpx")),
        ("import verbale.language.times, verbale.language.money", ("verbale.page.", "verbale.reading", "lxml")),
        ("import verbale.reading.read", ("verbale.cli", "verbale.work", "httpx", "typer", "spacy", "onnxruntime")),
        ("import verbale.reading.gate", ("verbale.second", "verbale.work", "httpx", "pydantic", "spacy")),
        ("import verbale.cli.main", ("verbale.work", "numpy", "sqlalchemy", "trafilatura", "pycountry")),
        (
            "import verbale.work",
            ("verbale.cli", "verbale.second", "httpx", "typer", "spacy", "onnxruntime", "trafilatura"),
        ),
    ],
)
def test_a_room_does_not_load_the_rooms_above_it(statement: str, closed: tuple[str, ...]) -> None:
    loaded = loaded_by(statement)
    assert not {module for module in loaded if module.startswith(closed)}


def test_stages_init_files_hold_a_docstring_and_nothing_else() -> None:
    for path in SOURCES:
        if path.name == "__init__.py" and path.parent.name != "verbale":
            body = ast.parse(path.read_text("utf-8")).body
            assert [type(node) for node in body] == [ast.Expr], path


def test_every_module_says_what_it_is_for() -> None:
    for path in SOURCES:
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_no_file_is_too_long_for_one_sitting() -> None:
    assert [path.name for path in SOURCES if len(path.read_text("utf-8").splitlines()) > 400] == []


def test_every_dependency_says_why_it_is_here() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    start = lines.index("dependencies = [") + 1
    listed = lines[start : lines.index("]", start)]
    assert listed
    assert [line for line in listed if line.strip().startswith('"') and "#" not in line] == []


def test_the_readme_names_the_two_commands_that_the_makefile_has() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for command in ("demo", "test"):
        assert f"make {command}" in readme
        assert f"\n{command}:" in makefile


def test_the_wheel_carries_its_data() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["src/verbale"]
    assert {path.suffix for path in (ROOT / "src/verbale").rglob("*.toml")} == {".toml"}
    assert (ROOT / "src/verbale/py.typed").exists()

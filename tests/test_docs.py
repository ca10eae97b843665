"""What the documentation shows is what happens."""

from __future__ import annotations

import dataclasses
import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from verbale.page.load import load_page
from verbale.page.read import read_page
from verbale.reading import entries

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def fenced(language: str) -> list[tuple[str, str]]:
    """The fenced blocks of a language in all pages, with the page's name."""
    return [
        (page.name, block)
        for page in PAGES
        for block in re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)
    ]


SHOWN = [
    (name, command, output)
    for name, block in fenced("console")
    for command, output in re.findall(r"^\$ (verbale [^\n]+)\n((?:(?!\$ ).*\n)+)", block, re.M)
]


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each page's commands have a database of their own, which they share in the order in which they stand."""
    return tmp_path_factory.mktemp("docs")


def test_the_readme_shows_a_run() -> None:
    assert any(name == "README.md" for name, _, _ in SHOWN)


@pytest.mark.parametrize(("page", "command", "output"), SHOWN)
def test_shown_output_is_what_the_command_prints(page: str, command: str, output: str, databases: Path) -> None:
    script = "from verbale.cli.main import run; run()"
    arguments = [sys.executable, "-c", script, *shlex.split(command)[1:]]
    environment = {**os.environ, "VERBALE_DATABASE": str(databases / f"{page}.db"), "VERBALE_REVIEWER": "Ada"}
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, check=True, env=environment)
    printed = iter(line.rstrip() for line in done.stdout.decode().splitlines())
    for line in output.splitlines():
        assert line == "…" or line.rstrip() in printed, f"{page} shows what is not printed: {line}"


@pytest.mark.parametrize(("page", "block"), fenced("python"))
def test_python_examples_run(page: str, block: str) -> None:
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, f"{page}: {done.stderr.decode()}"


@pytest.mark.parametrize(("page", "block"), fenced("pycon"))
def test_sessions_answer_as_shown(page: str, block: str) -> None:
    session = doctest.DocTestParser().get_doctest(block, {}, page, page, 0)
    assert doctest.DocTestRunner().run(session).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("kind", entries.Entry.__subclasses__(), ids=lambda kind: kind.kind)
def test_every_field_of_an_entry_is_documented(kind: type[entries.Entry]) -> None:
    page = (ROOT / "docs/reading.md").read_text("utf-8")
    own = page[page.index(f"\n| {kind.kind} | ") + 1 :].partition("\n")[0]
    common = {field.name for field in dataclasses.fields(entries.Entry)}
    for field in dataclasses.fields(kind):
        assert f"`{field.name}`" in (page if field.name in common else own)


def test_every_field_of_an_article_is_documented() -> None:
    article = read_page(load_page(str(ROOT / "examples/detroit-strike.txt")))
    page = (ROOT / "docs/reading.md").read_text("utf-8")
    assert [name for name in article.to_json() if f"`{name}`" not in page] == []

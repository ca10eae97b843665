"""`python -m evaluation TASK FILE… [--json]`: one figure a line, as measured on these files.

A task is a module of this folder with `measure(files: Sequence[Path]) -> dict[str, float]`; shares are 0 to 1. The exit
status is 0 when everything was measured, 2 when the task or a file was not understood.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from verbale.errors import ModelError

TASKS = (
    "pages",
    "times",
    "money",
    "readings",
    "reliability",
    "attribution",
    "names",
    "tree",
    "coreference",
    "relations",
    "cited",
)
#: What reading a file of another format, or half of one, ends in: the wrong shape, the wrong bytes, an early end.
DAMAGE = (ValueError, LookupError, TypeError, AttributeError, AssertionError, OSError, EOFError, zlib.error)


def measure(task: str, files: Sequence[Path]) -> dict[str, float]:
    """The figures of `task` over `files`. Raises one of `DAMAGE` for a file that the task cannot read."""
    found: Callable[[Sequence[Path]], dict[str, float]] = import_module(f"evaluation.{task}").measure
    return found(files)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description="Measure a task on files of its format.")
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    for path in given.files:
        if not path.is_file():
            print(f"evaluation: {path}: no such file; see the corpora's README for what exists", file=sys.stderr)
            return 2
    try:
        figures = measure(given.task, given.files)
        if not figures:
            raise ValueError("nothing of this task in it")
    except ModelError as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 2
    except DAMAGE as error:
        print(
            f"evaluation: {_name(given.files)}: not read as {given.task} ({type(error).__name__}: {error}); "
            f"see evaluation/{given.task}.py for the format",
            file=sys.stderr,
        )
        return 2
    if given.json:
        print(json.dumps({"task": given.task, "files": [str(f) for f in given.files], "figures": figures}))
    else:
        for name, value in figures.items():
            print(f"{given.task} {name} {value:.4f}")
    return 0


def _name(files: Sequence[Path]) -> str:
    return str(files[0]) if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"


if __name__ == "__main__":
    sys.exit(main())

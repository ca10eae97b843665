"""`python -m evaluation TASK FILE… [--json]`: one figure a line, as measured on these files.

A task is a module of this folder with `measure(files: Sequence[Path]) -> dict[str, float]`; shares are 0 to 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from verbale.errors import ModelError

TASKS = ("pages", "times", "money", "readings", "attribution", "names", "tree", "relations")


def measure(task: str, files: Sequence[Path]) -> dict[str, float]:
    """The figures of `task` over `files`. Raises ValueError for a file that the task cannot read."""
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
    except ModelError as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 2
    except (ValueError, KeyError, OSError, EOFError) as error:
        names = ", ".join(map(str, given.files))
        print(
            f"evaluation: {names}: not a file of the task {given.task} ({error!r}); check its format", file=sys.stderr
        )
        return 2
    if given.json:
        print(json.dumps({"task": given.task, "files": [str(f) for f in given.files], "figures": figures}))
    else:
        for name, value in figures.items():
            print(f"{given.task} {name} {value:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

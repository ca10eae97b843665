"""Pages from the command line: the options that commands share, one page after another, results in files or printed.

`--json` prints one JSON object a line when there are several pages, and an indented one when there is one; `--out`
writes each to a file of its own. Either way one bad page is reported, and the others go on.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from urllib.parse import urlsplit

import typer

from verbale.cli.terminal import progress, say, say_error, say_remark

if TYPE_CHECKING:
    from verbale.work import Outcome, Remarked

Pages = Annotated[list[str], typer.Argument(metavar="PAGE…", help="A file, - for standard input, or a URL.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON: one object, or one a line for several pages.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write DIR/<stem>.json for each page.")]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="The pages' encoding; broken bytes then become U+FFFD.")
]
Debug = Annotated[bool, typer.Option("--debug", envvar="VERBALE_DEBUG", help="Show where an error happened.")]
Value = TypeVar("Value")


def go_through(
    names: Sequence[str],
    do: Callable[[str], Value | Remarked[Value]],
    *,
    to_json: Callable[[Value], Mapping[str, Any]],
    show: Callable[[Value], None],
    as_json: bool,
    out: Path | None,
    debug: bool,
    processes: int = 1,
) -> None:
    """Do every page, in so many processes, and leave with status 1 where one failed, 130 where the user interrupted."""
    from verbale.work import each

    stems = _stems(names)
    if out is not None:
        _make_folder(out)
    failed = 0
    try:
        with progress(len(names)) as line:
            for outcome in each(names, do, processes=processes):
                line.step(outcome.name)
                if outcome.error is not None:
                    failed += 1
                    line.clear()
                    say_error(outcome.error, debug=debug)
                elif outcome.value is not None:
                    line.clear()
                    _tell_aside(outcome, debug=debug)
                    if out is not None:
                        _write(out / f"{stems[outcome.name]}.json", to_json(outcome.value))
                    if as_json:
                        _print_json(to_json(outcome.value), indented=len(names) == 1)
                    elif out is None:
                        show(outcome.value)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    sys.stdout.flush()
    if out is not None:
        say(f"verbale: {len(names) - failed} of {len(names)} pages written to {out}")
    elif failed and len(names) > 1:
        say(f"verbale: {failed} of {len(names)} pages could not be read")
    if failed:
        raise typer.Exit(1)


def _tell_aside(outcome: Outcome[Any], *, debug: bool) -> None:
    """What is to be said of a page that was read."""
    for remark in outcome.remarks:
        say_remark(outcome.name, remark)
    for warning in outcome.warnings:
        say_error(warning, about=outcome.name, debug=debug)


def _print_json(value: Mapping[str, Any], *, indented: bool) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1 if indented else None) + "\n")


def _stems(names: Sequence[str]) -> dict[str, str]:
    """A file name for each page. Raises a usage error where two pages would share one."""
    stems = {name: _stem(name) for name in names}
    owners: dict[str, str] = {}
    for name, stem in stems.items():
        if stem in owners:
            stems[name] = stem = _stem(name, whole=True)
        if stem in owners:
            raise typer.BadParameter(f"{owners[stem]} and {name} would both be written to {stem}.json: rename one")
        owners[stem] = name
    return stems


def _stem(name: str, *, whole: bool = False) -> str:
    if name == "-":
        return "stdin"
    path = urlsplit(name).path.rstrip("/") or urlsplit(name).netloc if "://" in name else name
    if whole:
        return re.sub(r"[^\w.-]+", "-", name).strip("-.")
    stem = Path(path).name
    return re.sub(r"[^\w.-]+", "-", stem.rsplit(".", 1)[0] or stem) or "page"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"--out {folder}: cannot make this folder ({error.strerror})") from error


def _write(path: Path, value: Mapping[str, Any]) -> None:
    """The whole file or nothing: a reader never meets half of one."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
        part.replace(path)
    except OSError as error:
        raise typer.BadParameter(f"{path}: cannot be written ({error.strerror})") from error

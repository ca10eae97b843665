"""What a person typed into the form of an entry, read as the fields of its kind, each fault told beside its input.

Comes in: words by the names of leaves. Goes out: fields as `verbale.reading/1` has them, and what is wrong by name. It
guesses nothing: a word that is no number is told, not mended.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from verbale.desk.leaves import Branch, Leaf, branches
from verbale.minutes.wording import whole_day

_TIMES = ("when", "outlook", "period")  # fields whose start and end are times
_TIME = "no time: write 2025-12-22, 2025-12, 2025 or 2025-12-22T11:10"
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(slots=True)
class Typed:
    """The fields that were typed, and the faults by the names of inputs; with faults the fields are not to be used."""

    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    faults: dict[str, str] = field(default_factory=dict[str, str])


def read_typed(kind: type, typed: Mapping[str, str]) -> Typed:
    """The fields of a kind of entry as they were typed."""
    words = {name: value.replace("\r\n", "\n").strip() for name, value in typed.items()}
    read = Typed()
    for branch in branches(kind, words):
        head, dot, _ = branch.name.partition(".")
        value = _value(branch, words, read.faults)
        if not dot:
            read.fields[head] = value
        else:
            listed: list[Any] = read.fields.setdefault(head, [])
            listed += [] if value is None else [value]
    return read


def _value(branch: Branch, words: Mapping[str, str], faults: dict[str, str]) -> Any:
    """The value of a field; None where it was left empty and may be."""
    if branch.single:
        return _leaf(branch.leaves[0], words, faults)
    if not branch.needed and not any(words.get(leaf.name) for leaf in branch.leaves if leaf.control in _WRITTEN):
        return None
    value = {leaf.own: _leaf(leaf, words, faults) for leaf in branch.leaves}
    if branch.name in _TIMES and not any(leaf.name in faults for leaf in branch.leaves):
        _check_times(branch.name, value, faults)
    if "currency" in value and value["currency"] and not _CURRENCY.fullmatch(value["currency"]):
        faults[f"{branch.name}.currency"] = "no currency: write its three letters, such as EUR"
    return value


_WRITTEN = ("line", "lines", "passage")


def _leaf(leaf: Leaf, words: Mapping[str, str], faults: dict[str, str]) -> Any:
    told = words.get(leaf.name, "")
    if leaf.control == "tick":
        return bool(told)
    if leaf.control == "lines":
        return [line.strip() for line in told.split("\n") if line.strip()]
    if not told:
        if leaf.needed:
            faults[leaf.name] = "it is needed"
        return None
    if leaf.choices and told not in leaf.choices:
        faults[leaf.name] = f"none of {', '.join(leaf.choices)}"
    if leaf.hint in (int, float):
        return _number(leaf, told, faults)
    return told


def _number(leaf: Leaf, told: str, faults: dict[str, str]) -> Any:
    """A number, its thousands parted by commas or spaces or not at all."""
    try:
        value = leaf.hint(told.replace(",", "").replace(" ", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        faults[leaf.name] = "no whole number" if leaf.hint is int else "no number: write 90000000000 or 1.5"
    return value


def _check_times(name: str, value: Mapping[str, str], faults: dict[str, str]) -> None:
    for end in ("start", "end"):
        try:
            whole_day(value[end])
            if len(value[end]) > 10:
                datetime.fromisoformat(value[end])
        except ValueError:
            faults[f"{name}.{end}"] = _TIME
    if not faults.keys() & {f"{name}.start", f"{name}.end"}:
        first, last = whole_day(value["start"]), whole_day(value["end"], last=True)
        if last < first:
            faults[f"{name}.end"] = "it lies before the start"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Evidence as it was chosen, and the fault of each passage that does not stand in the article, by its number."""

    evidence: list[dict[str, Any]]
    faults: dict[int, str]


def choose_evidence(text: str, passages: Sequence[str], before: Sequence[Mapping[str, Any]]) -> Chosen:
    """Passages of an article found in its text, however their white space was broken; where one stands several times,
    it is the one nearest to the evidence before.
    """
    near = min((piece["start"] for piece in before), default=0)
    kept = {piece["exact"]: dict(piece) for piece in before}
    found: list[dict[str, Any]] = []
    faults: dict[int, str] = {}
    for number, passage in enumerate(passages):
        words = passage.replace("\r\n", "\n").strip()
        if not words:
            continue
        if words in kept:
            found.append(kept[words])
            continue
        pattern = r"\s+".join(map(re.escape, words.split()))
        spans = [match.span() for match in re.finditer(pattern, text)]
        if not spans:
            faults[number] = "it does not stand in the article word for word"
            continue
        start, end = min(spans, key=lambda span: abs(span[0] - near))
        found.append({"start": start, "end": end, "exact": text[start:end]})
    if not found and not faults:
        faults[0] = "it is needed: no line stands without the words that it rests on"
    found.sort(key=lambda piece: cast("int", piece["start"]))
    return Chosen(found, faults)

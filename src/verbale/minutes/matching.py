"""The lines of an article laid beside what its edited page says now.

Comes in: the rows that stand, the text that they rest on, and the new text with its entries. Goes out: which are as
they were, which have changed and how, which are gone, which are new. What a person accepted outlasts a reader that
does not find it any more, as long as its words still stand in the article.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from verbale.minutes.amending import Version, revised
from verbale.minutes.anchors import find_again
from verbale.minutes.columns import entry_mark
from verbale.text import Span

_SAME = 1.0  # of 2: the share of evidence in common and the likeness of sentences that make two entries one
_PASSING = ("confidence", "origin", "evidence")

Row = Mapping[str, Any]
Diff = dict[str, list[Any]]


@dataclass(slots=True)
class Match:
    """What becomes of the lines of one article."""

    versions: list[Version] = field(default_factory=list[Version])
    unchanged: list[int] = field(default_factory=list[int])
    changed: dict[int, Diff] = field(default_factory=dict[int, Diff])  # by field: what it was, what it is
    withdrawn: list[int] = field(default_factory=list[int])
    new: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])


def match_lines(rows: Iterable[Row], old: str, text: str, entries: Sequence[tuple[str, dict[str, Any]]]) -> Match:
    """Lay the rows that rest on the text `old` beside the entries (marks and columns) that were read in `text`."""
    match = Match()
    pool: defaultdict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for one in reversed(entries):
        pool[one[0]].append(one)
    rest: list[tuple[Row, dict[str, Any]]] = []
    for row in sorted(rows, key=lambda row: row["entry"]):
        fields = json.loads(row["fields"])
        if row["mark"] and pool.get(row["mark"]):
            _keep(match, row, fields, old, text, pool[row["mark"]].pop())
        else:
            rest.append((row, fields))
    left = [one for one in entries if any(one is other for other in pool[one[0]])]
    for (row, fields), one in _pairs(match, rest, left, old, text):
        _change(match, row, fields, one)
    match.unchanged.sort()
    return match


def _keep(match: Match, row: Row, fields: dict[str, Any], old: str, text: str, one: tuple[str, dict[str, Any]]) -> None:
    """The machine reads again what it had read: the line stays as it is, but for where its words stand."""
    columns = one[1]
    if row["state"] == "withdrawn":
        match.versions.append(revised("line", row, **columns, state="draft", reviewer=None))
        match.changed[row["entry"]] = {"state": ["withdrawn", "draft"]}
    elif entry_mark(fields) == row["mark"]:
        moved = [piece["start"] for piece in fields["evidence"]] != [p["start"] for p in columns["fields"]["evidence"]]
        if moved:
            match.versions.append(revised("line", row, **columns))
        match.unchanged.append(row["entry"])
    elif not _hold(match, row, fields, old, text):  # a person had edited it, and its words are gone
        evidence = columns["fields"]["evidence"]
        edited = {**fields, "evidence": evidence}
        match.versions.append(revised("line", row, fields=edited, state="draft", reviewer=None))
        match.changed[row["entry"]] = {"evidence": [_words(fields), _words(edited)]}


def _hold(match: Match, row: Row, fields: dict[str, Any], old: str, text: str) -> bool:
    """Keep a line whose words stand in the text, or nearly: then it goes back to review. False where they are gone."""
    spans = _anchor(fields, old, text)
    if spans is None:
        return False
    evidence = [{"start": span.start, "end": span.end, "exact": span.of(text)} for span in spans]
    now = {**fields, "evidence": evidence}
    if _words(now) == _words(fields):
        if evidence != fields["evidence"]:
            match.versions.append(revised("line", row, fields=now))
        match.unchanged.append(row["entry"])
    else:
        match.versions.append(revised("line", row, fields=now, state="draft", reviewer=None))
        match.changed[row["entry"]] = {"evidence": [_words(fields), _words(now)]}
    return True


def _pairs(
    match: Match,
    rest: Sequence[tuple[Row, dict[str, Any]]],
    left: list[tuple[str, dict[str, Any]]],
    old: str,
    text: str,
) -> list[tuple[tuple[Row, dict[str, Any]], tuple[str, dict[str, Any]]]]:
    """Lines and entries that are the same one changed, the likeliest first; others are told as gone and new."""
    scored: list[tuple[float, int, int]] = []
    for place, (row, fields) in enumerate(rest):
        if row["state"] == "withdrawn" or not row["mark"]:
            continue
        spans = _anchor(fields, old, text)
        for other, (_, columns) in enumerate(left):
            if columns["kind"] == row["kind"]:
                score = _overlap(spans, columns["fields"]) + fuzz.ratio(row["text"], columns["text"]) / 100
                if score >= _SAME:
                    scored.append((-score, place, other))
    taken: dict[int, int] = {}
    for _, place, other in sorted(scored):
        if place not in taken and other not in taken.values():
            taken[place] = other
    for place, (row, fields) in enumerate(rest):
        if place not in taken and row["state"] != "withdrawn":
            decided = row["state"] in ("accepted", "edited") or not row["mark"]
            if not decided or not _hold(match, row, fields, old, text):
                match.versions.append(revised("line", row, state="withdrawn", reviewer=None))
                match.withdrawn.append(row["entry"])
    match.new = [one for other, one in enumerate(left) if other not in taken.values()]
    return [(rest[place], left[other]) for place, other in sorted(taken.items())]


def _change(match: Match, row: Row, fields: dict[str, Any], one: tuple[str, dict[str, Any]]) -> None:
    mark, columns = one
    now = columns["fields"]
    names = [name for name in {**fields, **now} if name not in _PASSING]
    diff = {name: [fields.get(name), now.get(name)] for name in names if fields.get(name) != now.get(name)}
    if _words(fields) != _words(now):
        diff["evidence"] = [_words(fields), _words(now)]
    match.versions.append(revised("line", row, **columns, state="draft", reviewer=None, mark=mark))
    match.changed[row["entry"]] = diff


def _anchor(fields: Mapping[str, Any], old: str, text: str) -> list[Span] | None:
    """Where the evidence of an entry stands in the new text; None where a piece of it does not."""
    found = [find_again(old, Span(piece["start"], piece["end"]), text) for piece in fields["evidence"]]
    spans = [span for span in found if span is not None]
    return spans if spans and len(spans) == len(found) else None


def _overlap(spans: Sequence[Span] | None, fields: Mapping[str, Any]) -> float:
    """The share of letters that two pieces of evidence have in common, of those that either has."""
    one = {at for span in spans or () for at in range(span.start, span.end)}
    other = {at for piece in fields["evidence"] for at in range(piece["start"], piece["end"])}
    return len(one & other) / len(one | other) if one | other else 0.0


def _words(fields: Mapping[str, Any]) -> list[str]:
    return [piece["exact"] for piece in fields["evidence"]]

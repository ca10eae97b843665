"""How many lines the gate of cited words holds back: right ones, which it should let pass, and invented ones.

Comes in: gold readings. The lines of their pages' readings are right where the gold's scorer matches them. Goes out:
the share held of right and of other lines; and of right lines that were falsified, each in one field, the share that is
caught: a name, number, quotation or day that no article of the lot has, and a person or party named elsewhere in the
same article, added to the sentence or put in the first one's place, which a pronoun may cover.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.readings import KINDS, load_scorer, read_pages
from verbale.minutes.cited import Gate
from verbale.minutes.line import Figure
from verbale.minutes.rebuilt import rebuild_entry

_NOBODY, _NEVER = (
    "Ottokar Brunnwald",
    {"start": "1931-07-19", "end": "1931-07-19", "grain": "day", "expression": "then"},
)


def measure(files: Sequence[Path]) -> dict[str, float]:
    """`held_right`, `held_right_KIND`, `held_other`, and `caught_WHAT` of falsified lines."""
    scorer = load_scorer()
    counts: defaultdict[str, list[bool]] = defaultdict(list)
    for path, reading in read_pages(files):
        gold = json.loads(path.read_text("utf-8"))["entries"]
        people = [Figure(at, 1, "person", one["name"], at, one) for at, one in enumerate(reading["people"])]
        gate = Gate(reading["article"], people)
        names = [one["name"] for one in (*reading["people"], *reading["parties"])]
        for kind in KINDS:
            wanted = [entry for entry in gold if entry["kind"] == kind]
            entries = [entry for entry in reading["entries"] if entry["kind"] == kind]
            hits = {at for _, at in scorer.best_pairs(wanted, entries)}
            for at, entry in enumerate(entries):
                held = bool(gate.check(rebuild_entry(entry)).objections)
                counts["held_right" if at in hits else "held_other"].append(held)
                if at in hits:
                    counts[f"held_right_{kind}"].append(held)
                if at in hits and not held:
                    for what, false in falsified(entry, names):
                        counts[f"caught_{what}"].append(bool(gate.check(rebuild_entry(false)).objections))
    return {name: sum(some) / len(some) for name, some in sorted(counts.items())}


def falsified(entry: Mapping[str, Any], names: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A line with one thing in it that is not so; `names` are those of its article."""
    yield "name", {**entry, "text": f"{entry['text']} {_NOBODY} agreed."}
    yield "number", {**entry, "text": f"{entry['text']} It cost 48,613 dollars."}
    yield "date", {**entry, "when": _NEVER}
    if entry["kind"] == "statement":
        yield "quote", {**entry, "quotes": [*entry["quotes"], "we shall never see it again"]}
    around = " ".join((entry["text"], *(piece["exact"] for piece in entry["evidence"])))
    if other := next((name for name in names if name not in around), None):
        yield "other_name", {**entry, "text": f"{entry['text']} {other} agreed."}
        if field := next((name for name in ("party", "donor", "host") if entry.get(name)), None):
            yield "swapped_name", {**entry, field: other}
        elif entry.get("speakers"):
            yield "swapped_name", {**entry, "speakers": [{**entry["speakers"][0], "name": other}]}

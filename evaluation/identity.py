"""How well the same is told from the merely like: labelled pairs of many negotiations, scored by kind.

    python -m evaluation.identity            # the half that the weights were not set by
    python -m evaluation.identity --half tune --wrong

The pairs stand in tests/minutes/same.tsv, of our own writing. Half of them were looked at when the weights were set,
half were not.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.minutes.lines import figure, line  # noqa: E402
from verbale.minutes.alike import weigh_traits  # noqa: E402
from verbale.minutes.likeness import Likeness, join_threshold, propose_threshold  # noqa: E402
from verbale.minutes.namesakes import same_party, same_person  # noqa: E402
from verbale.minutes.traits import Traits, traits_of  # noqa: E402


@dataclass(frozen=True)
class Pair:
    """Two lines or figures, and whether they are one."""

    half: str
    talks: str
    same: bool
    kind: str
    one: dict[str, Any]
    other: dict[str, Any]

    def likeness(self) -> Likeness:
        if self.kind in ("person", "party"):
            both = [_figure(number, self.kind, told) for number, told in enumerate((self.one, self.other), 1)]
            return (same_person if self.kind == "person" else same_party)(both[0], both[1])
        return weigh_traits(*self.traits()).settled()

    def traits(self) -> tuple[Traits, Traits]:
        """What of two lines they are compared by."""
        one, other = (
            traits_of(_line(number, self.kind, told), told.get("seen"))
            for number, told in enumerate((self.one, self.other), 1)
        )
        return one, other


def load_pairs() -> Iterator[Pair]:
    """The labelled pairs."""
    with (ROOT / "tests/minutes/same.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            one, other = json.loads(row["one"]), json.loads(row["other"])
            yield Pair(row["half"], row["talks"], row["same"] == "yes", row["kind"], one, other)


def _line(number: int, kind: str, told: dict[str, Any]) -> Any:
    told = {name: value for name, value in told.items() if name != "seen"}
    if kind == "statement":
        told["speakers"] = [
            one if isinstance(one, str) else tuple(one) if len(one) == 2 else one[0] for one in told["speakers"]
        ]
    return line(kind, number, article=number, **told)


def _figure(number: int, kind: str, told: dict[str, Any]) -> Any:
    told = dict(told)
    if kind == "person":
        told["roles"] = [tuple(role) for role in told.get("roles", ())]
        return figure(number, kind, told.pop("name"), article=number, **told)
    values = figure(number, kind, told["name"], article=number)
    return type(values)(number, number, "party", told["name"], number, told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("tune", "held", "all"), default="held")
    parser.add_argument("--wrong", action="store_true", help="show the pairs on the wrong side of the join threshold")
    asked = parser.parse_args()
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for pair in load_pairs():
        if asked.half not in ("all", pair.half):
            continue
        found = pair.likeness()
        joined, proposed = found.score >= join_threshold(), found.score >= propose_threshold()
        for name in (pair.kind, "all"):
            row = counts[name]
            row[0] += 1
            row[1] += pair.same
            row[2] += joined and pair.same
            row[3] += joined and not pair.same
            row[4] += proposed and pair.same
            row[5] += proposed and not pair.same
        if asked.wrong and (joined != pair.same):
            print(f"{found.score:.2f} {'same' if pair.same else 'apart'} {pair.kind}: {pair.one} | {pair.other}")
            print("     " + "; ".join(f"{reason.name} {reason.weight:+.1f}" for reason in found.reasons))
    print("kind        pairs  same   joined: right wrong precision recall   proposed or joined: right wrong recall")
    for name, (pairs, same, right, wrong, near, far) in counts.items():
        precision = right / (right + wrong) if right + wrong else 1.0
        print(
            f"{name:10} {pairs:6} {same:5} {right:15} {wrong:5} {precision:9.3f} {right / same:6.3f}"
            f" {near:26} {far:5} {near / same:6.3f}"
        )


if __name__ == "__main__":
    main()

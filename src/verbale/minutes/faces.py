"""Who stands in a dossier: its people and parties, found by their names.

Comes in: figures as they are filed. Goes out: for a figure of a new article the subject that it is one with, or none.
A family name alone means somebody only where one holder fits.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from verbale.minutes.likeness import UNLIKE, Likeness, join_threshold, propose_threshold
from verbale.minutes.line import Figure
from verbale.minutes.namesakes import Face, alike_people, how_names_fit, same_party

_KNOWN = Likeness(1.0)  # a face that was seen, and of one alone
_ANOTHER = ("other_name", "other_given_name", "other_middle_name")
_MOST = 40  # people of one name that are looked at; more of like spelling are not


class Faces:
    """The people and parties of one dossier, each distinct face once."""

    def __init__(self) -> None:
        self._people: defaultdict[Face, set[int]] = defaultdict(set)
        self._by_word: defaultdict[str, set[Face]] = defaultdict(set)
        self._faces: dict[int, tuple[Mapping[str, Any], Face]] = {}  # by their fields, so that each is read once
        self._opened: dict[tuple[str, str], dict[str, Any]] = {}
        self._parties: dict[tuple[str, str], tuple[int, Figure]] = {}

    def add(self, figure: Figure) -> None:
        """Take a figure in, under its subject."""
        if figure.kind == "party":
            self._parties.setdefault(_party_key(figure), (figure.subject, figure))
            return
        face = self._face(figure)
        if figure.subject in self._people[face]:
            return
        self._people[face].add(figure.subject)
        for word in _words(face):
            self._by_word[word].add(face)

    def figure(self, row: Mapping[str, Any]) -> Figure:
        """The figure of a row; what its article says of it but where is opened once for all that say the same."""
        fields = row["fields"]
        told = (row["name"], fields.partition('"mentions"')[0])
        opened = self._opened.get(told)
        if opened is None:
            opened = self._opened[told] = json.loads(fields)
        return Figure(row["figure"], row["article"], row["kind"], row["name"], row["subject"], opened)

    def find(self, figure: Figure, taken: Iterable[int] = ()) -> tuple[int | None, Likeness]:
        """The subject that a new figure is one with, and why; `taken` are those of others of its article."""
        taken = set(taken)
        if figure.kind == "party":
            return self._find_party(figure, taken)
        face = self._face(figure)
        known = self._people.get(face)
        if known and len(known) == 1 and face.name.given:
            (subject,) = known
            if subject not in taken:
                return subject, _KNOWN
        fits = self.fitting(figure, taken)
        if not fits:
            return None, UNLIKE
        subject, likeness = fits[0]
        return (subject if likeness.score >= join_threshold() else None), likeness

    def fitting(self, figure: Figure, taken: Iterable[int] = ()) -> list[tuple[int, Likeness]]:
        """The people who may be one with a figure, the likeliest first, a bare family name weighed by who else fits."""
        face = self._face(figure)
        taken = set(taken)
        best: dict[int, Likeness] = {}
        others: set[int] = set()  # who bears the family name with another given name
        borne = [
            faces for word in _words(face) if len(faces := self._by_word.get(word, ())) <= _MOST or ":" not in word
        ]
        same = set[Face]().union(*borne)
        for other in sorted(same, key=attrgetter("written"))[:_MOST]:
            fits = how_names_fit(face.name, other.name)
            if fits in _ANOTHER and face.aliases.isdisjoint(other.aliases):
                if fits != "other_name":
                    others |= self._people[other] - taken
                continue
            likeness = alike_people(face, other)
            for subject in self._people[other] - taken:
                if likeness.score > best.get(subject, UNLIKE).score:
                    best[subject] = likeness
        likely = {
            subject: one for subject, one in best.items() if one.score >= propose_threshold() and subject not in others
        }
        bare = {subject for subject, one in likely.items() if not face.name.given or one.rests_on("family_name")}
        for subject in bare:
            if len(likely) == 1 and not others:
                likely[subject] = likely[subject].also("person", "only_holder", "nobody else here bears the name")
            else:
                likely[subject] = likely[subject].also(
                    "person", "several_fit", f"{len(likely.keys() | others)} people fit"
                )
        return sorted(likely.items(), key=lambda one: (-one[1].score, one[0]))

    def _face(self, figure: Figure) -> Face:
        known = self._faces.get(id(figure.fields))
        if known is None or known[0] is not figure.fields:
            known = self._faces[id(figure.fields)] = figure.fields, Face.of(figure)
        return known[1]

    def _find_party(self, figure: Figure, taken: set[int]) -> tuple[int | None, Likeness]:
        known = self._parties.get(_party_key(figure))
        if known:
            return (None, UNLIKE) if known[0] in taken else (known[0], _KNOWN)
        best: tuple[int | None, Likeness] = (None, UNLIKE)
        for subject, other in self._parties.values():
            likeness = same_party(figure, other)
            if likeness.score > best[1].score and subject not in taken:
                best = subject, likeness
        return best if best[1].score >= join_threshold() else (None, best[1])


def _words(face: Face) -> set[str]:
    """By what a face is filed and looked for: its family name, and what may show another spelling of it."""
    family, given = face.name.family.replace("g", "k"), face.name.given
    words = {family, *given[1:][-1:], *face.aliases}
    if given:
        words.add(f"{given[0][0]}:{family[:2]}")
    return {word for word in words if len(word) > 1}


def _party_key(figure: Figure) -> tuple[str, str]:
    return str(figure.fields.get("id") or "").casefold(), figure.name

"""What others reply to a proposal: their positions and acts that name it, or that rest on a sentence about it.

Comes in: proposals' lines, and positions and events. Goes out: the replies to each, oldest first, and why each is one.
A name that half of all proposals bear ("the plan", "a draft") counts in no other article than its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.minutes.told import Told, share_words

Why = Literal["names it", "same sentence"]
_WORD = re.compile(r"[^\W_]+")
#: Words that name the kind of thing, and not which one it is.
_KIND = frozenset(
    "a accord agreement agreements an and arrangement bid bill ceasefire cease charter compromise contract convention "
    "deal declaration demand document draft final fire first for framework from guarantee guarantees initiative its "
    "latest memorandum new of offer on package pact peace plan point proposal proposals proposed protocol resolution "
    "roadmap said same settlement temporary terms text that the their this to treaty truce ultimatum understanding "
    "version whose".split()
)
_DONE = {
    "AGREE": "agreed", "SUPPORT": "supported it", "COOPERATE": "cooperated", "CONCEDE": "conceded",
    "RETREAT": "drew back", "REQUEST": "made a request", "ACCUSE": "accused", "REJECT": "rejected it",
    "THREATEN": "threatened", "PROTEST": "protested", "SANCTION": "imposed sanctions", "COERCE": "coerced",
    "ASSAULT": "attacked",
}  # fmt: skip
_MOST = 3  # proposals of one name: of more, the name says nothing
_NO_REPLY = frozenset(("CONSULT", "AID", "MOBILIZE"))  # acts that answer no proposal


@dataclass(frozen=True, slots=True)
class Reply:
    """What a party holds of the proposal or did about it. `what` is the stance or the PLOVER type."""

    party: str
    what: str
    why: Why
    day: str | None
    told: Told

    @property
    def words(self) -> str:
        """`refuses` of a position; `rejected it` of an act."""
        return _DONE.get(self.what, self.what)


class Replies:
    """The positions and events that reply to some proposals, found in one pass."""

    def __init__(self, proposals: Mapping[int, Sequence[Told]], told: Iterable[Told]) -> None:
        self._found: dict[int, list[Reply]] = {subject: [] for subject in proposals}
        there: dict[int, list[Told]] = {}
        for some in proposals.values():
            for one in some:
                there.setdefault(one.line.article, []).append(one)
        names = _names(proposals)
        for one in told:
            line = one.line
            if line.party is None or line.kind not in ("position", "event") or line.label in _NO_REPLY:
                continue
            replied: dict[int, Why] = dict.fromkeys(_named(line.text, names), "names it")
            if line.article in there:
                for proposal in there[line.article]:
                    if proposal.line.subject not in replied and share_words(line, proposal.line):
                        replied[proposal.line.subject] = "same sentence"
            for subject, why in replied.items():
                self._found[subject].append(Reply(line.party, line.label, why, one.as_of, one))

    def of(self, subject: int, sponsors: Collection[str]) -> tuple[Reply, ...]:
        """The replies to a proposal by others than its sponsors, oldest first."""
        replies = (one for one in self._found[subject] if one.party not in sponsors)
        return tuple(sorted(replies, key=lambda one: (one.day or "", one.told.line.entry)))


def telling_names(proposals: Mapping[int, Sequence[Told]]) -> set[str]:
    """The names of which one stands, word by word, in every sentence that names one of some proposals."""
    return {name for names in _names(proposals).values() for name in names}


def _names(proposals: Mapping[int, Sequence[Told]]) -> dict[str, dict[str, set[int]]]:
    """The proposals of each telling name, under the longest of the words that make it so."""
    subjects: dict[str, set[int]] = {}
    for subject, some in proposals.items():
        for one in some:
            subjects.setdefault(_worded(one.line.fields["name"]), set()).add(subject)
    names: dict[str, dict[str, set[int]]] = {}
    for name, some in subjects.items():
        words = [word for word in name.split() if word not in _KIND and (len(word) > 2 or word.isdigit())]
        telling = len(words) > 1 or any(word.isdigit() for word in words)
        if telling and len(some) <= _MOST:
            names.setdefault(max(words, key=len), {})[name] = some
    return names


def _named(text: str, names: Mapping[str, Mapping[str, set[int]]]) -> set[int]:
    """The proposals that a sentence names."""
    found: set[int] = set()
    worded = _worded(text)
    for word in set(worded.split()) & names.keys():
        for name, subjects in names[word].items():
            if f" {name} " in f" {worded} ":
                found |= subjects
    return found


def _worded(text: str) -> str:
    """A text as its words in small letters: `the 20-point plan` as `the 20 point plan`."""
    return " ".join(_WORD.findall(text.casefold()))

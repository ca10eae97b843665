"""One drafted line, from JSON to an entry of the minutes, or to its refusal with the reasons.

Comes in: a JSON value of the model's. Goes out: an `Entry` that has passed the gate, or a `Refusal`. Offsets, the
sentence, sources, origin and confidence are ours: what the model says of them is not read.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, Literal, cast

from pydantic import TypeAdapter, ValidationError

from verbale.reading.entries import Event, Evidence, Meeting, Pledge, Position, Proposal, Statement
from verbale.reading.gate import Objection, find_objections
from verbale.reading.grounds import Grounds
from verbale.reading.wording import tell
from verbale.reading.words import load_table
from verbale.text import Span

#: How sure a line of a second reader is: nobody has measured how often such lines are right.
UNMEASURED = 0.5
#: Spans that one line may rest on.
MOST_EVIDENCE = 4
#: Characters of one line as JSON, its evidence included. A model that repeats itself writes more.
LONGEST_LINE = 20_000
Line = Statement | Meeting | Position | Proposal | Pledge | Event
KINDS: dict[str, type[Line]] = {kind.kind: kind for kind in (Statement, Meeting, Position, Proposal, Pledge, Event)}
#: Fields of the contract that we fill in ourselves.
OURS = frozenset("text via origin confidence".split())
#: Fields whose strings name a person or a party. `name` does so within a speaker or an actor alone.
_NAMED = frozenset("party toward sponsors parties donor recipient host members".split())


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that was not let in: its kind as the model gave it, and every objection, the first one counted."""

    kind: str
    objections: tuple[Objection, ...]


def read_line(value: Any, grounds: Grounds, *, within: Span, by: str) -> Line | Refusal:
    """The entry that a drafted line stands for. Its evidence is looked for in the stretch that was sent, first."""
    given = cast("Mapping[str, Any]", value) if isinstance(value, dict) else None
    name = str(given.get("kind"))[:40] if given is not None else "?"
    kind = KINDS.get(name)
    if given is None or kind is None:
        return _refuse(name, "schema", "kind", "not a kind of entry")
    known = {field.name for field in fields(kind)} | {"kind"}
    strange = sorted(str(key)[:40] for key in given.keys() - known)
    if strange:
        return _refuse(name, "schema", strange[0], "no such field")
    if len(json.dumps(given)) > LONGEST_LINE:
        return _refuse(name, "schema", "text", f"longer than {LONGEST_LINE:,} characters")
    pieces = _pieces(given.get("evidence"))
    if pieces is None:
        return _refuse(name, "schema", "evidence", f"not a list of one to {MOST_EVIDENCE} strings")
    evidence = [find_evidence(grounds.article.text, exact, within) for exact in pieces]
    if None in evidence:
        missing = pieces[evidence.index(None)]
        return _refuse(name, "evidence", "evidence", f"not in the article: {missing[:80]!r}")
    try:
        entry = _entry(kind, given, [found for found in evidence if found], grounds, by)
    except ValidationError as error:
        return Refusal(name, tuple(_unfit(error)))
    objections = tuple(_against_sense(entry))
    if not objections:
        entry = replace(entry, text=tell(entry))
        objections = find_objections(entry, grounds)
    return Refusal(name, objections) if objections else entry


def find_evidence(text: str, exact: str, within: Span) -> Evidence | None:
    """Where `exact` stands verbatim, as whole words where it does so anywhere, within a stretch or else anywhere."""
    if not exact.strip():
        return None
    places = [match.start() for match in re.finditer(re.escape(exact), text)]
    if not places:
        return None

    def rank(start: int) -> tuple[bool, bool]:
        end = start + len(exact)
        cut = any(re.match(r"\w\w", text[max(0, edge - 1) : edge + 1]) for edge in (start, end))
        return cut, not (within.start <= start and end <= within.end)

    best = min(places, key=rank)
    return Evidence(best, best + len(exact), exact)


def _entry(kind: type[Line], given: Mapping[str, Any], evidence: Sequence[Evidence], grounds: Grounds, by: str) -> Line:
    """The entry as the contract has it, its sentence left out. Raises ValidationError where the line does not fit."""
    own = {key: _settled(key, value, grounds) for key, value in given.items() if value is not None}
    own = {key: value for key, value in own.items() if key not in OURS and key != "kind"}
    outlet = [grounds.article.publisher] if grounds.article.publisher else []
    ours = {
        "text": "",
        "evidence": [{"start": e.start, "end": e.end, "exact": e.exact} for e in evidence],
        "origin": {"method": "model", "by": by},
        "confidence": UNMEASURED,
    }
    entry = _adapter(kind).validate_json(json.dumps(own | ours), strict=True)
    inner = [speaker.name for speaker in entry.speakers] if isinstance(entry, Statement) else []
    return replace(entry, via=(*outlet, *inner))


@cache
def _adapter(kind: type[Line]) -> TypeAdapter[Line]:
    return TypeAdapter(kind)


def _settled(key: str, value: Any, grounds: Grounds, *, inner: bool = False) -> Any:
    """A JSON value with the names in it made canonical."""
    if isinstance(value, str):
        return grounds.canonical(value.strip()) if key in _NAMED or (inner and key == "name") else value
    if isinstance(value, list):
        return [_settled(key, item, grounds, inner=inner) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {k: _settled(k, item, grounds, inner=True) for k, item in cast("dict[str, Any]", value).items()}
    return value


def _pieces(value: Any) -> list[str] | None:
    """The evidence as the model cites it: strings, or objects with an `exact`; its offsets are not read."""
    if not isinstance(value, list):
        return None
    items = cast("list[Any]", value)
    pieces = [cast("dict[str, Any]", item).get("exact") if isinstance(item, dict) else item for item in items]
    fits = 0 < len(pieces) <= MOST_EVIDENCE and all(isinstance(piece, str) for piece in pieces)
    return cast("list[str]", pieces) if fits else None


def _unfit(error: ValidationError) -> Iterator[Objection]:
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        yield Objection("schema", ".".join(map(str, problem["loc"])) or "entry", problem["msg"])


def _against_sense(entry: Line) -> Iterator[Objection]:
    """What the types of the schema do not tell."""
    issues = load_table("issues")
    named = (*entry.issues, entry.issue) if isinstance(entry, Position) else entry.issues
    yield from (Objection("schema", "issues", f"no such issue: {name[:40]!r}") for name in named if name not in issues)
    if isinstance(entry, Statement) and not entry.speakers:
        yield Objection("schema", "speakers", "nobody speaks")
    if isinstance(entry, Meeting) and sum(bool(side.party or side.members) for side in entry.delegations) < 2:
        yield Objection("schema", "delegations", "fewer than two sides meet")
    if isinstance(entry, Event) and (entry.actor.party or entry.actor.name) == (
        entry.recipient.party or entry.recipient.name
    ):
        yield Objection("schema", "recipient", "an act of a party toward itself")
    if isinstance(entry, (Meeting, Proposal)) and not entry.name.strip():
        yield Objection("schema", "name", "empty")
    if isinstance(entry, Position) and not entry.what.strip():
        yield Objection("schema", "what", "empty")
    if isinstance(entry, Pledge):
        sums = (*((entry.amount,) if entry.amount else ()), *entry.equivalents)
        if not all(math.isfinite(money.value) for money in sums):
            yield Objection("schema", "amount", "not a number")
        if not entry.amount and not (entry.goods or "").strip():
            yield Objection("schema", "amount", "neither money nor goods")


def _refuse(kind: str, reason: Literal["schema", "evidence"], field: str, problem: str) -> Refusal:
    return Refusal(kind, (Objection(reason, field, problem),))

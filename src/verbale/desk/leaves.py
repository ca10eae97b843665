"""The fields of an entry as the inputs of a form, by what the contract says each may hold.

Comes in: a kind of entry, and its JSON or what a person typed. Goes out: inputs, grouped as the fields are, and what
they hold. Names are the contract's: `when.start`, `speakers.0.name`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from verbale.reading import entries

Control = Literal["line", "lines", "passage", "choice", "tick"]
#: Told apart from the fields: what the machine did, and what the line rests on.
APART = frozenset(("kind", "evidence", "via", "origin", "confidence"))
_LONG = frozenset(("text", "content", "what", "purpose", "outcome", "conditions", "goods"))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of an entry: its name, its type, whether there must be one, and what it is without being told."""

    name: str
    hint: Any
    needed: bool
    default: str = ""

    @property
    def own(self) -> str:
        """Its name without those of the fields that it stands in."""
        return self.name.rpartition(".")[2]

    @property
    def control(self) -> Control:
        if get_origin(self.hint) is Literal:
            return "choice"
        if self.hint is bool:
            return "tick"
        if get_origin(self.hint) is tuple:
            return "lines"
        return "passage" if self.own in _LONG else "line"

    @property
    def choices(self) -> tuple[str, ...]:
        return get_args(self.hint) if self.control == "choice" else ()


@dataclass(frozen=True, slots=True)
class Branch:
    """Leaves that are one field, or one of the several values of a field. `needed`: it cannot be left empty."""

    name: str
    leaves: tuple[Leaf, ...]
    needed: bool

    @property
    def single(self) -> bool:
        """Whether it is a plain field."""
        return len(self.leaves) == 1 and self.leaves[0].name == self.name


def branches(kind: type, typed: Mapping[str, str], where: str = "") -> Iterator[Branch]:
    """The fields of a kind; of those that hold several values as many as are told of, and one more."""
    for name, hint, needed, default in _fields(kind):
        at = f"{where}{name}"
        inner = several(hint)
        if inner is not None:
            for number in range(count(at, typed) + 1):
                yield Branch(f"{at}.{number}", _leaves(inner, f"{at}.{number}."), needed=False)
        elif is_dataclass(hint):
            yield Branch(at, _leaves(cast("type", hint), f"{at}."), needed)
        else:
            yield Branch(at, (Leaf(at, hint, needed, default),), needed)


def several(hint: Any) -> type | None:
    """The dataclass of which a field holds several; None for any other."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else None
    return inner if is_dataclass(inner) and isinstance(inner, type) else None


def count(at: str, typed: Mapping[str, str]) -> int:
    """How many values of a field are told of."""
    behind = (name[len(at) + 1 :] for name, value in typed.items() if value and name.startswith(f"{at}."))
    heads = (name.partition(".")[0] for name in behind)
    return max((int(head) + 1 for head in heads if head.isascii() and head.isdigit() and len(head) < 4), default=0)


def flat(told: Any, where: str = "") -> dict[str, str]:
    """An entry's JSON by the names of its leaves, in the words of a form."""
    if isinstance(told, Mapping):
        named = cast("Mapping[str, Any]", told).items()
        inner = (flat(value, f"{where}.{key}" if where else key) for key, value in named)
        return {name: words for one in inner for name, words in one.items()}
    if isinstance(told, Sequence) and not isinstance(told, str):
        items = cast("Sequence[Any]", told)
        if all(isinstance(one, str) for one in items):
            return {where: "\n".join(items)}
        return {name: words for at, one in enumerate(items) for name, words in flat(one, f"{where}.{at}").items()}
    if isinstance(told, bool):
        return {where: "true"} if told else {}
    if isinstance(told, float):
        return {where: f"{told:.15g}"}
    return {} if told is None else {where: str(told)}


def _leaves(kind: type, where: str) -> tuple[Leaf, ...]:
    return tuple(Leaf(f"{where}{name}", hint, needed, default) for name, hint, needed, default in _fields(kind))


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, bool, str], ...]:
    """Name, type, whether it must be given, and default of each field that a person may write."""
    hints = get_type_hints(kind, dict(vars(entries)))
    found: list[tuple[str, Any, bool, str]] = []
    for field in fields(kind):
        if field.name in APART and issubclass(kind, entries.Entry):
            continue
        hint, needed = hints[field.name], field.default is MISSING
        if get_origin(hint) in (Union, UnionType):
            hint, needed = next(one for one in get_args(hint) if one is not type(None)), False
        default = field.default if isinstance(field.default, str) else ""
        found.append((field.name, hint, needed and get_origin(hint) is not tuple, default))
    return tuple(found)

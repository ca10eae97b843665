"""Entries, articles and people made again from what the minutes keep of them as JSON.

Comes in: `verbale.reading/1`, as it was filed or as a person changed it. Goes out: the values of the reading. What does
not fit the contract is refused with the field that it is about; nothing is guessed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from verbale.errors import StoreError
from verbale.minutes.line import Figure
from verbale.page.article import Article, Block
from verbale.page.source import Page, decode_page
from verbale.reading import entries
from verbale.reading.entries import Entry, Event, Meeting, Person, Pledge, Position, Proposal, Statement

KINDS: Mapping[str, type[Entry]] = {kind.kind: kind for kind in (Statement, Meeting, Position, Proposal, Pledge, Event)}


#: What the minutes keep in a line's fields that no reading has: what came of a forecast.
BESIDE: Mapping[str, tuple[str, ...]] = {"statement": ("outcome",)}


class _Unfit(Exception):  # noqa: N818  a message on its way up, never seen outside
    """A value that does not fit, and where."""


def rebuild_entry(told: Mapping[str, Any], *, about: str = "entry") -> Entry:
    """An entry of `verbale.reading/1`. Raises StoreError, which names the field that is wrong."""
    kind = KINDS.get(told.get("kind", ""))
    if kind is None:
        raise StoreError(about, f"no such kind: {told.get('kind')!r}", f"the kinds are {', '.join(KINDS)}")
    try:
        beside = ("kind", *BESIDE.get(kind.kind, ()))
        return cast("Entry", _built(kind, {name: told[name] for name in told if name not in beside}, ""))
    except _Unfit as error:
        raise StoreError(about, str(error), f"docs/reading.md says what a {kind.kind} holds") from None


def rebuild_article(told: Mapping[str, Any]) -> Article:
    """The article of a stored snapshot, as far as lines are held to it: its text, blocks, outlet and time."""
    blocks = told.get("blocks") or ()
    text: str = told.get("text") or "\n\n".join(one["text"] for one in blocks)
    printed = _printed(told)
    return Article(
        page=_no_page(),
        headline=told.get("headline"),
        publisher=told.get("publisher"),
        authors=tuple(told.get("authors") or ()),
        published=_moment(printed),
        published_precise=len(printed or "") > len("2025-12-22"),
        updated=_moment(told.get("updated")),
        url=told.get("url"),
        language=told.get("language"),
        blocks=tuple(_blocks(blocks, text)),
        furniture=(),
        text=text,
    )


def rebuild_people(figures: Iterable[Figure]) -> tuple[Person, ...]:
    """The people among some figures, as the reading had them."""
    told = [figure.fields for figure in figures if figure.kind == "person"]
    return tuple(cast("Person", _built(Person, dict(one), "")) for one in told)


@cache
def _no_page() -> Page:
    return decode_page(b"(not kept here)", name="minutes")


def _printed(told: Mapping[str, Any]) -> str | None:
    """When it was published; readings made by hand may list all forms that will do."""
    published: Any = told.get("published")
    return cast("list[str]", published)[0] if isinstance(published, list) else cast("str | None", published)


def _moment(told: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(told) if told else None
    except ValueError:
        return None


def _blocks(told: Iterable[Mapping[str, Any]], text: str) -> Iterable[Block]:
    """The blocks, each found where it stands in the text; gold readings and other programs' leave `start` out."""
    at = 0
    for one in told:
        start = one["start"] if "start" in one else text.find(one["text"], at)
        if start >= 0:
            yield Block(one["kind"], one["text"], start)
            at = start + len(one["text"])


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, dict(vars(entries)))


def _built(kind: type, told: Any, where: str) -> Any:
    """A value of a dataclass from a JSON object."""
    if not isinstance(told, Mapping):
        raise _Unfit(f"{where or 'entry'} is no object: {_shown(told)}")
    given = cast("Mapping[str, Any]", told)
    known = {field.name: field for field in fields(kind) if field.init}
    for name in given:
        if name not in known:
            raise _Unfit(f"there is no field {_at(where, name)}")
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in given:
            values[name] = _value(_hints(kind)[name], given[name], _at(where, name))
        elif field.default is MISSING and field.default_factory is MISSING:
            raise _Unfit(f"{_at(where, name)} is missing")
    return kind(**values)


def _value(hint: Any, told: Any, where: str) -> Any:
    """A value of a type as the contract's dataclasses write theirs."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return None if told is None else _value(next(one for one in inner if one is not type(None)), told, where)
    if origin is Literal:
        if told in inner:
            return told
        raise _Unfit(f"{where} is none of {', '.join(map(str, inner))}: {_shown(told)}")
    if origin is tuple:
        if not isinstance(told, (list, tuple)):
            raise _Unfit(f"{where} is no list: {_shown(told)}")
        listed = cast("list[Any]", told)
        kinds = [inner[0]] * len(listed) if inner[-1] is Ellipsis else list(inner)
        if len(kinds) != len(listed):
            raise _Unfit(f"{where} has not {len(kinds)} values: {_shown(told)}")
        return tuple(_value(one, item, where) for one, item in zip(kinds, listed, strict=True))
    if is_dataclass(hint):
        return _built(cast("type", hint), told, where)
    return _plain(hint, told, where)


def _plain(hint: Any, told: Any, where: str) -> Any:
    names = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}
    fits = isinstance(told, (int, float) if hint is float else hint) and (hint is bool or not isinstance(told, bool))
    if not fits or (isinstance(told, float) and not math.isfinite(told)):
        raise _Unfit(f"{where} is not {names[hint]}: {_shown(told)}")
    return float(told) if hint is float else told


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _shown(told: Any) -> str:
    words = repr(told)
    return words if len(words) <= 60 else words[:59] + "…"

"""The JSON of an entry or figure, opened no further than somebody asks for it.

Comes in: the text that a row keeps. Goes out: a mapping, whose fields can also be looked at one by one. Views ask
through `peeking`, which takes any mapping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PIECE = re.compile(r'\{"start":(\d+),"end":(\d+),"exact":')
_SCAN = json.JSONDecoder().raw_decode


class Fields(Mapping[str, Any]):
    """The fields of an entry or figure, their JSON opened when the first is asked for."""

    __slots__ = ("_opened", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._opened: dict[str, Any] | None = None

    def opened(self) -> dict[str, Any]:
        """All fields, as JSON has them."""
        opened = self._opened
        if opened is None:
            opened = self._opened = _SCAN(self._text)[0]
        return opened

    def peek(self, name: str) -> Any:
        """One field without opening the others, None where there is none: for those whose name nothing nested has."""
        if self._opened is not None:
            return self._opened.get(name)
        at = self._text.find(f'"{name}":')  # in a string the quotes would be escaped
        if at < 0:
            return None
        start = at + len(name) + 3
        if self._text.startswith("[]", start):
            return []
        return _SCAN(self._text, start + (self._text[start] == " "))[0]

    def own(self, names: frozenset[str]) -> Mapping[str, Any]:
        """Fields that have some names among them: where these stand behind all that every entry has, none before."""
        if self._opened is None:
            at = self._text.rfind('"confidence":')
            if at > 0:
                own: dict[str, Any] = _SCAN("{" + self._text[at:])[0]
                if names <= own.keys():
                    return own
        return self.opened()

    def spans(self) -> list[tuple[int, int]]:
        """From where to where each piece of evidence stands."""
        if self._opened is None:
            found = _PIECE.findall(self._text)
            if len(found) == self._text.count('"exact":'):  # in a string the quotes would be escaped
                return [(int(start), int(end)) for start, end in found]
        return [(piece["start"], piece["end"]) for piece in self.opened()["evidence"]]

    def __getitem__(self, name: str) -> Any:
        opened = self._opened
        return (self.opened() if opened is None else opened)[name]

    def get(self, name: str, default: Any = None) -> Any:
        opened = self._opened
        return (self.opened() if opened is None else opened).get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self.opened())

    def __len__(self) -> int:
        return len(self.opened())

    def __repr__(self) -> str:
        return f"Fields({self._text})"

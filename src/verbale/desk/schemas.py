"""What the API answers with, described as JSON Schema from the types of the values themselves.

Comes in: a dataclass or any other type that `minutes.plain` writes. Goes out: its schema as OpenAPI 3.1 has it, parts
of it under names. It follows `plain` step by step, so that no second description can come to differ from the first.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from verbale.minutes.line import Line, Source
from verbale.minutes.plain import LINE, SOURCE
from verbale.minutes.told import Told

Schema = dict[str, Any]
_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    Any: {},
}
#: The parts of all schemas asked for so far, by name.
_parts: dict[str, Schema] = {}


def schema_of(kind: Any) -> Schema:
    """The schema of what `plain` makes of a value of a type. Raises TypeError for a type that it does not take."""
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if isinstance(kind, type) and (is_dataclass(kind) or hasattr(cast("object", kind), "_fields")):
        return _reference(cast("type", kind))
    origin, of = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"type": "string", "enum": list(of)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(one) for one in of]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_of(of[1])}
    if origin is tuple and of[-1] is not Ellipsis:
        return {"type": "array", "prefixItems": [schema_of(one) for one in of], "items": False}
    if origin in (tuple, list, frozenset):
        return {"type": "array", "items": schema_of(of[0])}
    raise TypeError(f"no schema for {kind}")


def object_of(**properties: Any) -> Schema:
    """The schema of an object: each property a type, or a schema already."""
    shapes = {
        name: cast("Schema", one) if isinstance(one, dict) else schema_of(one) for name, one in properties.items()
    }
    return {"type": "object", "properties": shapes, "required": list(shapes)}


def parts() -> dict[str, Schema]:
    """What the schemas asked for refer to."""
    return dict(_parts)


def _reference(kind: type) -> Schema:
    name = f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"
    if name not in _parts:
        _parts[name] = {}  # one that holds itself ends here
        _parts[name] = _described(kind)
    return {"$ref": f"#/components/schemas/{name}"}


def _described(kind: type) -> Schema:
    if kind is Told:
        source = object_of(**_properties(Source, SOURCE))
        own = {"quote": str, "day": str | None, "dated": bool, "source": {"anyOf": [source, {"type": "null"}]}}
        return object_of(**(_properties(Line, LINE) | own))
    if kind is Line:
        return object_of(**_properties(Line, LINE), quote=str)
    names = getattr(kind, "_fields", None) or [field.name for field in fields(kind)]
    told = object_of(**_properties(kind, names))
    summary = (kind.__doc__ or "").strip().partition("\n")[0]
    return told | ({"description": summary} if summary and not summary.startswith(f"{kind.__name__}(") else {})


def _properties(kind: type, names: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in names}

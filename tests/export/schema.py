"""Compares a value with a small JSON schema: the few words of it that services' fragments use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["complaints"]

_TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_KNOWN = {
    "type", "enum", "required", "properties", "additionalProperties", "items", "minItems",
    "maxItems", "minLength", "maxLength", "pattern",
}  # fmt: skip


def complaints(value: Any, schema: dict[str, Any], where: str = "body") -> list[str]:
    """Return what of a value the schema does not allow; raises for words it does not know."""
    return list(_complaints(value, schema, where))


def _complaints(value: Any, schema: dict[str, Any], where: str) -> Iterator[str]:
    unknown = set(schema) - _KNOWN
    if unknown:
        raise ValueError(f"{where}: this schema says {', '.join(sorted(unknown))}")
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} is {value!r}, not one of {schema['enum']}"
    types = schema.get("type", [])
    wanted = [types] if isinstance(types, str) else types
    if wanted and not any(_is(value, one) for one in wanted):
        yield f"{where} is a {type(value).__name__}, not {' or '.join(wanted)}"
        return
    if isinstance(value, dict):
        yield from _of_object(value, schema, where)
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{where} has {len(value)} items"
        for number, item in enumerate(value):
            yield from _complaints(item, schema.get("items", {}), f"{where}[{number}]")
    elif isinstance(value, str):
        yield from _of_text(value, schema, where)


def _of_text(value: str, schema: dict[str, Any], where: str) -> Iterator[str]:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{where} has {len(value)} characters"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where} is {value!r}, not like {schema['pattern']}"


def _is(value: Any, type_: str) -> bool:
    if isinstance(value, bool):
        return type_ == "boolean"
    return isinstance(value, _TYPES[type_])


def _of_object(value: dict[str, Any], schema: dict[str, Any], where: str) -> Iterator[str]:
    for name in schema.get("required", []):
        if name not in value:
            yield f"{where} has no {name}"
    properties = schema.get("properties", {})
    more = schema.get("additionalProperties", True)
    for name, one in value.items():
        if name in properties:
            yield from _complaints(one, properties[name], f"{where}.{name}")
        elif more is False:
            yield f"{where} has {name}, which is not described"
        elif isinstance(more, dict):
            yield from _complaints(one, more, f"{where}.{name}")

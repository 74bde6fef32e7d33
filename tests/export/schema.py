"""Compares a value with a JSON schema: the words of it that services' descriptions use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["complaints", "resolved"]

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
    "maxItems", "minLength", "maxLength", "pattern", "anyOf", "allOf", "const", "minimum",
    "maximum",
}  # fmt: skip
_SILENT = {"title", "description", "default", "example", "examples", "format", "deprecated"}
"""Words of a whole document that allow and forbid nothing, or nothing that is looked at here."""


def complaints(value: Any, schema: dict[str, Any], where: str = "body") -> list[str]:
    """Return what of a value the schema does not allow; raises for words it does not know."""
    return list(_complaints(value, schema, where))


def resolved(schema: Any, document: dict[str, Any]) -> Any:
    """Return a schema of a whole document with what it refers to in its place, six steps deep.

    Beneath, anything goes: schemas refer to themselves.
    """
    return _resolved(schema, document, 6)


def _resolved(schema: Any, document: dict[str, Any], depth: int) -> Any:
    if isinstance(schema, list):
        return [_resolved(one, document, depth) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(ref := schema.get("$ref"), str):
        found: Any = document
        for step in ref.removeprefix("#/").split("/"):
            found = found[step]
        return _resolved(found, document, depth - 1) if depth else {}
    return {name: _resolved(one, document, depth) for name, one in schema.items()}


def _complaints(value: Any, schema: dict[str, Any], where: str) -> Iterator[str]:
    unknown = set(schema) - _KNOWN - _SILENT
    if unknown:
        raise ValueError(f"{where}: this schema says {', '.join(sorted(unknown))}")
    yield from _of_words(value, schema, where)
    types = schema.get("type", [])
    wanted = [types] if isinstance(types, str) else types
    if wanted and not any(_is(value, one) for one in wanted):
        yield f"{where} is a {type(value).__name__}, not {' or '.join(wanted)}"
        return
    if isinstance(value, dict):
        yield from _of_object(value, schema, where)
    elif isinstance(value, list):
        yield from _of_list(value, schema, where)
    elif isinstance(value, str):
        yield from _of_text(value, schema, where)
    elif _is(value, "integer") and not _is_within(value, schema):
        yield f"{where} is {value}"


def _of_words(value: Any, schema: dict[str, Any], where: str) -> Iterator[str]:
    for one in schema.get("allOf", ()):
        yield from _complaints(value, one, where)
    if "anyOf" in schema:
        yield from min((complaints(value, one, where) for one in schema["anyOf"]), key=len)
    if "const" in schema and value != schema["const"]:
        yield f"{where} is {value!r}, not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} is {value!r}, not one of {schema['enum']}"


def _of_list(value: list[Any], schema: dict[str, Any], where: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{where} has {len(value)} items"
    for number, item in enumerate(value):
        yield from _complaints(item, schema.get("items", {}), f"{where}[{number}]")


def _is_within(value: int, schema: dict[str, Any]) -> bool:
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))


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

"""Reads [targets.NAME] and refuses secrets; must not know what any target does."""

from __future__ import annotations

import re

from reewriter.config import keys
from reewriter.config.addresses import web_address
from reewriter.config.document import Document, Values
from reewriter.config.lines import KeyPath
from reewriter.config.mistakes import Mistake, named, shown
from reewriter.config.values import ALWAYS_THERE, TargetSpec
from reewriter.patterns import pattern
from reewriter.text import clean_line

__all__ = ["read_targets"]

_NAME = pattern(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_VARIABLE = pattern(r"[A-Z][A-Z0-9_]{1,63}")
_SECRET = pattern(
    r"(.*[_-])?(api[_-]?key|key|token|password|passwd|passphrase|secret|credentials?)",
    re.IGNORECASE,
)


def read_targets(document: Document) -> tuple[TargetSpec, ...]:
    """Return the targets in the order of the file, then those that are always there."""
    table, values = document.one(keys.TARGETS)
    targets: list[TargetSpec] = []
    for name, value in values.items():
        path = (*table, name)
        if not isinstance(value, dict):
            message = f"{clean_line(name, limit=60)} in [targets] must be a table, not "
            raise document.error(path, message + named(value), "Write [targets.NAME] above it.")
        if not _NAME.fullmatch(name):
            message = f"a target cannot be named {shown(name)}"
            raise document.error(path, message, "Letters, digits, - and _, at most 40 of them.")
        targets.append(_target(document, path, name, value))
    given = {target.name for target in targets}
    targets += [TargetSpec(name, name) for name in ALWAYS_THERE if name not in given]
    return tuple(targets)


def _target(document: Document, path: KeyPath, name: str, values: Values) -> TargetSpec:
    form = f"[targets.{name}]"
    type_key = keys.TARGETS.keys[0]
    if "type" not in values:
        message = f"type is missing in {form}"
        raise document.error(path, message, f"For example: type = {type_key.example}")
    kind = document.value(type_key, values["type"], (*path, "type"), form)
    settings: dict[str, str | bool | int] = {}
    for key, value in values.items():
        if key == "type":
            continue
        try:
            settings[key] = _setting(key, value)
        except Mistake as mistake:
            raise document.wrong((*path, key), form, mistake) from None
    return TargetSpec(name, str(kind), settings)


def _setting(key: str, value: object) -> str | bool | int:
    """Read one setting. What may be a secret is never repeated in a message."""
    if key.endswith("_env"):
        if not isinstance(value, str) or not _VARIABLE.fullmatch(value):
            raise Mistake(
                "must name an environment variable",
                'In capitals, as "BUTTONDOWN_API_KEY"; its value never stands in this file.',
            )
        return value
    if _SECRET.fullmatch(key):
        raise Mistake(
            "looks like a secret, which must not stand in this file",
            "`reewriter targets login NAME` keeps it for you; or put it into an environment"
            ' variable and write key_env = "ITS_NAME".',
        )
    if not isinstance(value, str | bool | int):
        raise Mistake(f"must be text, a whole number, or true or false, not {named(value)}")
    if isinstance(value, str):
        text = clean_line(value)
        return web_address(text) if key == "url" or key.endswith("_url") else text
    return value

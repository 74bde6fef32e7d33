"""Writes the lines of feeds.toml that a target still needs, to be filled in. Changes no file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reewriter.export.mail import MailTarget
from reewriter.export.service import ServiceTarget
from reewriter.export.settings import Setting
from reewriter.export.smtptest import SmtpTest
from reewriter.export.targets import MAIL, SERVICES

__all__ = ["Recipe", "recipe"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a target needs in feeds.toml."""

    lacking: tuple[str, ...]
    """The settings without which it is of no use, and which are not there."""
    lines: str
    """Its section: what stands there, and examples of what lacks."""


def recipe(name: str, kind: str, given: Mapping[str, str | bool | int]) -> Recipe:
    """Return what a target of this type needs; of a type that is not ours nothing is known."""
    lacking, lines = [], [f"[targets.{name}]", f"type = {json.dumps(kind)}"]
    for setting in _settings(kind):
        value = given.get(setting.name)
        if value not in (None, ""):
            lines.append(f"{setting.name} = {json.dumps(value, ensure_ascii=False)}")
        elif setting.required:
            lacking.append(setting.name)
            lines += [f"# {setting.means}", f"{setting.name} = {setting.example}"]
    return Recipe(tuple(lacking), "\n".join([*lines, *_of_the_key(name, kind)]) + "\n")


def _of_the_key(name: str, kind: str) -> list[str]:
    stores = f"#   reewriter targets login {name}"
    if kind == SmtpTest.kind:
        return ['# Where the server wants a login, user = "…" as well; the password by', stores]
    return ["# Its key does not stand here; this asks for it, and keeps it for you:", stores]


def _settings(kind: str) -> Sequence[Setting]:
    known: type[MailTarget] | type[ServiceTarget] | None = MAIL.get(kind) or SERVICES.get(kind)
    return known.all_settings() if known else ()

"""Reads the settings of one target and says which are missing or unknown; knows no target."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from reewriter.errors import ConfigError
from reewriter.text.nearest import did_you_mean

__all__ = ["HERE", "Setting", "address_of", "numbers", "read_settings"]

Value = str | bool | int

HERE = ("127.0.0.1", "::1", "localhost")
"""This machine."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a type of target."""

    name: str
    means: str
    """In one sentence, for the documents."""
    kind: Literal["text", "number", "flag"] = "text"
    required: bool = False
    example: str = ""
    choices: tuple[str, ...] = ()
    """The only values; any where empty."""


_PLACE = re.compile(r"[A-Za-z0-9._~/-]*")
"""What stands behind the host of an address: folders, and nothing that could end or fill a path."""
_KINDS = {"text": str, "number": int, "flag": bool}
_SAID = {"text": "text", "number": "a whole number", "flag": "true or false"}


def read_settings(
    target: str, given: Mapping[str, Value], known: Sequence[Setting]
) -> dict[str, Value]:
    """Return the settings, checked; raises ConfigError, which names the nearest setting."""
    by_name = {setting.name: setting for setting in known}
    for name, value in given.items():
        setting = by_name.get(name)
        if setting is None:
            known_here = f"Known here: {', '.join(by_name)}."
            hint = did_you_mean(name, by_name, otherwise=known_here)
            raise ConfigError(
                f"target {target} has no setting {name}", file="feeds.toml", hint=hint
            )
        if type(value) is not _KINDS[setting.kind]:
            raise _wrong(target, setting, f"must be {_SAID[setting.kind]}")
        if name == "url" and value and not _is_plain(str(value)):
            raise _wrong_address(target)
        if setting.choices and value not in setting.choices:
            raise _wrong(target, setting, f"must not be “{value}”")
    missing = [one for one in known if one.required and given.get(one.name) in (None, "")]
    if missing:
        raise _missing(target, missing)
    return dict(given)


def address_of(target: str, kind: str, given: str, home: str) -> str:
    """Return the address to use where the service's own is `home`; "" for a self-hosted one.

    Raises ConfigError where a hosted service is said to be elsewhere: a workspace may come from
    somebody else, and its address must not get our key.
    """
    url = given or home
    host = urlsplit(url).hostname or ""
    if home and url != home and host not in HERE:
        raise ConfigError(
            f"target {target}: url leads to {host}, which is not {kind}",
            file="feeds.toml",
            hint=f"Leave url out: it is {home}.",
        )
    return url.rstrip("/")


def numbers(target: str, setting: str, value: str) -> list[int]:
    """Read numbers with commas between them; raises ConfigError."""
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not parts or not all(part.isdecimal() and len(part) < 10 for part in parts):
        raise ConfigError(
            f"target {target}: {setting} must be numbers with commas between them",
            file="feeds.toml",
            hint=f'For example: {setting} = "3, 7"',
        )
    return [int(part) for part in parts]


def _is_plain(url: str) -> bool:
    """Tell whether a path can be put behind an address and stay the path that is asked for."""
    if not url.isprintable() or any(char in url for char in " ?#@\\"):
        return False
    try:
        parts = urlsplit(url)
        return parts.port != 0 and bool(
            _PLACE.fullmatch(parts.path) and not {".", ".."} & set(parts.path.split("/"))
        )
    except ValueError:
        return False


def _wrong_address(target: str) -> ConfigError:
    return ConfigError(
        f"target {target}: url must be a host and perhaps a folder",
        file="feeds.toml",
        hint="Leave out what stands behind ? or #, a user name, and blanks: only its address, "
        'as "https://mail.example.org".',
    )


def _missing(target: str, settings: Sequence[Setting]) -> ConfigError:
    """Name all of them at once: nobody should hear of each when the one before it is there."""
    *most, last = (setting.name for setting in settings)
    named = f"{', '.join(most)} and {last} are" if most else f"{last} is"
    said = "; ".join(f"{one.name} = {one.example or '…'}" for one in settings)
    means = "" if most else f"{settings[0].means} "
    return ConfigError(
        f"target {target}: {named} missing",
        file="feeds.toml",
        hint=f"{means}Below [targets.{target}], for example: {said}",
    )


def _wrong(target: str, setting: Setting, how: str) -> ConfigError:
    hint = setting.means
    if setting.choices:
        hint = f"One of {', '.join(setting.choices)}."
    elif setting.example:
        hint = f"{setting.means} For example: {setting.name} = {setting.example}"
    return ConfigError(f"target {target}: {setting.name} {how}", file="feeds.toml", hint=hint)

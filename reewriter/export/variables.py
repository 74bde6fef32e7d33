"""Says which environment variable may hold the key of an account; reads none, knows no service."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reewriter.errors import ConfigError
from reewriter.export.settings import HERE

__all__ = ["OURS", "assert_variable", "bound_to", "is_bound", "variable_of"]

OURS = "REEWRITER_"


def variable_of(account: str) -> str:
    """Return the variable of an account; for an address elsewhere it names that, too.

    A workspace from somebody else may call its target as one of ours is called, and lead it to an
    address of its own: what stands in the environment for ours must not go there.
    """
    name, _, host = account.partition("@")
    return f"{OURS}{re.sub(r'[^A-Z0-9]', '_', name.upper())}{bound_to(host)}_KEY"


def bound_to(host: str) -> str:
    """Write a host so that no other is written alike, as _AT_MAIL_EXAMPLE_ORG; "" for this machine.

    A dot is one underscore, a hyphen two.
    """
    if host in ("", *HERE):
        return ""
    longer = {".": "_", "-": "__", "_": "___", ":": "____"}
    return "_AT_" + "".join(longer.get(char, char) for char in host.upper())


def is_bound(account: str, variable: str) -> bool:
    """Tell whether a variable names the address that an account's key would go to."""
    _, at, host = account.partition("@")
    return not at or (variable.startswith(OURS) and variable.endswith(f"{bound_to(host)}_KEY"))


def assert_variable(target: str, variable: str, *, account: str, vendors: Sequence[str]) -> None:
    """Raise ConfigError for a variable that holds who knows what; "" is none.

    A workspace may come from somebody else: it must not have another secret of the person sent
    anywhere, not even to an honest service. Ours begin with REEWRITER_, and name the host where
    feeds.toml says it; `vendors` are the words by which a service's own are known, as BUTTONDOWN
    in BUTTONDOWN_API_KEY.
    """
    words = variable.split("_")
    named = words[0] == "REEWRITER" or any(vendor in words for vendor in vendors)
    sound = re.fullmatch(r"[A-Z][A-Z0-9_]{0,399}", variable) is not None
    if not variable or (named and sound and is_bound(account, variable)):
        return
    known = " or ".join(("begins with REEWRITER_", *(f"names {one}" for one in vendors)))
    hint = f"A variable that {known}: a workspace may come from others."
    if "@" in account:
        hint = (
            f"Call it {variable_of(account)}, and have it hold the key: feeds.toml says where it "
            "goes, and may come from others."
        )
    raise ConfigError(
        f"target {target}: key_env must not be “{variable[:60]}”", file="feeds.toml", hint=hint
    )

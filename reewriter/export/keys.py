"""Where the keys of services are kept: environment, keyring, a private file, a command.

None of these is in the workspace, so that a workspace can be shared; knows no service.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import stat
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from reewriter.errors import ExportError, NoKeyError
from reewriter.export.variables import is_bound, variable_of
from reewriter.net import Secret

__all__ = ["Found", "KeyRing", "folder_of"]

_SERVICE = "reewriter"
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}(?:@[A-Za-z0-9][A-Za-z0-9._:-]{0,252})?")
_LONGEST = 10_000
_COMMAND_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A key, and where it was."""

    secret: Secret
    source: str


class _Backend(Protocol):
    def get_password(self, service: str, name: str) -> str | None: ...

    def set_password(self, service: str, name: str, password: str) -> None: ...


def folder_of(environ: Mapping[str, str]) -> Path:
    """Return the folder of the person's keys: never inside a workspace."""
    base = environ.get("XDG_CONFIG_HOME") or f"{environ.get('HOME') or Path.home()}/.config"
    return Path(base) / "reewriter" / "keys"


class KeyRing:
    """Finds and stores the keys of one person."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._folder = folder_of(environ)

    def find(self, account: str, *, variable: str = "") -> Found:
        """Return the key of an account; raises NoKeyError where there is none.

        `NAME@HOST` is an account whose key goes to an address that a workspace names, and so
        perhaps somebody else: it is none of those kept for `NAME` or for another host, in the
        environment neither.
        Looked for in this order: the environment variable, the system's keyring, the file of mode
        0600 in the person's configuration, and what the command in such a file prints.
        """
        _assert_named(account, variable)
        for name in dict.fromkeys((variable, variable_of(account))):
            if name and (value := self._environ.get(name, "").strip()):
                return Found(Secret(value), f"${name}")
        if value := self._from_system(account):
            return Found(Secret(value), "keyring")
        if value := self._from_file(self._folder / account):
            return Found(Secret(value), str(self._folder / account))
        command = self._folder / f"{account}.command"
        if line := self._from_file(command):
            return Found(Secret(_printed(line, command)), str(command))
        name, own = account.partition("@")[0], variable or variable_of(account)
        passed = variable_of(name)
        if passed != own and self._environ.get(passed, "").strip():
            raise ExportError(
                f"{account}: there is no key for it, as ${passed} names no address",
                hint=f"Call it {own}: feeds.toml says where it would go, and may come from others.",
            )
        raise NoKeyError(
            f"{account}: there is no key for it",
            hint=f"`reewriter targets login {name}` stores one; or set {own}.",
        )

    def store(self, account: str, secret: Secret, *, command: bool = False) -> str:
        """Keep a key, or the command that prints it, for this person; returns where it is now.

        The system's keyring is used where there is one, else a file that only its owner can read.
        """
        _assert_named(account)
        if not command:
            with contextlib.suppress(Exception):  # any backend may fail in any way: then the file
                backend = _backend()
                if backend is not None:
                    backend.set_password(_SERVICE, account, secret.reveal())
                    return "keyring"
        path = self._folder / (f"{account}.command" if command else account)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._folder.chmod(0o700)
            _write_private(path, secret)
        except OSError as error:
            raise ExportError(
                f"{path}: cannot be written ({error.strerror})",
                hint=f"Set the environment variable {variable_of(account)} instead.",
            ) from None
        return str(path)

    def ahead_of(self, stored: str, account: str, *, variable: str = "") -> str:
        """Return what is looked at before the place where a key is stored, and holds one, too.

        That one is used then. "" where there is none; no command is run for it.
        """
        for name in dict.fromkeys((variable, variable_of(account))):
            if name and self._environ.get(name, "").strip():
                return f"${name}"
        file = self._folder / account
        if stored != "keyring" and self._from_system(account):
            return "keyring"
        if stored == str(self._folder / f"{account}.command") and file.exists():
            return str(file)
        return ""

    def _from_system(self, account: str) -> str:
        with contextlib.suppress(Exception):  # a machine without a keyring is an ordinary one
            backend = _backend()
            return (backend.get_password(_SERVICE, account) or "") if backend else ""
        return ""

    def _from_file(self, path: Path) -> str:
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise _unsafe(path, (error.strerror or "").lower()) from None
        with os.fdopen(descriptor, encoding="utf-8", errors="replace") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise _unsafe(path, "others can read it")
            return file.read(_LONGEST).strip()


def _assert_named(account: str, variable: str = "") -> None:
    """Refuse names by which a workspace could reach for other secrets of the person."""
    if not _ACCOUNT.fullmatch(account):
        raise ExportError(
            f"{account}: an account has letters, digits, hyphens and underscores",
            hint="Mend account in feeds.toml.",
        )
    if variable and not is_bound(account, variable):
        raise ExportError(
            f"{account}: ${variable} is not read for an address that feeds.toml names",
            hint=f"Call it {variable_of(account)}: a workspace may come from others.",
        )


def _backend() -> _Backend | None:
    """Return the system's keyring where the package `keyring` is installed."""
    try:
        module = import_module("keyring")
    except ImportError:
        return None
    return cast("_Backend", module)  # its module functions have these names


def _unsafe(path: Path, why: str) -> ExportError:
    return ExportError(
        f"{path}: the key in it is not used ({why})",
        hint=f"It must be a file of yours alone: `chmod 600 {path}`.",
    )


def _write_private(path: Path, secret: Secret) -> None:
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(secret.reveal() + "\n")


def _printed(line: str, path: Path) -> str:
    """Run a command without a shell and return the first line it prints."""
    try:
        # The person's own command, from a file only they can write; no shell sees it.
        done = subprocess.run(  # noqa: S603
            shlex.split(line), capture_output=True, timeout=_COMMAND_SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ExportError(
            f"{path}: its command does not run ({type(error).__name__})",
            hint="Try it in a terminal: it must print the key and nothing else.",
        ) from None
    key = done.stdout.decode("utf-8", "replace").strip().partition("\n")[0].strip()
    if done.returncode or not key:
        raise ExportError(
            f"{path}: its command printed no key (it ended with {done.returncode})",
            hint="Try it in a terminal: it must print the key and nothing else.",
        )
    return key

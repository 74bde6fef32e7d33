"""Notices that feeds.toml was edited; must not decide what a changed configuration means."""

from __future__ import annotations

from pathlib import Path

from reewriter.config.loading import load
from reewriter.config.values import Config
from reewriter.errors import ConfigError

__all__ = ["ConfigWatcher"]

Fingerprint = tuple[int, int, int]


class ConfigWatcher:
    """Looks at one file again and again, and reads it only when it has changed.

    Make it before you `load` the file: then no edit falls between the two.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = _fingerprint(path)

    def poll(self) -> Config | ConfigError | None:
        """Return the new configuration, or what is wrong with it; None if nothing has changed.

        After an error, keep the configuration you have: the next poll that does not return None
        comes with the next edit.
        """
        # Taken before reading: an edit in between is found by the next poll.
        fingerprint = _fingerprint(self.path)
        if fingerprint == self._seen:
            return None
        self._seen = fingerprint
        try:
            return load(self.path)
        except ConfigError as error:
            return error


def _fingerprint(path: Path) -> Fingerprint | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino

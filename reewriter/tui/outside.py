"""Notices what happens outside the desk: other processes' writes, edits of feeds.toml, signals."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import threading
from collections.abc import Callable

from reewriter.config import Config, ConfigWatcher
from reewriter.errors import ConfigError
from reewriter.values import dataclass
from reewriter.workspace import Workspace
from reewriter.workspace.folder import CONFIG

__all__ = ["News", "Outside", "on_signals"]

_PATIENCE = 1.8
"""Seconds a desk may take to close after a signal; then it is ended hard, everything saved."""


@dataclass(frozen=True, slots=True)
class News:
    """What has happened since the last look."""

    written: bool = False
    """Somebody else wrote into the database."""
    minute: bool = False
    """Another minute has begun."""
    hung_up: bool = False
    """The terminal is gone."""
    config: Config | ConfigError | None = None
    """feeds.toml as it is now, or what is wrong with it; None when it was not edited."""


class Outside:
    """Looked at once a second; a look that finds nothing costs microseconds."""

    def __init__(self, workspace: Workspace, *, terminal: int | None = None) -> None:
        self._workspace = workspace
        self._watcher = ConfigWatcher(workspace.root / CONFIG)
        self._version = workspace.store.data_version()
        self._minute = self._now()
        self._keys = select.poll()
        if terminal is not None:
            self._keys.register(terminal, 0)  # hang-ups are told without asking for them

    def _now(self) -> int:
        return int(self._workspace.now().timestamp() // 60)

    def look(self) -> News:
        """Return what is new."""
        version, minute = self._workspace.store.data_version(), self._now()
        news = News(
            written=version != self._version,
            minute=minute != self._minute,
            hung_up=self._hung_up(),
            config=self._watcher.poll(),
        )
        self._version, self._minute = version, minute
        return news

    def _hung_up(self) -> bool:
        """Ask the terminal: a desk that is nobody's foreground job gets no signal."""
        return any(event & (select.POLLHUP | select.POLLNVAL) for _, event in self._keys.poll(0))


def on_signals(leave: Callable[[int], None]) -> None:
    """Close the desk when the terminal hangs up or somebody asks the process to end."""
    loop = asyncio.get_running_loop()

    def close(number: int) -> None:
        # A terminal that is gone can hold up the closing of the desk; everything is saved first.
        watchdog = threading.Timer(_PATIENCE, os._exit, (128 + number,))
        watchdog.daemon = True
        watchdog.start()
        leave(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.add_signal_handler(number, close, int(number))

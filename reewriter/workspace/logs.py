"""Writes the workspace's log: a rotated file, secrets taken out, nothing ever on the screen."""

from __future__ import annotations

import logging
import time
from pathlib import Path

__all__ = ["FILE", "keep_traceback", "start", "stop"]

FILE = Path("logs") / "reewriter.log"
_LARGEST = 1_000_000
_KEPT = 3
_LOGGER = logging.getLogger("reewriter")


class _Redacted(logging.Formatter):
    """Formats a record and takes user names, keys and tokens out of the whole line."""

    def format(self, record: logging.LogRecord) -> str:
        from reewriter.net import redact

        return redact(super().format(record))


class _LogFile(logging.Handler):
    """Opens the file with the first record, so that a command with nothing to log costs nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._file is None:
                self._file = self._opened()
            self._file.handle(record)
        except OSError:  # a log that cannot be written stops nobody's work
            self._file = logging.NullHandler()

    def _opened(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        class _Quiet(RotatingFileHandler):
            def handleError(self, record: logging.LogRecord) -> None:
                """Lose a record rather than print over the screen."""

        self.path.parent.mkdir(exist_ok=True)
        handler = _Quiet(
            self.path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", errors="replace"
        )
        formatter = _Redacted("%(asctime)sZ %(process)d %(levelname)s %(name)s: %(message)s")
        formatter.converter = _utc
        handler.setFormatter(formatter)
        return handler

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def _utc(seconds: float | None) -> time.struct_time:
    return time.gmtime(seconds)


def start(root: Path) -> None:
    """Send everything this process logs from now on to the workspace's file."""
    stop()
    _LOGGER.addHandler(_LogFile(root / FILE))
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False


def stop() -> None:
    """Close the file; what is logged from now on is lost."""
    for handler in list(_LOGGER.handlers):
        if isinstance(handler, _LogFile):
            _LOGGER.removeHandler(handler)
            handler.close()
    _LOGGER.setLevel(logging.NOTSET)
    _LOGGER.propagate = True


def keep_traceback(error: Exception) -> Path | None:
    """Log an unexpected error whole; return the file, or None when no log was started."""
    for handler in _LOGGER.handlers:
        if isinstance(handler, _LogFile):
            _LOGGER.error("unexpected", exc_info=error)
            return handler.path if handler.path.exists() else None
    return None

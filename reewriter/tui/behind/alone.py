"""Does things on threads of their own for which nobody waits; knows none of them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.workspace import Workspace

__all__ = ["OneThread", "alone"]

log = logging.getLogger(__name__)


class OneThread:
    """Does at most one thing at a time.

    Its thread is none of Textual's workers: those are waited for when the desk closes, and a server
    that never answers would keep it open. This one is a daemon, and left behind.
    """

    def __init__(self) -> None:
        self._over = threading.Event()
        """Set when what is done shall end."""
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Something is being done."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, do: Callable[[], object], *, name: str) -> bool:
        """Do it; False where something is being done already."""
        if self.running:
            return False
        self._over.clear()
        self._thread = threading.Thread(target=do, name=name, daemon=True)
        self._thread.start()
        return True

    def stop(self, patience: float = 0.0) -> None:
        """Tell it to end, and wait so many seconds for that."""
        self._over.set()
        if patience and self._thread is not None:
            self._thread.join(patience)


def alone(
    workspace: Workspace,
    do: Callable[[Workspace], Message],
    *,
    name: str,
    failed: Callable[[str], Message],
    post: Callable[[Message], object],
) -> None:
    """Do it with the workspace forked, and post what it returns, or what `failed` makes of why not.

    Nobody waits for the thread: a server that never answers must not keep the desk open.
    """

    def work() -> None:
        try:
            with workspace.fork() as mine:
                message = do(mine)
        except ReewriterError as error:
            message = failed(str(error))
        except Exception as error:
            log.exception("unexpected error in %s", name)
            message = failed(f"unexpected {type(error).__name__}; the log says more")
        post(message)

    threading.Thread(target=work, name=name, daemon=True).start()

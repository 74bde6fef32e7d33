"""Does one thing on a thread of its own, and tells by a message what became of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.workspace import Workspace

__all__ = ["alone"]

log = logging.getLogger(__name__)


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

"""Finds the feed behind an address and looks whether it can be read; writes nothing down."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reewriter.config.addresses import names_file
from reewriter.errors import (
    BlockedAddressError,
    DeadlineError,
    NetworkError,
    NotFoundError,
    ParseError,
    UsageError,
)
from reewriter.model import Feed, ParsedFeed

if TYPE_CHECKING:
    from reewriter.net import Client
    from reewriter.workspace.workspace import Workspace

__all__ = ["look"]

LONGEST_LOOK = 25.0
"""Seconds in all for finding a feed, of however many documents its server has us wait for."""


def look(workspace: Workspace, address: str) -> tuple[str, ParsedFeed]:
    """Return the feed's address, and what it holds.

    Raises NotFoundError, a NetworkError, ParseError, and UsageError for a file that is elsewhere.
    """
    from reewriter.feeds.discover import discover
    from reewriter.feeds.fetch import fetch, user_agent
    from reewriter.feeds.worker import ParseWorker
    from reewriter.net import Client, host_port

    root = workspace.root
    local = names_file(address) or (root / address).is_file()
    named = "" if local else address if "://" in address else f"https://{address}"
    hosts = workspace.allowed_hosts
    if named:
        hosts |= {host_port(named)}
    agent = user_agent(workspace.config.contact)
    with Client(user_agent=agent, allowed=hosts) as client, _in_time(client, address):
        url = address if local else discover(client, address)
        try:
            found = fetch(client, Feed(id=0, url=url, title=""), root=root, now=workspace.now())
        except BlockedAddressError as error:
            if not local:
                raise
            raise UsageError(error.message, hint=error.hint) from error
    worker = ParseWorker()
    try:
        parsed = worker.parse(found.body, found.url or url, found.content_type)
    except ParseError as error:
        raise ParseError(
            f"{urlsplit(url).hostname or url}: {error.message}",
            hint=error.hint or "Nothing was added.",
        ) from error
    finally:
        worker.close()
    if parsed.warning and not parsed.items:
        raise ParseError(
            f"{urlsplit(url).hostname or url}: cannot be read: {parsed.warning}",
            hint="Nothing was added.",
        )
    return url, parsed


@contextlib.contextmanager
def _in_time(client: Client, address: str) -> Iterator[None]:
    """End all that a client does when the time is over; raises DeadlineError then."""
    over = threading.Event()

    def end() -> None:
        over.set()
        client.close()

    timer = threading.Timer(LONGEST_LOOK, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (NetworkError, NotFoundError) as error:
        if not over.is_set():
            raise
        # Whatever the last request of a closed client met: what it was is that time was over.
        host = urlsplit(address if "://" in address else f"//{address}").hostname or address
        raise DeadlineError(
            f"{host}: no feed found within {LONGEST_LOOK:g} s",
            hint="Give the address of the feed itself, or try again later.",
        ) from error
    finally:
        timer.cancel()

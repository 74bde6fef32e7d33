"""Asks the pages of links whether they are there, several at once, in bounded time; stores nothing.

A server that refuses programs is no proof of anything: it is called unsure, never broken.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlsplit

from reewriter.errors import (
    BlockedAddressError,
    NetworkError,
    TooLargeError,
    UnknownHostError,
)
from reewriter.model import LinkState
from reewriter.net import Response, host_key

__all__ = ["SECONDS", "Client", "Verdict", "judge", "look"]

SECONDS = 30.0
"""After so long the rest is left for another time."""
_AT_ONCE = 8
_SURE_OF_NO_NETWORK = 3
"""So many servers in a row that nobody knows: it is not they who are gone."""
_STEP = 0.05
_HEADERS = {"Accept": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"}
_GONE = {404: "the page is not there (404)", 410: "the page was taken away (410)"}


class Client(Protocol):
    """What gets one address, as `reewriter.net.Client` does."""

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, named: bool = True
    ) -> Response:
        """Return the answer; raises NetworkError."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of asking one address."""

    state: LinkState
    why: str = ""


def judge(client: Client, url: str) -> Verdict | None:
    """Ask one address; None for a private one, which is never asked.

    Raises UnknownHostError: whether that is the host's fault only others can tell.
    """
    try:
        answer = client.get(url, headers=_HEADERS, named=False)
    except (UnknownHostError, BlockedAddressError) as error:
        if isinstance(error, UnknownHostError):
            raise
        return None
    except TooLargeError:
        return Verdict(LinkState.FINE)
    except NetworkError as error:
        return Verdict(LinkState.UNSURE, error.message)
    status = answer.status
    if status in _GONE:
        return Verdict(LinkState.BROKEN, _GONE[status])
    if status >= HTTPStatus.BAD_REQUEST:
        return Verdict(LinkState.UNSURE, f"it lets no program look ({status})")
    if _path(answer.url) == "" and _path(url):
        return Verdict(LinkState.UNSURE, "it leads to the front page now")
    return Verdict(LinkState.FINE)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path.strip("/") or parts.query


def look(
    client: Client,
    urls: Iterable[str],
    *,
    seconds: float = SECONDS,
    on_seen: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> dict[str, Verdict]:
    """Ask addresses, those of one server one after the other; return what was found out in time.

    `on_seen` is told how many of how many are done. Private addresses are left out. Raises
    NetworkError as soon as it is plain that there is no network, and where it is not plain.
    """
    by_host: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        by_host.setdefault(host_key(url), []).append(url)
    asking = _Asking(client, by_host)
    total = sum(map(len, by_host.values()))
    found: dict[str, Verdict] = {}
    unknown: dict[str, str] = {}
    ends = clock() + seconds
    done = 0
    try:
        while done < total and clock() < ends and not (cancelled and cancelled()):
            try:
                url, verdict = asking.answers.get(timeout=_STEP)
            except queue.Empty:
                continue
            done += 1
            if isinstance(verdict, UnknownHostError):
                unknown[url] = host_key(url)
                _must_be_online(set(unknown.values()), len(by_host), bool(found))
            elif isinstance(verdict, Verdict):
                found[url] = verdict
            if on_seen:
                on_seen(done, total)
    finally:
        asking.over.set()
    if unknown and not found:
        hosts = ", ".join(sorted(set(unknown.values()))[:_SURE_OF_NO_NETWORK])
        raise NetworkError(
            f"{hosts}: no such server, or no network", hint="Nothing is kept of this; try again."
        )
    return found | dict.fromkeys(unknown, Verdict(LinkState.BROKEN, "there is no such server"))


def _must_be_online(unknown: set[str], hosts: int, answered: bool) -> None:
    if not answered and 1 < min(_SURE_OF_NO_NETWORK, hosts) <= len(unknown):
        raise NetworkError("no network: the links were not asked", hint="Try again later.")


class _Asking:
    """Threads of our own, left behind when time is up: what they find then is heard by nobody."""

    def __init__(self, client: Client, by_host: Mapping[str, list[str]]) -> None:
        self.answers: queue.Queue[tuple[str, Verdict | UnknownHostError | None]] = queue.Queue()
        self.over = threading.Event()
        self._client = client
        self._hosts: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        for urls in by_host.values():
            self._hosts.put(urls)
        for _ in range(min(_AT_ONCE, len(by_host))):
            threading.Thread(target=self._run, name="links", daemon=True).start()

    def _run(self) -> None:
        while not self.over.is_set():
            try:
                urls = self._hosts.get_nowait()
            except queue.Empty:
                return
            for url in urls:
                if self.over.is_set():
                    return
                try:
                    self.answers.put((url, judge(self._client, url)))
                except UnknownHostError as error:
                    self.answers.put((url, error))
                except Exception as error:  # whatever a page does to us, the others are asked
                    what = f"unexpected {type(error).__name__}"
                    self.answers.put((url, Verdict(LinkState.UNSURE, what)))

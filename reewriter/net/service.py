"""Talks to one mailing service, and lets nothing out that could do more than keep a draft.

A service's rules are a list of calls; whatever is not in it, or carries what it forbids, is stopped
here, before a connection is made. Knows no service.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from reewriter.errors import BlockedAddressError, DeadlineError, DraftOnlyError, NetworkError
from reewriter.net.address import Address, is_loopback
from reewriter.net.client import Client, Response
from reewriter.net.deadline import Deadline
from reewriter.net.message import Sent

__all__ = ["Call", "Rules", "ServiceLine"]

Json = object
"""What json reads: None, truth, numbers, text, lists, mappings."""

_VALUE = re.compile(r"[A-Za-z0-9_-]{1,128}")
"""What may stand in a path in the place of `{id}`: nothing that could make it another path."""
_PATH = re.compile(r"\{([a-z_]+)\}")
_PASSING = frozenset({429, 502, 503, 504})
_LONGEST_PAUSE = 60.0
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that may be asked of a service."""

    method: str
    path: str
    """Below the service's address, as `/v1/emails/{id}`."""
    query: tuple[str, ...] = ()
    """The only names its query may have."""
    must: Mapping[str, Json] = field(default_factory=dict)
    """What its body must say, by dotted name: `{"status": "draft"}`. Anything else is stopped.

    `posts.*.status` means each of them, and that there is one at least.
    """
    never: frozenset[str] = frozenset()
    """Names that the body of this call may not hold either; see `Rules.never`."""
    repeatable: bool | None = None
    """Whether the service takes it twice as once; by default all but POST."""
    raw: bool = False
    """Whether its body is a file and not JSON."""

    @property
    def is_repeatable(self) -> bool:
        """Whether it may be said again when nobody knows whether it was heard."""
        return self.method != "POST" if self.repeatable is None else self.repeatable


@dataclass(frozen=True, slots=True)
class Rules:
    """All that may be asked of a service: drafts are read and written, nothing else."""

    calls: tuple[Call, ...]
    never: frozenset[str] = frozenset()
    """Names that no body may hold at any depth, unless their value is null or false.

    `send_at` is `sendAt` and `Send-At`, too.
    """

    def find(self, method: str, path: str) -> Call:
        """Return the call; raises DraftOnlyError for one that is not in the list."""
        for call in self.calls:
            if (call.method, call.path) == (method, path):
                return call
        raise DraftOnlyError(f"{method} {path} is not among the calls that only keep drafts")

    def inspect(self, call: Call, query: Mapping[str, str], body: Json) -> None:
        """Raise DraftOnlyError for a query or body that could do more than keep a draft."""
        for name in query:
            if name not in call.query:
                raise DraftOnlyError(f"{call.method} {call.path} must not ask for {name}")
        for name, wanted in call.must.items():
            found = _found(body, name.split("."))
            if not found or any(one != wanted or type(one) is not type(wanted) for one in found):
                raise DraftOnlyError(
                    f"{call.method} {call.path}: {name} must be {json.dumps(wanted)}"
                )
        never = {_spelled(name) for name in self.never | call.never}
        for name, value in _named(body):
            if _spelled(name) in never and value not in (None, False):
                raise DraftOnlyError(f"{call.method} {call.path} must not say {name}")

    def inspect_whole(self, call: Call, base: str, url: str) -> None:
        """Raise DraftOnlyError unless an address as it leaves is this call below `base`.

        Whatever an address in a setting held, it has not become another path or query.
        """
        asked, below = urlsplit(Address.parse(url).url), urlsplit(Address.parse(base).url)
        start = below.path.rstrip("/")
        pattern = _PATH.sub(lambda _: _VALUE.pattern, call.path)
        plain = not below.query and "#" not in base and asked.netloc == below.netloc
        if not plain or not re.fullmatch(re.escape(start) + pattern, asked.path):
            raise DraftOnlyError(f"{call.method} {call.path} would have become another path")
        for name, _ in parse_qsl(asked.query, keep_blank_values=True):
            if name not in call.query:
                raise DraftOnlyError(f"{call.method} {call.path} must not ask for {name}")


class ServiceLine:
    """A conversation with one service: its address, its rules, its key, one deadline for all."""

    def __init__(
        self,
        client: Client,
        base: str,
        rules: Rules,
        *,
        sign: Callable[[str, Sent], Mapping[str, str]],
        deadline: Deadline | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._base = base.rstrip("/")
        self._rules = rules
        self._sign = sign
        self._deadline = deadline or Deadline(60.0)
        self._sleep = sleep
        self.host = _safe_for_keys(base)
        """Whom we talk to, for messages."""

    def ask(
        self,
        method: str,
        path: str,
        values: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        body: Json = None,
        raw: tuple[bytes, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Say one thing of the rules and return the answer, whatever its status.

        `path` is written as in the rules, `values` fills its braces; `raw` is a file and its type.
        What is repeatable is said again, within the deadline, where the line broke or the service
        wants a pause. Raises DraftOnlyError before anything has left, else NetworkError.
        """
        call = self._rules.find(method, path)
        self._rules.inspect(call, query or {}, body)
        if (raw is not None) is not call.raw:
            raise DraftOnlyError(f"{method} {path} takes {'a file' if call.raw else 'no file'}")
        url = self._base + _filled(path, values or {})
        if query:
            url += "?" + urlencode(query)
        self._rules.inspect_whole(call, self._base, url)
        content, kind = raw or (_written(body), "application/json")
        said = {"Accept": "application/json", **(headers or {})}
        if content is not None:
            said["Content-Type"] = kind
        return self._said(url, Sent(method, content, call.is_repeatable), said)

    def hurry(self, seconds: float) -> None:
        """Have all that is asked from here on end within these seconds, or sooner."""
        if seconds < self._deadline.left:
            self._deadline = Deadline(seconds)

    def _said(self, url: str, sent: Sent, headers: Mapping[str, str]) -> Response:
        tries = _TRIES if sent.repeatable else 1
        for turn in range(1, tries + 1):
            last = turn == tries
            try:
                signed = {**headers, **self._sign(url, sent)}
                answer = self._client.ask(url, sent, headers=signed, seconds=self._left())
            except BlockedAddressError:
                raise
            except DeadlineError:  # it tells of what was left for this question only
                raise self._late() from None
            except NetworkError:
                if last or not self._pause(0.5 * turn):
                    raise
            else:
                if last or answer.status not in _PASSING or not self._pause(_wanted(answer, turn)):
                    return answer
        raise AssertionError("unreachable")  # the last turn returns or raises

    def _left(self) -> float:
        left = self._deadline.left
        if left <= 0:
            raise self._late()
        return left

    def _late(self) -> DeadlineError:
        return DeadlineError(
            f"{self.host}: not done within {self._deadline.seconds:g} s",
            hint="Try again in a while: what arrived is found.",
        )

    def _pause(self, seconds: float) -> bool:
        """Wait if there is time for it; tells whether it was."""
        if seconds > _LONGEST_PAUSE or seconds >= self._deadline.left:
            return False
        self._sleep(seconds)
        return True


def _safe_for_keys(base: str) -> str:
    address = Address.parse(base)
    if address.scheme != "https" and not is_loopback(address.host):
        raise BlockedAddressError(
            f"{address.host}: its address is not https, and a key would travel in the clear",
            hint="Write https:// in feeds.toml.",
        )
    return address.host


def _filled(path: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        found = values.get(match[1], "")
        if not _VALUE.fullmatch(found):
            raise DraftOnlyError(f"{path}: {match[1]} is not what a service calls its drafts")
        return found

    return _PATH.sub(value, path)


def _written(body: Json) -> bytes | None:
    if body is None:
        return None
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _wanted(answer: Response, turn: int) -> float:
    """Return how many seconds the service wants to be left alone."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal() and len(said) < 6:
        return float(said)
    with suppress(TypeError, ValueError, OverflowError):  # no date, or none that there is
        # By the service's own clock: ours may be wrong.
        since = parsedate_to_datetime(answer.headers.get("date", ""))
        return max((parsedate_to_datetime(said) - since).total_seconds(), float(turn))
    return float(turn)


def _found(body: Json, parts: Sequence[str]) -> list[Json]:
    """Return what stands at a place; nothing where one of several has no such place."""
    if not parts:
        return [body]
    first, rest = parts[0], parts[1:]
    if isinstance(body, Mapping) and first in body:
        return _found(body[first], rest)
    if isinstance(body, list) and first == "*":
        found = [_found(one, rest) for one in body]
        return [one for each in found for one in each] if all(found) else []
    if isinstance(body, list) and first.isdecimal() and int(first) < len(body):
        return _found(body[int(first)], rest)
    return []


def _spelled(name: str) -> str:
    """Return a name as it reads in every spelling: services understand more than they write."""
    return name.lower().replace("_", "").replace("-", "")


def _named(body: Json) -> Iterator[tuple[str, Json]]:
    """Yield every name in a body with its value, at any depth."""
    if isinstance(body, Mapping):
        for name, value in body.items():
            yield str(name), value
            yield from _named(value)
    elif isinstance(body, list | tuple):
        for value in body:
            yield from _named(value)

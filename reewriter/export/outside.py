"""What a target needs of the world to ask anything: a key, a name, some time, a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from reewriter.errors import ExportError
from reewriter.net import Client, Deadline, Rules, Secret, Sent, ServiceLine, host_port

__all__ = ["Outside"]

_LARGEST_ANSWER = 12_000_000


@dataclass(frozen=True, slots=True)
class Outside:
    """What a service needs of the world; made once, given to every target."""

    key: Callable[[str, str], Secret]
    """Account and variable → key; raises ExportError where there is none."""
    user_agent: str = "reewriter"
    seconds: float = 60.0
    """For a whole export."""
    sleep: Callable[[float], None] | None = None
    resolver: Callable[[str, int], Sequence[str]] | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    """Signatures are good for minutes only."""

    def header_key(self, account: str, variable: str) -> Secret:
        """Return a key that travels in a header; raises ExportError for one that cannot."""
        secret = self.key(account, variable)
        if not secret.is_plain:
            name = account.partition("@")[0]
            raise ExportError(
                f"{name}: its key holds what no key does, as a line end or a letter with an accent",
                hint=f"Copy it anew: `reewriter targets login {name}` stores another one.",
            )
        return secret

    @contextmanager
    def line(
        self,
        url: str,
        rules: Rules,
        sign: Callable[[str, Sent], Mapping[str, str]],
        *,
        deadline: Deadline | None = None,
    ) -> Iterator[ServiceLine]:
        """Open a line to a service; without a deadline begun before, it has one of its own."""
        ends = deadline or Deadline(self.seconds)
        client = Client(
            user_agent=self.user_agent,
            allowed=frozenset({host_port(url)}),
            deadline=self.seconds,
            max_bytes=_LARGEST_ANSWER,
            resolver=self.resolver,
        )
        more = {"sleep": self.sleep} if self.sleep else {}
        with client:
            yield ServiceLine(client, url, rules, sign=sign, deadline=ends, **more)

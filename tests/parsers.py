"""Parsers for tests that say themselves what is read, and when it ends."""

from __future__ import annotations

from datetime import datetime

from reewriter.model import ParsedFeed


class FakeParser:
    """Reads each document by `read`, in this process; whoever inherits says how."""

    def parse(
        self,
        body: bytes,
        url: str,
        content_type: str,
        *,
        now: datetime | None = None,
        seen: bytes = b"",
        within: float | None = None,
    ) -> ParsedFeed:
        """Return what the test says, whatever the clock and the last document are."""
        return self.read(body, url)

    def read(self, body: bytes, url: str) -> ParsedFeed:
        """Return what is in a document."""
        raise NotImplementedError

    def close(self) -> None:
        """Have nothing to end."""

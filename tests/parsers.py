"""Parsers without a process: one says itself what is read, and when it ends; one really reads."""

from __future__ import annotations

from typing import Any

from reewriter.feeds.parse import parse
from reewriter.model import ParsedFeed


class FakeParser:
    """Reads each document by `read`, in this process; whoever inherits says how."""

    def parse(self, body: bytes, url: str, content_type: str, **more: Any) -> ParsedFeed:
        """Return what the test says, whatever the clock and the last document are."""
        return self.read(body, url)

    def read(self, body: bytes, url: str) -> ParsedFeed:
        """Return what is in a document."""
        raise NotImplementedError

    def close(self) -> None:
        """Have nothing to end."""


class Here(FakeParser):
    """Reads as the worker does, in this process and for as long as it takes."""

    def parse(self, body: bytes, url: str, content_type: str, **more: Any) -> ParsedFeed:
        """Return what is new in the document."""
        more.pop("within", None)
        return parse(body, url=url, content_type=content_type, **more)

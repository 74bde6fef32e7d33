"""The only HTTP client: guarded against private addresses, slow and endless answers, and leaks."""

from __future__ import annotations

from reewriter.net.address import Address, Resolver, host_key, host_port, is_public
from reewriter.net.body import LARGE
from reewriter.net.client import Client, Response
from reewriter.net.redact import redact

__all__ = [
    "LARGE",
    "Address",
    "Client",
    "Resolver",
    "Response",
    "host_key",
    "host_port",
    "is_public",
    "redact",
]

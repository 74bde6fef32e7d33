"""The only HTTP client: guarded against private addresses, slow and endless answers, and leaks."""

from __future__ import annotations

from reewriter.net.address import Address, Resolver, host_key, host_port, is_public
from reewriter.net.body import LARGE
from reewriter.net.client import Client, Response
from reewriter.net.deadline import Deadline
from reewriter.net.message import Sent
from reewriter.net.redact import redact
from reewriter.net.secret import Secret
from reewriter.net.service import Call, Rules, ServiceLine

__all__ = [
    "LARGE",
    "Address",
    "Call",
    "Client",
    "Deadline",
    "Resolver",
    "Response",
    "Rules",
    "Secret",
    "Sent",
    "ServiceLine",
    "host_key",
    "host_port",
    "is_public",
    "redact",
]

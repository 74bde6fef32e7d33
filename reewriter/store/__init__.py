"""The only home of SQL: one module a noun, each function taking the open `Store` first.

The modules are not imported here: who needs one imports it, and opens without the others.
"""

from __future__ import annotations

from reewriter.store.database import Store

__all__ = ["Store"]

"""A workspace opened: joins config, store, desk, render, checks and export for both front ends."""

from __future__ import annotations

from reewriter.workspace.folder import create, locate
from reewriter.workspace.triage import Done
from reewriter.workspace.workspace import Workspace, utc_now

__all__ = ["Done", "Workspace", "create", "locate", "utc_now"]

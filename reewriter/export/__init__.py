"""Exports what was rendered to files and mailing services, as drafts only; edits nothing."""

from __future__ import annotations

from reewriter.export.deliver import deliver
from reewriter.export.refusal import refusal
from reewriter.export.target import ExportContext, Look, Payload, PayloadFile, Receipt, Target
from reewriter.export.targets import TYPES, known_types, names, target_for

__all__ = [
    "TYPES",
    "ExportContext",
    "Look",
    "Payload",
    "PayloadFile",
    "Receipt",
    "Target",
    "deliver",
    "known_types",
    "names",
    "refusal",
    "target_for",
]

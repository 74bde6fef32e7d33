"""Exports what was rendered to files and mailing services, as drafts only; edits nothing."""

from __future__ import annotations

from reewriter.export.deciding import Choice
from reewriter.export.deliver import deliver, difference_there, note_seen, watch
from reewriter.export.outside import Outside
from reewriter.export.refusal import overridden, refusal
from reewriter.export.remote import Standing, standing
from reewriter.export.service import ServiceTarget
from reewriter.export.target import AtTarget, ExportContext, Payload, PayloadFile, Receipt, Target
from reewriter.export.targets import SERVICES, TYPES, known_types, names, target_for

__all__ = [
    "SERVICES",
    "TYPES",
    "AtTarget",
    "Choice",
    "ExportContext",
    "Outside",
    "Payload",
    "PayloadFile",
    "Receipt",
    "ServiceTarget",
    "Standing",
    "Target",
    "deliver",
    "difference_there",
    "known_types",
    "names",
    "note_seen",
    "overridden",
    "refusal",
    "standing",
    "target_for",
    "watch",
]

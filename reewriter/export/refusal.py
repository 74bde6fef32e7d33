"""Decides whether an issue may leave: files always, services only without errors.

A test mail shows what is still wrong, so ordinary errors do not stop it. What the law or an embargo
forbids does: it leaves the house as any mail.
"""

from __future__ import annotations

from collections.abc import Sequence

from reewriter.errors import ExportError
from reewriter.export.mail import MailTarget
from reewriter.export.target import Target
from reewriter.model import Finding, Severity

__all__ = ["overridden", "refusal"]


def refusal(
    findings: Sequence[Finding], target: Target, *, anyway: str | None = None
) -> ExportError | None:
    """Return why this issue must not go to this target, ready to be raised; None if it may.

    `anyway` is the editor's reason to export in spite of errors: an empty one is none, and no
    reason helps against what cannot be waived, the law and embargoes.
    """
    leaves = target.service or isinstance(target, MailTarget)
    if not leaves:
        return None
    errors = [f for f in findings if f.severity is Severity.ERROR and not f.waived]
    absolute = [finding for finding in errors if not finding.waivable]
    if absolute:
        return ExportError(
            f"{target.name} gets nothing: {_told(absolute)}",
            hint=absolute[0].hint or "This cannot be overridden.",
        )
    if errors and target.service and not (anyway or "").strip():
        return ExportError(
            f"{target.name} gets nothing: {_told(errors)}",
            hint="Mend it, waive it with a reason, or export with --anyway and a reason.",
        )
    return None


def overridden(findings: Sequence[Finding], target: Target, anyway: str | None) -> str:
    """Return the reason to be kept with an export; "" where there was nothing to override."""
    errors = any(f.severity is Severity.ERROR and not f.waived for f in findings)
    return (anyway or "").strip() if errors and target.service else ""


def _told(findings: Sequence[Finding]) -> str:
    more = f" and {len(findings) - 1} more" if len(findings) > 1 else ""
    return f"{findings[0].message} ({findings[0].id}){more}"

"""Sums up in words what was found. Pure; knows no check and no widget."""

from __future__ import annotations

from collections.abc import Sequence

from reewriter.model import Finding, Severity

__all__ = ["counted", "summary"]


def counted(findings: Sequence[Finding], severity: Severity) -> int:
    """Count the findings of a severity that nobody answers for."""
    return sum(1 for f in findings if f.severity is severity and not f.waived)


_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def summary(findings: Sequence[Finding]) -> str:
    """Return "2 errors · 1 warning", or that there is nothing to mend."""
    parts = []
    for severity, noun in _NOUNS.items():
        count = counted(findings, severity)
        if count:
            parts.append(f"{count} {noun}{'' if count == 1 else 's'}")
    waived = sum(finding.waived for finding in findings)
    if waived:
        parts.append(f"{waived} waived")
    return " · ".join(parts) or "nothing to mend"

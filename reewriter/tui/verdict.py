"""Sums up in words what was found. Pure; knows no check and no widget."""

from __future__ import annotations

from collections.abc import Sequence

from reewriter.model import Finding, Severity
from reewriter.text.words import counted

__all__ = ["summary", "unanswered"]


def unanswered(findings: Sequence[Finding], severity: Severity) -> int:
    """Count the findings of a severity that nobody answers for."""
    return sum(1 for f in findings if f.severity is severity and not f.waived)


_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def summary(findings: Sequence[Finding]) -> str:
    """Return "2 errors · 1 warning", or that there is nothing to mend."""
    parts = []
    for severity, noun in _NOUNS.items():
        count = unanswered(findings, severity)
        if count:
            parts.append(counted(count, noun))
    waived = sum(finding.waived for finding in findings)
    if waived:
        parts.append(f"{waived} waived")
    return " · ".join(parts) or "nothing to mend"

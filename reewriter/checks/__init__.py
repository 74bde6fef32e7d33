"""Checks an issue before it leaves: pure functions that know neither store nor network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reewriter.checks import (
    access,
    active,
    attribution,
    content,
    contrast,
    critique,
    days,
    finished,
    images,
    labels,
    leftovers,
    legal,
    links,
    parity,
    schedule,
    size,
    spelling,
    subject,
    wording,
)
from reewriter.checks import facts as fact_desk  # `facts` is an argument here
from reewriter.checks.links import web_links
from reewriter.checks.spec import CheckSpec, Facts, examine, headline_key
from reewriter.model import Brand, Composition, Finding, Rendered, Severity

__all__ = ["ALL", "CheckSpec", "Facts", "check", "errors", "headline_key", "web_links"]

_FAMILIES = (
    legal,
    schedule,
    subject,
    content,
    finished,
    days,
    attribution,
    critique,
    fact_desk,
    links,
    images,
    contrast,
    access,
    labels,
    active,
    parity,
    leftovers,
    size,
    wording,
    spelling,
)

ALL: tuple[CheckSpec, ...] = tuple(spec for family in _FAMILIES for spec in family.CHECKS)
"""Every check there is, by family."""


def check(
    composition: Composition, rendered: Rendered, *, brand: Brand, facts: Facts
) -> list[Finding]:
    """Run every check; errors first, then warnings and infos, waived ones last of their kind."""
    examined = examine(composition, rendered, brand=brand, facts=facts)
    answered = {(waiver.check_id, waiver.where) for waiver in composition.waivers}
    findings = [
        replace(finding, waived=True) if finding.is_answered(answered) else finding
        for family in _FAMILIES
        for finding in family.find(examined)
    ]
    return sorted(findings, key=lambda finding: (finding.severity.rank, finding.waived))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the errors that nobody answers for: what counts for an exit code."""
    return [f for f in findings if f.severity is Severity.ERROR and not f.waived]

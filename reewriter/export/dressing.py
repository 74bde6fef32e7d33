"""Gives a rendered issue the tags of one mailing service, last of all; knows no service.

Content has been kept from looking like tags when it was rendered; what a service's engine could
still trip over, in the subject, in a style sheet, is broken here, and what is left is reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reewriter.model import Finding, Rendered, Severity
from reewriter.render.bound import bound
from reewriter.render.mergetags import bind, neutralise, placeholders

__all__ = ["Tags", "dressed"]

_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(</style\s*>)", re.IGNORECASE | re.DOTALL)
_TIGHT = re.compile(r"\{(?=[{%#$])|%%(?=\{)|\*(?=\|)")
"""In a style sheet entities are not decoded, but a blank after a brace changes nothing."""
_DECODED = re.compile(r"(?:\{|&#123;)(?=&#123;)|&#123;(?=[{%#$])|\*(?=&#124;)|%%(?=&#123;)")
"""What would open a tag once entities are decoded, as Ghost and editors that rewrite HTML do."""
_JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class Tags:
    """How a service writes what it fills in for each reader."""

    values: Mapping[str, str] = field(default_factory=dict)
    """Placeholder to tag, as `unsubscribe_url` to `{{ unsubscribe_url }}`."""
    openers: tuple[str, ...] = ()
    """What begins a tag there: content must not hold it."""
    html: Mapping[str, str] = field(default_factory=dict)
    """Tags that are other ones in HTML."""
    also: re.Pattern[str] | None = None
    """What else is read there as a tag, up to where an invisible word joiner breaks it."""
    entities: bool = True
    """Whether tags are written into HTML as other text is; else exactly as they are."""


def dressed(
    rendered: Rendered, tags: Tags, *, name: str, addresses: Mapping[str, str]
) -> tuple[Rendered, tuple[Finding, ...]]:
    """Bind the placeholders in subject, preheader and all three bodies, and say what is stray.

    What the service has no tag for becomes the publication's own address.
    """
    values = {**addresses, **tags.values}
    calm = replace(
        rendered,
        subject=neutralise(rendered.subject),
        preheader=neutralise(rendered.preheader),
        html=_DECODED.sub(_joined, _STYLE.sub(_loosened, rendered.html)),
    )
    if tags.also is not None:
        calm = _without(calm, tags.also)
    findings = tuple(
        _stray(name, where, opener)
        for where, text in _parts(calm).items()
        for opener in tags.openers
        if opener in text
    )
    filled = bound(calm, values)
    if tags.html or not tags.entities:
        filled = replace(filled, html=_bound_html(calm.html, {**values, **tags.html}, tags))
    filled = replace(
        filled,
        subject=bind(calm.subject, values, context="text"),
        preheader=bind(calm.preheader, values, context="text"),
    )
    left = sorted({one for text in _parts(filled).values() for one in placeholders(text)})
    return filled, findings + tuple(_unknown(name, one) for one in left)


def _bound_html(html: str, values: Mapping[str, str], tags: Tags) -> str:
    if tags.entities:
        return bind(html, values, context="html")
    # The service's own syntax would break if it were escaped; it is ours, not content.
    return bind(html, values, context="text")


def _loosened(match: re.Match[str]) -> str:
    return match[1] + _TIGHT.sub(lambda tight: f"{tight[0]} ", match[2]) + match[3]


def _without(rendered: Rendered, opening: re.Pattern[str]) -> Rendered:
    broken = {name: opening.sub(_joined, text) for name, text in _parts(rendered).items()}
    return replace(
        rendered,
        subject=broken["subject"],
        preheader=broken["preheader"],
        html=broken["html"],
        markdown=broken["markdown"],
        text=broken["text"],
    )


def _joined(match: re.Match[str]) -> str:
    return match[0] + _JOINER


def _parts(rendered: Rendered) -> dict[str, str]:
    return {
        "subject": rendered.subject,
        "preheader": rendered.preheader,
        "html": rendered.html,
        "markdown": rendered.markdown,
        "text": rendered.text,
    }


def _stray(name: str, where: str, opener: str) -> Finding:
    return Finding(
        id="target.stray_tag",
        severity=Severity.ERROR,
        message=f"{name} would read “{opener}” in the {where} as a tag of its own",
        where=f"issue.{where}" if where in ("subject", "preheader") else where,
        hint="It stands in a template of yours: put a blank or {{ '{' }} there.",
    )


def _unknown(name: str, tag: str) -> Finding:
    return Finding(
        id="target.unknown_tag",
        severity=Severity.ERROR,
        message=f"{name} has nothing for the merge tag {tag}",
        where="html",
        hint="Take it out of the template, or set its address in [publication].",
    )
